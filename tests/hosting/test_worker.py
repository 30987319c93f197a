"""What is due, again and again."""

import os
import threading

import pytest

from benevalibre.hosting import worker


@pytest.fixture(autouse=True)
def no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests have no database whose connection could grow old."""
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)


def test_it_works_until_it_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    stop = threading.Event()
    times: list[int] = []

    def once() -> int:
        times.append(1)
        if len(times) == 3:
            stop.set()
        return 0

    monkeypatch.setattr(worker, "run_due", once)

    worker.work(stop, every_seconds=0.001)

    assert len(times) == 3


def test_it_ends_with_who_started_it(monkeypatch: pytest.MonkeyPatch) -> None:
    parents = iter([10, 10, 10, 1])
    times: list[int] = []
    monkeypatch.setattr(os, "getppid", lambda: next(parents))
    monkeypatch.setattr(worker, "run_due", lambda: times.append(1))

    worker.work(threading.Event(), every_seconds=0.001)

    assert len(times) == 2


def test_an_error_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> int:
        raise OSError("no disk")

    monkeypatch.setattr(worker, "run_due", fail)

    with pytest.raises(OSError, match="no disk"):
        worker.work(threading.Event(), every_seconds=0.001)
