"""Someone's place in an association: with an account, by name only, or by a link."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from benevalibre.associations import mails
from benevalibre.associations.guarding import require_to_give, require_to_touch
from benevalibre.associations.leaving import keeping_a_manager
from benevalibre.associations.models.association import Association, State
from benevalibre.associations.models.role import Right, Role, holding
from benevalibre.associations.models.vocabulary import Level
from benevalibre.associations.writing import RuleError, change, writing
from benevalibre.journal.models import record
from benevalibre.namekeys import NameKeyField, SortKeyField, sort_key

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from benevalibre.accounts.models import User
    from benevalibre.associations.models.guest_link import GuestLink


INVITED_FOR = timedelta(days=30)


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

    def here(self, user: "User | AnonymousUser") -> "MembershipQuerySet":
        """The places of an account: where it takes part, or asks to."""
        here = [MembershipState.ACTIVE, MembershipState.PENDING]
        return self.filter(user_id=user.pk, state__in=here) if user.pk else self.none()

    def places_of(self, user: "User | AnonymousUser") -> "MembershipQuerySet":
        """The same with their associations, those that wait for the host included, by name."""
        shown = [State.ACTIVE, State.FROZEN, State.MOVED, State.AWAITING]
        return (
            self.here(user)
            .filter(association__state__in=shown)
            .select_related("association", "role", "user")
            .order_by("association__sort_key", "pk")
        )

    def with_right(self, right: Right) -> "MembershipQuerySet":
        """Active, with an account that can sign in, and a role that holds ``right``."""
        return self.active().filter(holding(right, "role__"), user__is_active=True)

    def managers(self) -> "MembershipQuerySet":
        """Who manages the association; there is always one (see ``leaving``)."""
        return self.with_right(Right.MANAGE_ASSOCIATION)

    def with_person(self) -> "MembershipQuerySet":
        """With what the display of a name needs, in the same query."""
        return self.select_related("user", "role")

    def unmerged(self) -> "MembershipQuerySet":
        """Without the rows whose actions went to another person."""
        return self.filter(merged_into=None)

    def told_of_deletion(self) -> "MembershipQuerySet":
        """Accounts who gave hours or asked to: they are told when the association goes."""
        return self.filter(user__is_active=True).exclude(state=MembershipState.DECLINED)

    def called(self, text: str) -> "MembershipQuerySet":
        """Whose name holds each word of ``text``, whatever the case, accents and order."""
        found = self
        for word in sort_key(text).split():
            found = found.filter(Q(user__sort_key__contains=word) | Q(sort_key__contains=word))
        return found

    def idle_since(self, day: date) -> "MembershipQuerySet":
        """Who recorded nothing dated on ``day`` or later."""
        return self.filter(Q(last_entry_on=None) | Q(last_entry_on__lt=day))

    def by_name(self) -> "MembershipQuerySet":
        """In the order of a directory: last names, then those who have only one name."""
        return self.order_by(Coalesce(F("user__sort_key"), F("sort_key")), "pk")

    def noted(self, member_ids: Collection[int | None], day: date) -> int:
        """These people have an entry dated ``day``: keep it where it is their last; how many."""
        people = self.filter(pk__in=[pk for pk in member_ids if pk])
        return people.idle_since(day).update(last_entry_on=day)

    def enter(self, member_id: int, day: date) -> bool:
        """The same for an entry that is being written, holding the row until it is.

        False where the person was merged into another one meanwhile: nothing hangs there any more.
        """
        last = Greatest(Coalesce("last_entry_on", Value(day)), Value(day))
        return self.unmerged().filter(pk=member_id).update(last_entry_on=last) == 1

    def create_named(
        self, association: Association, name: str, *, by: "Membership"
    ) -> "Membership":
        """A person without account, for whom others record; two may have the same name."""
        with writing(association):
            person = self.create(association=association, kind=Kind.NAMED, name=name.strip())
            record("member.add", on=person, by=by)
        return person


class Membership(models.Model):
    """A participant. The name is the account's where there is one, else the row's own."""

    association = models.ForeignKey(
        Association, on_delete=models.CASCADE, related_name="memberships"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="memberships"
    )
    name = models.CharField(_("nom"), max_length=255, blank=True)
    name_key = NameKeyField()
    sort_key = SortKeyField()
    role = models.ForeignKey(Role, null=True, on_delete=models.RESTRICT, related_name="memberships")
    state = models.CharField(max_length=10, choices=MembershipState, default=MembershipState.ACTIVE)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ACCOUNT)
    usual_level = models.ForeignKey(
        Level, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    merged_into = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    last_entry_on = models.DateField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    state_at = models.DateTimeField(default=timezone.now)

    if TYPE_CHECKING:
        link: GuestLink

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
        """The account's name, the row's own, or « Personne partie » for a deleted account."""
        if self.user is not None:
            return self.user.display_name
        return self.name or str(_("Personne partie"))

    @property
    def short_name(self) -> str:
        """What to call this person: the account's first name, else the whole name."""
        return self.user.short_name if self.user is not None else self.display_name

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
    def is_pending(self) -> bool:
        return self.state == MembershipState.PENDING

    @property
    def is_guest(self) -> bool:
        return self.kind == Kind.GUEST

    @property
    def is_declined(self) -> bool:
        return self.state == MembershipState.DECLINED

    @property
    def actor_ids(self) -> tuple[int | None, int | None]:
        return self.user_id, self.pk

    def approve(self, *, by: "Membership", role: Role | None = None) -> None:
        """Accept who asked to join, in ``role`` or the default one; told by mail.

        ``RuleError`` where the role holds more than ``by``; nothing where nobody waits any more.
        """
        with writing(self.association):
            chosen = role or self.role or self.association.default_role()
            require_to_give(chosen, by=by)
            given = chosen if self.kind == Kind.ACCOUNT else None
            if self._answer(MembershipState.ACTIVE, role=given):
                record("member.approve", on=self, by=by, changes={"role": [None, _id(given)]})
                self._expect(by=by, role=chosen)
                mails.request_approved(self)

    def decline(self, *, by: "Membership") -> None:
        """Do not accept who asked to join; told by mail, and free to ask again."""
        with writing(self.association):
            if self._answer(MembershipState.DECLINED, role=None):
                record("member.decline", on=self, by=by)
                self.invitations.filter(state="pending").update(state="withdrawn")
                mails.request_declined(self)

    def change_role(self, role: Role, *, by: "Membership") -> None:
        """Give another role: neither the old one nor the new one holds more than ``by``."""
        with writing(self.association), keeping_a_manager(self.association):
            if not self.is_active or self.user_id is None:
                raise RuleError(str(_("Seule une personne de l’équipe avec un compte a un rôle.")))
            require_to_touch(self, by=by)
            require_to_give(role, by=by)
            if change(self, "member.change_role", by=by, columns={"role": role}):
                mails.role_changed(self, by=by)

    def change_details(self, *, by: "Membership", **columns: Any) -> None:
        """Change the usual level and, where the name is the row's own, the name."""
        with writing(self.association):
            require_to_touch(self, by=by)
            if "name" in columns and self.kind == Kind.ACCOUNT:
                raise RuleError(str(_("Cette personne choisit son nom dans son compte.")))
            change(self, "member.change", by=by, columns=columns)

    def remove(self, *, by: "Membership") -> None:
        """Take someone out of the team; their hours stay, and their rights go."""
        with writing(self.association), keeping_a_manager(self.association):
            require_to_touch(self, by=by)
            if self._depart():
                record("member.remove", on=self, by=by)
                mails.removed(self)

    def leave(self) -> None:
        """Leave, or take back the request to join; the hours given stay in the totals."""
        with writing(self.association), keeping_a_manager(self.association):
            if self._depart():
                record("member.leave", on=self, by=self)

    def _expect(self, *, by: "Membership", role: Role | None) -> None:
        """Have the invitation of who asked elsewhere, before the association moved here, leave."""
        now = timezone.now()
        self.invitations.filter(state="pending").update(
            by=by, role=role, sent_at=None, created_at=now, expires_at=now + INVITED_FOR
        )

    def _answer(self, state: MembershipState, *, role: Role | None) -> bool:
        """Move out of the pending state once, however many answer at the same time."""
        waiting = Membership.objects.pending().filter(pk=self.pk)
        return self._moved(waiting.update(state=state, role=role, state_at=timezone.now()))

    def _depart(self) -> bool:
        here = Membership.objects.filter(pk=self.pk).exclude(state=MembershipState.LEFT)
        return self._moved(
            here.update(state=MembershipState.LEFT, role=None, state_at=timezone.now())
        )

    def _moved(self, rows: int) -> bool:
        self.refresh_from_db(fields=["state", "role", "state_at"])
        return rows == 1


def _id(row: models.Model | None) -> Any:
    return row.pk if row else None
