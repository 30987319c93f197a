"""What the worker does again and again."""

import datetime
from io import StringIO

import pytest
import time_machine
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.management import call_command

from benevalibre.hosting import chores
from benevalibre.mailing import outbox
from tests.factories import ActionFactory

pytestmark = pytest.mark.django_db


def a_mail() -> None:
    outbox.enqueue(
        "accounts.unknown",
        to="jeanne@example.org",
        context={"name": "", "sign_up_url": ""},
        delay_seconds=0,
        essential=True,
    )


def an_expired_session() -> None:
    session = SessionStore()
    session["a"] = 1
    session.set_expiry(-1)
    session.save()


def test_due_mails_leave() -> None:
    a_mail()
    said = StringIO()

    call_command("run_due", stdout=said)

    assert len(mail.outbox) == 1
    assert said.getvalue() == "1 mail(s) parti(s).\n"


def test_expired_sessions_go_at_most_once_an_hour(empty_cache: None) -> None:
    with time_machine.travel("2026-06-15 10:00", tick=False) as now:
        chores.run_due()
        an_expired_session()
        now.shift(datetime.timedelta(minutes=50))
        chores.run_due()
        kept = Session.objects.count()
        now.shift(datetime.timedelta(minutes=11))
        chores.run_due()

    assert kept == 1
    assert Session.objects.count() == 0


def test_the_words_of_a_deleted_activity_go_a_day_later(empty_cache: None) -> None:
    with time_machine.travel("2026-06-15 10:00", tick=False) as now:
        action = ActionFactory(title="Une confidence")
        batch = action.remove(by=action.member)
        now.shift(datetime.timedelta(hours=23))
        chores.run_due()
        batch.refresh_from_db()
        title = batch.payload["title"]
        now.shift(datetime.timedelta(hours=2))
        chores.run_due()

    batch.refresh_from_db()
    assert title == "Une confidence"
    assert batch.payload == {}


def test_long_work_that_fails_keeps_no_other_kind_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []

    def fail() -> None:
        raise ValueError("a hostile file")

    monkeypatch.setattr(chores, "LONG", (fail, lambda: done.append("the rest")))

    with pytest.raises(ExceptionGroup) as found:
        chores.run_long()

    assert done == ["the rest"]
    assert [str(error) for error in found.value.exceptions] == ["a hostile file"]
