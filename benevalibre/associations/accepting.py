"""Coming in by an invitation: its secret is found by a digest, and serves once.

Whoever has the secret proves that the mailbox is theirs, not that an account is: one signs in as
usual, then accepts. What the inviter may give is looked at again here (MODEL §1).
"""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from benevalibre.accounts.models import User
from benevalibre.associations.guarding import may_give
from benevalibre.associations.links import digest_of
from benevalibre.associations.merging import absorb, take_over
from benevalibre.associations.models import Association, Invitation, Membership, Right, Role
from benevalibre.associations.models.membership import MembershipState
from benevalibre.associations.writing import RuleError, writing
from benevalibre.journal.models import record


class InvitationError(LookupError):
    """No invitation behind this secret."""


class ClosedInvitationError(InvitationError):
    """It was real, and is over: accepted, withdrawn, expired, or its association is gone."""


def find(secret: str) -> Invitation:
    """The open invitation of this secret; ``InvitationError`` or ``ClosedInvitationError``."""
    return find_by_digest(digest_of(secret))


def find_by_digest(digest: str) -> Invitation:
    """The same, once the secret has left the address bar."""
    rows = Invitation.objects.select_related("association", "role", "claims", "by__user")
    found = rows.filter(digest=digest).first()
    if found is None:
        raise InvitationError
    here = Association.objects.visible().filter(pk=found.association_id)
    if not found.is_open or not here.exists():
        raise ClosedInvitationError
    return found


def accept(invitation: Invitation, *, user: User) -> Membership:
    """The place of ``user`` from now on, in the role offered and with the hours of ``claims``.

    Who is here already keeps their role. Where the inviter may not give the role any more, it is
    the default one. Twice by the same account changes nothing. ``RuleError`` where the invitation
    is over, or where whoever was sent away since comes back by it.
    """
    association = invitation.association
    with writing(association):
        locked = _locked(invitation)
        mine = _place_of(user, locked)
        if locked.is_accepted and mine is not None and mine.is_active:
            return mine
        if not locked.is_open or not user.is_active:
            raise RuleError(_("Cette invitation ne sert plus. Demandez-en une nouvelle."))
        _require_not_sent_away(mine, locked)
        was_here = mine is not None and mine.is_active
        person = locked.claims
        if person is not None and person.user_id is None and person.merged_into_id is None:
            _require_not_sent_away(person, locked)
            member = _claim(person, mine, locked, user=user)
        elif was_here and mine is not None and user.email_key != locked.email_key:
            return mine
        else:
            member = mine or Membership(association=association, user=user)
        if not was_here:
            _let_in(member, locked)
        locked.state = Invitation.State.ACCEPTED
        locked.save(update_fields=["state"])
        record("invitation.accept", on=member, by=member, changes=_told(member, was_here))
    return member


def _claim(
    person: Membership, mine: Membership | None, invitation: Invitation, *, user: User
) -> Membership:
    """The row that holds the person's hours and the account."""
    if mine is None:
        take_over(person, user=user)
        return person
    if mine.pk == invitation.by_id:
        raise RuleError(_("Quelqu’un d’autre de l’équipe peut vous donner ces heures."))
    absorb(person, into=mine, by=mine)
    return mine


def _let_in(member: Membership, invitation: Invitation) -> None:
    member.role = _role_given(invitation)
    member.state, member.state_at = MembershipState.ACTIVE, timezone.now()
    try:
        with transaction.atomic():
            member.save(update_fields=["role", "state", "state_at"] if member.pk else None)
    except IntegrityError as error:
        raise RuleError(_("Vous veniez de rejoindre cette équipe. Recommencez.")) from error


def _role_given(invitation: Invitation) -> Role | None:
    """The role offered, where the inviter could still give it; else that of whoever joins."""
    by, role = invitation.by, invitation.role
    is_able = by is not None and by.user is not None and by.user.is_active
    if by is not None and role is not None and is_able and by.may(Right.MANAGE_MEMBERS):
        if may_give(role.rights, by=by):
            return role
    return invitation.association.default_role()


def _require_not_sent_away(row: Membership | None, invitation: Invitation) -> None:
    """Who left after the invitation was sent does not come back by it."""
    if row is None or row.state not in (MembershipState.LEFT, MembershipState.DECLINED):
        return
    if invitation.sent_at is None or row.state_at > invitation.sent_at:
        raise RuleError(_("Cette invitation ne sert plus. Demandez-en une nouvelle."))


def _place_of(user: User, invitation: Invitation) -> Membership | None:
    rows = Membership.objects.select_for_update(of=("self",)).select_related("role", "user")
    return rows.filter(association=invitation.association_id, user=user).first()


def _locked(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",)).select_related(
        "association", "role", "claims__association", "by__user", "by__role"
    )
    return rows.get(pk=invitation.pk)


def _told(member: Membership, was_here: bool) -> dict[str, list[int | None]]:
    return {} if was_here else {"role": [None, member.role_id]}
