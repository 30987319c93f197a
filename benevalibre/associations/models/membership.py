"""Someone's place in an association: with an account, by name only, or by a link."""

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from benevalibre.associations.models.association import Association
from benevalibre.associations.models.role import Right, Role, holding
from benevalibre.associations.models.vocabulary import CecKind, Level
from benevalibre.namekeys import NameKeyField

if TYPE_CHECKING:
    from datetime import datetime


class MembershipState(models.TextChoices):
    PENDING = "pending", _("demande à examiner")
    ACTIVE = "active", _("dans l’équipe")
    LEFT = "left", _("a quitté l’association")
    DECLINED = "declined", _("demande non retenue")


class Kind(models.TextChoices):
    ACCOUNT = "account", _("avec un compte")
    NAMED = "named", _("sans compte")
    GUEST = "guest", _("par un lien")


class MembershipQuerySet(models.QuerySet["Membership"]):
    def active(self) -> "MembershipQuerySet":
        """Who takes part now."""
        return self.filter(state=MembershipState.ACTIVE)

    def pending(self) -> "MembershipQuerySet":
        """Who asked to join and waits for an answer."""
        return self.filter(state=MembershipState.PENDING)

    def with_right(self, right: Right) -> "MembershipQuerySet":
        """Active, with an account that can sign in, and a role that holds ``right``."""
        return self.active().filter(holding(right, "role__"), user__is_active=True)

    def managers(self) -> "MembershipQuerySet":
        """Who manages the association; there is always one (see ``leaving``)."""
        return self.with_right(Right.MANAGE_ASSOCIATION)

    def with_person(self) -> "MembershipQuerySet":
        """With what the display of a name needs, in the same query."""
        return self.select_related("user", "role")


class Membership(models.Model):
    """A participant. The name is the account's where there is one, else the row's own."""

    association = models.ForeignKey(
        Association, on_delete=models.CASCADE, related_name="memberships"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="memberships",
    )
    name = models.CharField(_("nom"), max_length=255, blank=True)
    name_key = NameKeyField()
    role = models.ForeignKey(Role, null=True, on_delete=models.RESTRICT, related_name="memberships")
    state = models.CharField(
        max_length=10, choices=MembershipState, default=MembershipState.ACTIVE
    )
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ACCOUNT)
    usual_level = models.ForeignKey(
        Level, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    merged_into = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    state_at = models.DateTimeField(default=timezone.now)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["association", "user"],
                condition=Q(user__isnull=False),
                name="account_once_in_association",
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.ACCOUNT) | Q(user=None), name="only_accounts_have_users"
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.ACCOUNT) | Q(role=None), name="only_accounts_have_roles"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["association", "state"], name="members_by_state"),
            models.Index(fields=["association", "name_key", "id"], name="members_by_name"),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        """The account's name, the row's own, or « Anonyme » for a deleted account."""
        if self.user is not None:
            return self.user.display_name
        return self.name or str(_("Personne partie"))

    @property
    def rights(self) -> frozenset[Right]:
        """What this person may do now: nothing unless active, with an account, in a role."""
        if self.state != MembershipState.ACTIVE or self.user_id is None or self.role is None:
            return frozenset()
        return self.role.rights

    def may(self, right: Right) -> bool:
        """Does this person hold ``right`` now?"""
        return right in self.rights

    @property
    def is_active(self) -> bool:
        return self.state == MembershipState.ACTIVE

    @property
    def actor_ids(self) -> tuple[int | None, int | None]:
        return self.user_id, self.pk


class GuestLink(models.Model):
    """The way in without an account. The secret is kept as a digest and a sealed copy."""

    membership = models.OneToOneField(
        Membership, on_delete=models.CASCADE, related_name="link", primary_key=True
    )
    digest = models.CharField(max_length=64, unique=True)
    sealed = models.TextField()
    expires_at = models.DateTimeField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    last_visit = models.DateTimeField(null=True)
    visits = models.PositiveIntegerField(default=0)

    def is_open(self, at: "datetime") -> bool:
        """May it be used at that time?"""
        return self.is_active and (self.expires_at is None or self.expires_at > at)


class Invitation(models.Model):
    """An address invited to join, or to claim a person without account."""

    class State(models.TextChoices):
        PENDING = "pending", _("envoyée")
        ACCEPTED = "accepted", _("acceptée")
        WITHDRAWN = "withdrawn", _("retirée")

    association = models.ForeignKey(
        Association, on_delete=models.CASCADE, related_name="invitations"
    )
    email = models.EmailField(max_length=254)
    email_key = NameKeyField(source="email")
    role = models.ForeignKey(Role, null=True, on_delete=models.SET_NULL, related_name="+")
    claims = models.ForeignKey(
        Membership, null=True, on_delete=models.CASCADE, related_name="invitations"
    )
    digest = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    expires_at = models.DateTimeField()
    by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["association", "email_key"],
                condition=Q(state="pending"),
                name="invited_once",
            )
        ]


class Function(models.Model):
    """A place in the direction, or the supervision of other volunteers, with its dates."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="functions")
    kind = models.CharField(max_length=12, choices=CecKind)
    start = models.DateField(_("depuis le"))
    until = models.DateField(_("jusqu’au"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("start")), name="function_dates_in_order"
            )
        ]
