"""Who is expected, and has not come yet."""

import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from benevalibre.associations.models.association import Association
from benevalibre.associations.models.membership import Membership
from benevalibre.associations.models.role import Role
from benevalibre.namekeys import NameKeyField, name_key


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def pending(self) -> "InvitationQuerySet":
        """Neither accepted nor withdrawn; some are expired."""
        return self.filter(state=Invitation.State.PENDING)

    def to_send(self) -> "InvitationQuerySet":
        """Whose mail waits for its day, the oldest first."""
        return self.pending().filter(sent_at=None).order_by("pk")

    def addressed(self, email: str) -> "InvitationQuerySet":
        """To this address, whatever the case."""
        return self.filter(email_key=name_key(email))

    def in_state(self, state: str) -> "InvitationQuerySet":
        """Those « pending », « expired », « accepted » or « withdrawn »; all for nothing."""
        is_over = Q(expires_at__lte=timezone.now(), sent_at__isnull=False)
        if state == "expired":
            return self.pending().filter(is_over)
        if state == Invitation.State.PENDING:
            return self.pending().exclude(is_over)
        return self.filter(state=state) if state else self.all()

    def with_words(self) -> "InvitationQuerySet":
        """With what a line of the list shows, the latest first."""
        return self.select_related("role", "claims", "by__user").order_by("-created_at", "-pk")

    def mails_since(self, at: datetime.datetime) -> int:
        """How many mails have left since ``at``; one that was sent again counts again."""
        return self.filter(sent_at__gt=at).aggregate(n=Sum("mails"))["n"] or 0

    def used_up(
        self, column: str, *, since: datetime.datetime, most: int
    ) -> "models.QuerySet[Invitation, Any]":
        """The values of ``column`` for which ``most`` mails or more have left since."""
        sent = self.filter(sent_at__gt=since).exclude(**{column: None}).order_by()
        counted: Any = sent.values(column).annotate(n=Sum("mails")).filter(n__gte=most)
        found: models.QuerySet[Invitation, Any] = counted.values(column)
        return found


class Invitation(models.Model):
    """An address invited to join, or to claim a person without account.

    ``mails``: how many left in the day before ``sent_at``, which is None while the first waits.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("envoyée")
        ACCEPTED = "accepted", _("acceptée")
        WITHDRAWN = "withdrawn", _("retirée")

    association = models.ForeignKey(
        Association, on_delete=models.CASCADE, related_name="invitations"
    )
    email = models.EmailField(max_length=254)
    email_key = NameKeyField(source="email")
    name = models.CharField(max_length=255, blank=True)
    message = models.CharField(max_length=500, blank=True)
    role = models.ForeignKey(Role, null=True, on_delete=models.SET_NULL, related_name="+")
    claims = models.ForeignKey(
        Membership, null=True, on_delete=models.CASCADE, related_name="invitations"
    )
    digest = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    expires_at = models.DateTimeField()
    by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    mails = models.PositiveSmallIntegerField(default=0)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["association", "email_key"],
                condition=Q(state="pending"),
                name="invited_once",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["email_key"], name="invited_address"),
            models.Index(
                fields=["id"], name="invited_to_send", condition=Q(state="pending", sent_at=None)
            ),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def is_pending(self) -> bool:
        return self.state == self.State.PENDING

    @property
    def is_accepted(self) -> bool:
        return self.state == self.State.ACCEPTED

    @property
    def is_expired(self) -> bool:
        """Sent, and its time is over."""
        is_over = self.sent_at is not None and self.expires_at <= timezone.now()
        return self.is_pending and is_over

    @property
    def is_open(self) -> bool:
        """May it be accepted now?"""
        return self.is_pending and self.sent_at is not None and not self.is_expired

    @property
    def situation(self) -> str:
        """« envoyée », « acceptée », « expirée », « retirée », « part bientôt »."""
        if self.is_expired:
            return str(_("expirée"))
        if self.is_pending and self.sent_at is None:
            return str(_("part bientôt"))
        return str(self.get_state_display())
