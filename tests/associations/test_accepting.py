"""Tests of ``benevalibre.associations.accepting``."""

import datetime

import pytest
from django.utils import timezone

from benevalibre.actions.models import Action
from benevalibre.associations.accepting import accept
from benevalibre.associations.inviting import invite
from benevalibre.associations.merging import merge
from benevalibre.associations.models import GuestLink, Invitation, Membership, Right, Role
from benevalibre.associations.models.membership import Kind, MembershipState
from benevalibre.associations.writing import RuleError
from benevalibre.journal.models import Entry
from tests.factories import (
    ActionFactory,
    GuestLinkFactory,
    InvitationFactory,
    MembershipFactory,
    RoleFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> Membership:
    """Who invites, in an association with a default role."""
    manager = MembershipFactory(manager=True)
    RoleFactory(association=manager.association, name="Bénévole", default=True)
    return manager


@pytest.fixture
def leading(manager: Membership) -> Role:
    """A role that holds something."""
    return RoleFactory(association=manager.association, rights=[Right.MANAGE_ACTIONS])


def invited(manager: Membership, **columns: object) -> Invitation:
    return InvitationFactory(association=manager.association, by=manager, **columns)


def test_who_accepts_is_in_the_team_in_the_role_offered(manager: Membership, leading: Role) -> None:
    invitation = invited(manager, role=leading)
    user = UserFactory()

    member = accept(invitation, user=user)

    member.refresh_from_db()
    assert (member.user, member.role, member.state) == (user, leading, MembershipState.ACTIVE)
    invitation.refresh_from_db()
    assert invitation.is_accepted
    assert Entry.objects.about(member).get().verb == "invitation.accept"


def test_twice_by_the_same_account_changes_nothing(manager: Membership) -> None:
    invitation, user = invited(manager), UserFactory()

    assert accept(invitation, user=user) == accept(invitation, user=user)
    assert Entry.objects.filter(verb="invitation.accept").count() == 1


def test_it_serves_once(manager: Membership) -> None:
    invitation = invited(manager)
    accept(invitation, user=UserFactory())

    with pytest.raises(RuleError):
        accept(invitation, user=UserFactory())


@pytest.mark.parametrize(
    "columns",
    [
        {"state": "withdrawn"},
        {"expires_at": timezone.now() - datetime.timedelta(days=1)},
        {"sent_at": None},
    ],
)
def test_what_is_over_is_not_accepted(columns: dict[str, object], manager: Membership) -> None:
    with pytest.raises(RuleError, match="ne sert plus"):
        accept(invited(manager, **columns), user=UserFactory())

    assert Membership.objects.count() == 1


def test_a_deactivated_account_accepts_nothing(manager: Membership) -> None:
    with pytest.raises(RuleError):
        accept(invited(manager), user=UserFactory(inactive=True))


def test_an_inviter_who_lost_the_right_gives_the_default_role(
    manager: Membership, leading: Role
) -> None:
    lost = {
        "left": MembershipFactory(association=manager.association, manager=True, left=True),
        "other role": MembershipFactory(
            association=manager.association, rights=[Right.MANAGE_MEMBERS]
        ),
        "no right on people": MembershipFactory(
            association=manager.association, rights=[Right.MANAGE_ACTIONS]
        ),
        "deactivated": MembershipFactory(
            association=manager.association, manager=True, user__is_active=False
        ),
    }

    given = {
        how: accept(
            InvitationFactory(association=manager.association, by=by, role=leading),
            user=UserFactory(),
        ).role
        for how, by in lost.items()
    }

    assert set(given.values()) == {manager.association.default_role()}


def test_an_inviter_whose_account_is_gone_or_a_role_that_is_gone_gives_the_default_role(
    manager: Membership, leading: Role
) -> None:
    without_by = InvitationFactory(role=leading)
    without_role = invited(manager, role=None)

    first = accept(without_by, user=UserFactory())
    second = accept(without_role, user=UserFactory())

    assert first.role == second.role == manager.association.default_role()


def test_who_is_here_already_keeps_their_role_and_leaves_it_to_whom_it_was_for(
    manager: Membership, leading: Role
) -> None:
    member = MembershipFactory(association=manager.association)
    forwarded = invited(manager, role=leading)
    own = invited(manager, role=leading, email=member.user.email.upper())

    assert accept(forwarded, user=member.user) == accept(own, user=member.user) == member

    before = member.role
    member.refresh_from_db()
    assert member.role == before
    for invitation in (forwarded, own):
        invitation.refresh_from_db()
    assert (forwarded.state, own.state) == ("pending", "accepted")


def test_who_asked_to_join_is_let_in(manager: Membership, leading: Role) -> None:
    asking = MembershipFactory(association=manager.association, pending=True, role=None)

    member = accept(invited(manager, role=leading), user=asking.user)

    assert (member.pk, member.state, member.role) == (asking.pk, MembershipState.ACTIVE, leading)


def test_who_had_left_comes_back_to_their_row(manager: Membership) -> None:
    long_ago = timezone.now() - datetime.timedelta(days=90)
    gone = MembershipFactory(association=manager.association, left=True, state_at=long_ago)

    member = accept(invited(manager), user=gone.user)

    assert (member.pk, member.is_active) == (gone.pk, True)


def test_who_was_removed_since_does_not_come_back_by_an_old_invitation(
    manager: Membership,
) -> None:
    invitation = invited(manager)
    member = MembershipFactory(association=manager.association)
    member.remove(by=manager)

    with pytest.raises(RuleError, match="ne sert plus"):
        accept(invitation, user=member.user)

    member.refresh_from_db()
    assert not member.is_active


def test_an_account_takes_over_a_person_with_all_their_hours(
    manager: Membership, leading: Role
) -> None:
    person = MembershipFactory(association=manager.association, named=True, name="Odile")
    action = ActionFactory(member=person)
    user = UserFactory()

    member = accept(invited(manager, claims=person, role=leading), user=user)

    assert (member.pk, member.user, member.kind, member.role) == (
        person.pk,
        user,
        Kind.ACCOUNT,
        leading,
    )
    assert Action.objects.get(pk=action.pk).member == member


def test_a_guest_who_is_taken_over_has_no_open_link(manager: Membership) -> None:
    link = GuestLinkFactory(membership__association=manager.association)

    accept(invited(manager, claims=link.membership), user=UserFactory())

    assert not GuestLink.objects.get(pk=link.pk).is_active


def test_somebody_of_the_team_takes_the_hours_into_their_own_row(manager: Membership) -> None:
    person = MembershipFactory(association=manager.association, named=True)
    member = MembershipFactory(association=manager.association)
    action = ActionFactory(member=person, date=datetime.date(2026, 5, 2))
    Membership.objects.noted([person.pk], action.date)
    before = member.role

    found = accept(invited(manager, claims=person), user=member.user)

    found.refresh_from_db()
    person.refresh_from_db()
    assert (found, found.role, found.last_entry_on) == (member, before, action.date)
    assert (person.merged_into, person.state) == (member, MembershipState.LEFT)
    assert Action.objects.get(pk=action.pk).member == member


def test_somebody_who_had_left_takes_the_hours_and_comes_back(manager: Membership) -> None:
    person = MembershipFactory(association=manager.association, named=True)
    long_ago = timezone.now() - datetime.timedelta(days=90)
    gone = MembershipFactory(association=manager.association, left=True, state_at=long_ago)
    ActionFactory(member=person)

    member = accept(invited(manager, claims=person), user=gone.user)

    assert (member.pk, member.is_active, member.actions.count()) == (gone.pk, True, 1)


def test_nobody_takes_hours_by_an_invitation_of_their_own(manager: Membership) -> None:
    person = MembershipFactory(association=manager.association, named=True)
    action = ActionFactory(member=person)
    invitation = invited(manager, claims=person)

    with pytest.raises(RuleError, match="Quelqu’un d’autre"):
        accept(invitation, user=manager.user)

    assert Action.objects.get(pk=action.pk).member == person
    invitation.refresh_from_db()
    assert invitation.is_pending


def test_a_person_merged_meanwhile_into_another_without_account_is_still_taken_over(
    manager: Membership,
) -> None:
    first = MembershipFactory(association=manager.association, named=True)
    second = MembershipFactory(association=manager.association, named=True)
    invitation = invited(manager, claims=first)
    merge(first, into=second, by=manager)

    assert accept(invitation, user=UserFactory()).pk == second.pk


def test_a_person_who_has_an_account_meanwhile_is_not_taken_from_it(manager: Membership) -> None:
    person = MembershipFactory(association=manager.association, named=True)
    action = ActionFactory(member=person)
    invitation = invited(manager, claims=person)
    owner = MembershipFactory(association=manager.association)
    merge(person, into=owner, by=manager)

    late = accept(invitation, user=UserFactory())

    assert late != owner
    assert Action.objects.get(pk=action.pk).member == owner


def test_an_association_that_is_moving_takes_nobody_in(manager: Membership) -> None:
    invitation = invited(manager)
    manager.association.state = "frozen"
    manager.association.save()
    invitation.refresh_from_db()

    with pytest.raises(RuleError):
        accept(invitation, user=UserFactory())


def test_somebody_of_the_team_may_be_invited_to_take_hours_only(manager: Membership) -> None:
    member = MembershipFactory(association=manager.association)
    person = MembershipFactory(association=manager.association, named=True)
    here = manager.association

    invitation = invite(here, email=member.user.email, role=None, by=manager, claims=person)

    assert invitation.sent_at is not None
    for wrong in (member, MembershipFactory(named=True)):
        with pytest.raises(RuleError):
            invite(here, email="x@example.org", role=None, by=manager, claims=wrong)
