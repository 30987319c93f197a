"""The outbox: one row a recipient, sent after a pause so that an undo arrives first."""

import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

WAITING = Q(sent_at=None, failed_at=None)


class MailQuerySet(models.QuerySet["Mail"]):
    def waiting(self) -> "MailQuerySet":
        """Neither sent nor given up."""
        return self.filter(WAITING)

    def due(self, at: datetime.datetime) -> "MailQuerySet":
        """Waiting, and whose time has come at ``at``; the oldest first."""
        return self.waiting().filter(not_before__lte=at).order_by("not_before", "id")

    def failed(self) -> "MailQuerySet":
        """Given up after the last try."""
        return self.exclude(failed_at=None)


class Mail(models.Model):
    """A mail to one address; ``key`` names what it is about, so that it can be taken back.

    ``grouped`` mails tell the latest state of something: no two wait at once for the same address
    and key. The body of a ``secret`` mail (a code) is emptied once it is sent or given up, and so
    are the ``facts`` of which a gathered mail is made (see ``gathering``).
    """

    to = models.EmailField(max_length=254)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=80, blank=True)
    grouped = models.BooleanField(default=False)
    secret = models.BooleanField(default=False)
    subject = models.CharField(max_length=255)
    text = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    facts = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    not_before = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["not_before"], name="mail_waiting", condition=WAITING),
            models.Index(fields=["key"], name="mail_key", condition=Q(sent_at=None)),
            models.Index(fields=["to", "key"], name="mail_grouped", condition=Q(grouped=True)),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["to", "key"],
                name="one_grouped_mail_waits",
                condition=WAITING & Q(grouped=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    def claim(self, *, pause: datetime.timedelta) -> bool:
        """Take this row for one try; False when another process, or a withdrawal, came first.

        Should this process die now, the mail is due again after ``pause``.
        """
        taken = (
            Mail.objects.waiting()
            .filter(pk=self.pk, attempts=self.attempts, not_before=self.not_before)
            .update(attempts=self.attempts + 1, not_before=timezone.now() + pause)
        )
        return taken == 1

    def mark_sent(self) -> None:
        """Write that the recipient's server has it."""
        Mail.objects.filter(pk=self.pk).update(
            sent_at=timezone.now(), error="", facts={}, **self._emptied_when_secret()
        )

    def mark_refused(self, reason: str, *, is_last: bool) -> None:
        """Write why it could not be sent; after the ``is_last`` try it is given up."""
        emptied = {"facts": {}, **self._emptied_when_secret()}
        given_up = {"failed_at": timezone.now(), **emptied} if is_last else {}
        Mail.objects.filter(pk=self.pk).update(error=reason[:300], **given_up)

    def _emptied_when_secret(self) -> dict[str, str]:
        return {"text": "", "html": ""} if self.secret else {}


class OptOut(models.Model):
    """An address that wants no mail of one kind any more."""

    address_key = models.CharField(max_length=300)
    kind = models.CharField(max_length=40)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["address_key", "kind"], name="opt_out_once")
        ]

    def __str__(self) -> str:
        return self.kind
