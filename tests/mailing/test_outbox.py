"""The outbox: what waits, what is taken back, what leaves once."""

import datetime
import smtplib
from typing import Any

import pytest
import time_machine
from django.core import mail as post
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection, transaction
from django.utils import timezone

from benevalibre.mailing import outbox
from benevalibre.mailing.addresses import Reception, opt_out
from benevalibre.mailing.models import Mail

pytestmark = pytest.mark.django_db

JEANNE = "jeanne@example.org"
WORDS = {"name": "Nadia", "word": "l’été & l'hiver"}
LATER = datetime.timedelta(minutes=2)


def a_note(**options: Any) -> None:
    outbox.enqueue("trial.note", **{"to": JEANNE, "context": WORDS, **options})


def a_notice(word: str = "une activité", **options: Any) -> None:
    context = {"name": "À valider", "word": word}
    outbox.enqueue_grouped(
        "trial.note", **{"to": JEANNE, "context": context, "key": "queue:7:", **options}
    )


@pytest.fixture
def refusing(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A server that refuses every mail; the subjects that it was given."""
    tried: list[str] = []

    def refuse(_self: EmailBackend, messages: list[Any]) -> int:
        tried.extend(message.subject for message in messages)
        raise smtplib.SMTPServerDisconnected("parti")

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    return tried


def test_a_mail_waits_sixty_seconds_and_then_leaves_once() -> None:
    with time_machine.travel("2026-06-15 10:00", tick=False) as now:
        a_note()

        assert outbox.send_due() == 0
        now.shift(60)
        assert outbox.send_due() == 1
        now.shift(3600)
        assert outbox.send_due() == 0

    assert [message.to for message in post.outbox] == [[JEANNE]]


def test_a_mail_is_forgotten_with_the_transaction_that_wrote_it() -> None:
    with transaction.atomic():
        a_note()
        transaction.set_rollback(True)

    assert not Mail.objects.exists()


def test_withdrawing_takes_back_what_has_not_left_and_nothing_else() -> None:
    a_note(key="action:12:approved", delay_seconds=0)
    outbox.send_due()
    a_note(key="action:12:approved")
    a_note(key="action:12:declined", to="paul@example.org")
    a_note(key="action:123:approved")

    count = outbox.withdraw("action:12:")

    assert count == 2
    assert set(Mail.objects.values_list("key", flat=True)) == {
        "action:12:approved",
        "action:123:approved",
    }


def test_withdrawing_without_a_prefix_is_refused() -> None:
    with pytest.raises(ValueError, match="prefix"):
        outbox.withdraw("")


def test_two_workers_with_the_same_list_send_a_mail_once() -> None:
    a_note(delay_seconds=0)
    seen_by_one = Mail.objects.due(timezone.now()).get()
    seen_by_other = Mail.objects.due(timezone.now()).get()

    first = seen_by_one.claim(pause=LATER)
    second = seen_by_other.claim(pause=LATER)

    assert (first, second) == (True, False)
    assert outbox.send_due() == 0


def test_a_mail_taken_by_a_worker_that_died_is_due_again_after_the_pause() -> None:
    with time_machine.travel("2026-06-15 10:00", tick=False) as now:
        a_note(delay_seconds=0)
        Mail.objects.get().claim(pause=LATER)
        now.shift(LATER)

        assert outbox.send_due() == 1


def test_a_refused_mail_is_tried_once_a_run_with_growing_pauses(refusing: list[str]) -> None:
    with time_machine.travel("2026-06-15 10:00", tick=False) as now:
        a_note(delay_seconds=0)
        pauses = []
        for _ in range(3):
            outbox.send_due()
            row = Mail.objects.get()
            pauses.append(row.not_before - timezone.now())
            now.move_to(row.not_before)

    assert pauses == sorted(set(pauses))
    assert len(refusing) == 3
    assert row.failed_at is None
    assert row.error == "SMTPServerDisconnected: parti"


def test_a_mail_is_given_up_after_eight_tries(refusing: list[str]) -> None:
    with time_machine.travel("2026-06-15 10:00", tick=False) as now:
        a_note(delay_seconds=0)
        for _ in range(12):
            outbox.send_due()
            now.shift(datetime.timedelta(days=2))

    assert len(refusing) == 8
    assert Mail.objects.failed().count() == 1


def test_a_refused_mail_does_not_keep_the_next_one_back(monkeypatch: pytest.MonkeyPatch) -> None:
    send = EmailBackend.send_messages

    def refuse_jeanne(self: EmailBackend, messages: list[Any]) -> int:
        if messages[0].to == [JEANNE]:
            raise smtplib.SMTPRecipientsRefused({JEANNE: (550, b"inconnue")})
        return int(send(self, messages))

    monkeypatch.setattr(EmailBackend, "send_messages", refuse_jeanne)
    a_note(delay_seconds=0)
    a_note(delay_seconds=0, to="paul@example.org")

    assert outbox.send_due() == 1
    assert [message.to for message in post.outbox] == [["paul@example.org"]]


def test_the_body_of_a_secret_mail_is_not_kept() -> None:
    a_note(delay_seconds=0, secret=True)

    outbox.send_due()

    row = Mail.objects.get()
    assert (row.text, row.html) == ("", "")
    assert "Nadia" in post.outbox[0].body


def test_who_opted_out_of_a_kind_gets_the_essential_only() -> None:
    opt_out(Reception("JEANNE@example.org", "trial.note"))

    a_note()
    a_notice()
    a_note(essential=True, key="essential")
    outbox.enqueue("trial.plain", to=JEANNE, context={})

    assert set(Mail.objects.values_list("kind", "key")) == {
        ("trial.note", "essential"),
        ("trial.plain", ""),
    }


def test_a_notice_that_waits_is_written_anew_instead_of_twice() -> None:
    with time_machine.travel("2026-06-15 10:00", tick=False) as now:
        a_notice("une activité")
        now.shift(30)
        a_notice("deux activités")
        now.shift(30)
        outbox.send_due()

    assert [message.body.splitlines()[0] for message in post.outbox] == [
        "À valider : deux activités"
    ]


def test_a_notice_leaves_at_most_once_an_hour() -> None:
    with time_machine.travel("2026-06-15 10:00", tick=False) as now:
        a_notice(delay_seconds=0)
        outbox.send_due()
        a_notice("une autre", delay_seconds=0)

        now.shift(3599)
        assert outbox.send_due() == 0
        now.shift(1)
        assert outbox.send_due() == 1


def test_notices_of_another_person_or_matter_are_not_held_back() -> None:
    a_notice(delay_seconds=0)
    a_notice(delay_seconds=0, to="paul@example.org")
    a_notice(delay_seconds=0, key="queue:8:")

    assert outbox.send_due() == 3


def test_a_notice_written_by_two_processes_at_once_stays_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    a_notice("une activité")
    monkeypatch.setattr(outbox, "_rewrite_waiting", _blind_once(outbox._rewrite_waiting))

    a_notice("deux activités")

    assert "deux activités" in Mail.objects.get().text
    assert connection.is_usable()


def _blind_once(rewrite: Any) -> Any:
    """``rewrite`` that sees nothing the first time, as when the other row is not committed yet."""
    calls: list[None] = []

    def once(*args: Any) -> bool:
        calls.append(None)
        return len(calls) > 1 and rewrite(*args)

    return once


def test_old_mails_are_forgotten_and_waiting_ones_are_not() -> None:
    with time_machine.travel("2026-01-10 10:00", tick=False) as now:
        a_note(delay_seconds=0, key="sent")
        outbox.send_due()
        a_note(key="waiting")
        now.shift(datetime.timedelta(days=61))

        count = outbox.forget_old()

    assert count == 1
    assert Mail.objects.get().key == "waiting"
