"""The outbox: one row a recipient, sent after a pause so that an undo arrives first."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Mail(models.Model):
    """A mail to one address; ``key`` names what it is about, so that it can be taken back."""

    to = models.EmailField(max_length=254)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=80, blank=True)
    subject = models.CharField(max_length=255)
    text = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    not_before = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["not_before"],
                name="mail_waiting",
                condition=Q(sent_at=None, failed_at=None),
            ),
            models.Index(fields=["key"], name="mail_key", condition=Q(sent_at=None)),
        ]


class OptOut(models.Model):
    """An address that wants no mail of one kind any more."""

    address_key = models.CharField(max_length=300)
    kind = models.CharField(max_length=40)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["address_key", "kind"], name="opt_out_once")
        ]
