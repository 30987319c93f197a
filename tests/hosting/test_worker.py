"""What is due, again and again."""

import logging
import os
import threading

import pytest

from benevalibre.hosting import worker


@pytest.fixture(autouse=True)
def no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests have no database whose connection could grow old, and no long work."""
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    monkeypatch.setattr(worker, "run_long", lambda: None)
    monkeypatch.setattr(worker, "run_pressing", lambda: None)


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


def test_long_work_holds_no_mail_back(monkeypatch: pytest.MonkeyPatch) -> None:
    stop = threading.Event()
    mails_left = threading.Event()
    waited: list[bool] = []

    def once() -> int:
        mails_left.set()
        return 0

    def long() -> None:
        waited.append(mails_left.wait(5))
        stop.set()

    monkeypatch.setattr(worker, "run_due", once)
    monkeypatch.setattr(worker, "run_long", long)

    worker.work(stop, every_seconds=0.001)

    assert waited[0]


def test_pressing_papers_holds_no_other_long_work_back(monkeypatch: pytest.MonkeyPatch) -> None:
    stop = threading.Event()
    begun, done = threading.Event(), threading.Event()
    waited: list[bool] = []

    def press() -> None:
        begun.set()
        waited.append(done.wait(5))
        stop.set()

    def others() -> None:
        if begun.is_set():
            done.set()

    monkeypatch.setattr(worker, "run_due", lambda: 0)
    monkeypatch.setattr(worker, "run_long", others)
    monkeypatch.setattr(worker, "run_pressing", press)

    worker.work(stop, every_seconds=0.001)

    assert waited[0]


def test_long_work_that_fails_is_logged_and_tried_again(
    monkeypatch: pytest.MonkeyPatch, logged_errors: list[logging.LogRecord]
) -> None:
    stop = threading.Event()
    tries: list[int] = []

    def fail() -> None:
        tries.append(1)
        if len(tries) == 2:
            stop.set()
        raise OSError("no disk")

    monkeypatch.setattr(worker, "REST_SECONDS", 0.001)

    worker.work_long(stop, fail, every=0.001)

    assert len(tries) == 2
    assert [record.getMessage() for record in logged_errors] == ["Long work failed"] * 2
    logged_errors.clear()


def test_an_error_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> int:
        raise OSError("no disk")

    monkeypatch.setattr(worker, "run_due", fail)

    with pytest.raises(OSError, match="no disk"):
        worker.work(threading.Event(), every_seconds=0.001)
