"""The keys that signed here, and the certificates that people brought from elsewhere."""

from datetime import date, datetime, timedelta
from typing import Any, ClassVar, Final

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from benevalibre.accounts.models import User

CHECKED_EVERY: Final = timedelta(days=7)
TRIED_AGAIN: Final = timedelta(days=1)


class IssuingKey(models.Model):
    """The public half of a key with which this instance signs or signed; withdrawn if it leaked."""

    name = models.CharField(max_length=40, unique=True)
    x = models.CharField(max_length=60)
    made_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class BroughtBadgeQuerySet(models.QuerySet["BroughtBadge"]):
    def valid(self) -> "BroughtBadgeQuerySet":
        """Not revoked, as far as we know."""
        return self.filter(revoked_at=None)

    def by_user(self, user: User) -> "BroughtBadgeQuerySet":
        """Those of an account, the latest days first."""
        return self.filter(user=user).order_by("-end", "-pk")

    def due(self, now: datetime) -> "BroughtBadgeQuerySet":
        """Those to be asked about again, whoever waits longest first."""
        return self.valid().filter(next_check_at__lte=now).order_by("next_check_at", "pk")


class BroughtBadge(models.Model):
    """A certificate of another instance, as it was signed there; it belongs to the account.

    It counts in that person's own figures, and in nobody else's: no association has it.
    ``years``: by calendar year, ``{"year", "minutes", "direction", "supervision"}``.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="brought_badges"
    )
    issuer = models.CharField(max_length=500)
    host = models.CharField(max_length=300)
    identifier = models.CharField(max_length=500)
    association = models.CharField(max_length=255)
    register_number = models.CharField(max_length=60, blank=True)
    siren = models.CharField(max_length=60, blank=True)
    volunteer = models.CharField(gettext_lazy("nom de la personne"), max_length=255, blank=True)
    start = models.DateField(gettext_lazy("du"))
    end = models.DateField(gettext_lazy("au"))
    minutes = models.PositiveBigIntegerField(gettext_lazy("durée"))
    years: Any = models.JSONField(default=list)
    token = models.TextField()
    issued_at = models.DateTimeField()
    verified_at = models.DateTimeField(default=timezone.now)
    checked_at = models.DateTimeField(default=timezone.now)
    next_check_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    objects = BroughtBadgeQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "issuer", "identifier"], name="badge_brought_once"
            ),
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="badge_ends_later"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["next_check_at"], name="badges_to_check", condition=Q(revoked_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.association}, {self.host}"

    @property
    def is_revoked(self) -> bool:
        """Is it no longer worth anything?"""
        return self.revoked_at is not None

    @property
    def verified_on(self) -> date:
        """The day when its signature was verified, or its issuer asked for the last time."""
        return timezone.localdate(max(self.verified_at, self.checked_at))
