"""Joining an association, with its agreement or at once."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from benevalibre.accounts.models import User
from benevalibre.associations import mails
from benevalibre.associations.models import Association, Membership, Right
from benevalibre.associations.models.membership import MembershipState
from benevalibre.associations.writing import writing
from benevalibre.journal.models import record

HERE = (MembershipState.ACTIVE, MembershipState.PENDING)


def join(association: Association, *, user: User) -> Membership:
    """Take part, or ask to, where the association answers each request.

    Who left keeps the same row, with the default role. Who was not accepted may ask again, and
    always waits for an answer. Joining twice changes nothing. ``RuleError`` where the association
    is not open.
    """
    with writing(association):
        member = _row_of(association, user)
        if member.state in HERE:
            return member
        asks = association.policy_moderate_members or member.state == MembershipState.DECLINED
        member.state = MembershipState.PENDING if asks else MembershipState.ACTIVE
        member.state_at = timezone.now()
        member.role = association.default_role()
        member.save()
        record("member.ask" if asks else "member.join", on=member, by=member)
        if asks:
            mails.requests_waiting(association, to=_answering(association))
    return member


def _row_of(association: Association, user: User) -> Membership:
    """The account's row, locked, made (as one that left) where there is none."""
    rows = Membership.objects.select_for_update(of=("self",)).select_related("role")
    found = rows.filter(association=association, user=user).first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return Membership.objects.create(
                association=association, user=user, state=MembershipState.LEFT
            )
    except IntegrityError:
        return rows.get(association=association, user=user)


def _answering(association: Association) -> list[Membership]:
    members = Membership.objects.filter(association=association)
    return list(members.with_right(Right.MANAGE_MEMBERS).select_related("user"))
