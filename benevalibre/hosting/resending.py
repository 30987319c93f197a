"""Sending a mail again, or one to try, on the host's order."""

from django.db import transaction
from django.utils import timezone

from benevalibre.accounts.models import User
from benevalibre.hosting import mails
from benevalibre.journal.models import record
from benevalibre.mailing import outbox
from benevalibre.mailing.models import Mail


class ResendingError(ValueError):
    """The mail stays as it is: its text is gone, or a newer one waits in its place."""


@transaction.atomic
def send_again(mail: Mail, *, by: User) -> None:
    """Put a mail in the outbox once more, due at once, with all its tries before it.

    ``ResendingError`` where its text was not kept (codes), or where the same notice waits already.
    """
    if not mail.text:
        raise ResendingError
    twins = Mail.objects.waiting().filter(to=mail.to, key=mail.key, grouped=True)
    if mail.grouped and twins.exclude(pk=mail.pk).exists():
        raise ResendingError
    Mail.objects.filter(pk=mail.pk).update(
        sent_at=None, failed_at=None, error="", attempts=0, not_before=timezone.now()
    )
    record("mail.send_again", on=mail, by=by)


@transaction.atomic
def send_trial(*, by: User) -> None:
    """Write to the host, to see whether mails leave; one waits at most."""
    outbox.withdraw(f"trial:{by.pk}:")
    mails.trial(by)
    record("mail.trial", on=by, by=by)
