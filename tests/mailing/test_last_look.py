"""What is looked at once more just before a mail leaves."""

import pytest
import time_machine
from django.core import mail as post

from benevalibre.mailing import outbox
from benevalibre.mailing.models import Mail
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

WORDS = {"name": "Nadia", "word": "bonjour"}


def test_no_mail_leaves_to_an_account_deactivated_meanwhile() -> None:
    user = UserFactory(email="jeanne@example.org")
    for to in (user.email, "paul@example.org"):
        outbox.enqueue("trial.note", to=to, context=WORDS, delay_seconds=0, essential=True)
    user.is_active = False
    user.save(update_fields=["is_active"])

    outbox.send_due()

    assert [sent.to for sent in post.outbox] == [["paul@example.org"]]
    assert not Mail.objects.filter(to=user.email).exists()


def test_a_deactivated_account_may_be_told_that_it_is() -> None:
    user = UserFactory(inactive=True)
    context = {"name": "", "contact": ""}
    outbox.enqueue(
        "accounts.deactivated", to=user.email, context=context, delay_seconds=0, essential=True
    )

    assert outbox.send_due() == 1


def test_what_was_taken_back_while_the_worker_read_does_not_leave(monkeypatch) -> None:
    outbox.enqueue("trial.note", to="a@example.org", context=WORDS, key="x:", delay_seconds=0)
    claim = Mail.claim

    def claim_then_lose(self: Mail, **options: object) -> bool:
        taken = claim(self, **options)
        outbox.withdraw("x:")
        return taken

    monkeypatch.setattr(Mail, "claim", claim_then_lose)

    assert outbox.send_due() == 0
    assert post.outbox == []


@pytest.mark.parametrize(
    ("now", "zone", "morning"),
    [
        ("2026-06-15T07:59:00+02:00", "", "2026-06-15T08:00:00+02:00"),
        ("2026-06-15T08:01:00+02:00", "", "2026-06-16T08:00:00+02:00"),
        ("2026-10-24T12:00:00+02:00", "Europe/Paris", "2026-10-25T08:00:00+01:00"),
        ("2026-06-15T10:00:00+02:00", "America/Martinique", "2026-06-15T08:00:00-04:00"),
    ],
)
def test_the_morning_is_that_of_the_place(now: str, zone: str, morning: str) -> None:
    with time_machine.travel(now, tick=False):
        found = outbox.next_morning(outbox._after(0), time_zone=zone)

    assert found.isoformat() == morning
