"""What is due, again and again."""

import os
import threading

import pytest

from benevalibre.hosting import worker


def test_it_works_until_it_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    stop = threading.Event()
    times: list[int] = []

    def once() -> None:
        times.append(1)
        if len(times) == 3:
            stop.set()

    monkeypatch.setattr(worker, "do_what_is_due", once)

    worker.work(stop, every_seconds=0.001)

    assert len(times) == 3


def test_it_ends_with_who_started_it(monkeypatch: pytest.MonkeyPatch) -> None:
    parents = iter([10, 10, 10, 1])
    times: list[int] = []
    monkeypatch.setattr(os, "getppid", lambda: next(parents))
    monkeypatch.setattr(worker, "do_what_is_due", lambda: times.append(1))

    worker.work(threading.Event(), every_seconds=0.001)

    assert len(times) == 2


def test_an_error_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise OSError("no disk")

    monkeypatch.setattr(worker, "do_what_is_due", fail)

    with pytest.raises(OSError, match="no disk"):
        worker.work(threading.Event(), every_seconds=0.001)


@pytest.mark.django_db
def test_what_is_due_is_done() -> None:
    from django.utils import timezone

    from benevalibre.mailing.models import Mail

    mail = Mail.objects.create(
        to="jeanne@example.org", kind="actions.declined", subject="Bonjour", text="Bonjour",
        not_before=timezone.now(),
    )  # fmt: skip

    worker.do_what_is_due()

    mail.refresh_from_db()
    assert mail.sent_at is not None
