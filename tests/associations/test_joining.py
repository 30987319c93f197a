"""Tests of ``benevalibre.associations.joining`` and of what answers a request."""

import pytest

from benevalibre.associations.joining import join
from benevalibre.associations.models import Membership, Right
from benevalibre.associations.models.membership import MembershipState
from benevalibre.associations.writing import RuleError
from benevalibre.journal.models import Entry
from benevalibre.mailing.models import Mail
from tests.factories import AssociationFactory, MembershipFactory, RoleFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_joining_where_everyone_may_gives_the_default_role_at_once() -> None:
    association = AssociationFactory()
    default = RoleFactory(association=association, default=True)

    member = join(association, user=UserFactory())

    assert member.state == MembershipState.ACTIVE
    assert member.role == default


def test_joining_where_the_team_answers_waits_and_tells_it() -> None:
    association = AssociationFactory(moderated=True)
    answering = MembershipFactory(association=association, rights=[Right.MANAGE_MEMBERS])
    MembershipFactory(association=association, rights=[Right.MANAGE_ACTIONS])

    member = join(association, user=UserFactory())

    assert member.state == MembershipState.PENDING
    assert member.rights == frozenset()
    assert answering.user is not None
    assert [mail.to for mail in Mail.objects.all()] == [answering.user.email]


def test_joining_twice_changes_nothing() -> None:
    association = AssociationFactory()
    user = UserFactory()

    first = join(association, user=user)
    second = join(association, user=user)

    assert second == first
    assert Entry.objects.filter(verb="member.join").count() == 1


def test_a_manager_who_joins_again_keeps_the_role() -> None:
    manager = MembershipFactory(manager=True)

    again = join(manager.association, user=manager.user)

    assert again == manager
    assert again.role == manager.role


def test_who_left_comes_back_in_the_same_row_with_the_default_role() -> None:
    manager = MembershipFactory(manager=True)
    default = RoleFactory(association=manager.association, default=True)
    MembershipFactory(association=manager.association, manager=True)
    manager.leave()

    again = join(manager.association, user=manager.user)

    assert again.pk == manager.pk
    assert again.state == MembershipState.ACTIVE
    assert again.role == default
    assert again.rights == frozenset()


def test_who_was_not_accepted_may_ask_again_and_waits_everywhere() -> None:
    declined = MembershipFactory(declined=True)

    again = join(declined.association, user=declined.user)

    assert again.pk == declined.pk
    assert again.state == MembershipState.PENDING


def test_a_hidden_association_is_joined_by_its_address() -> None:
    member = join(AssociationFactory(hidden_away=True), user=UserFactory())

    assert member.is_active


@pytest.mark.parametrize("trait", ["awaiting", "archived", "moved"])
def test_nobody_joins_an_association_that_is_not_open(trait: str) -> None:
    association = AssociationFactory(**{trait: True})

    with pytest.raises(RuleError, match="n’est pas ouverte"):
        join(association, user=UserFactory())

    assert not Membership.objects.exists()


def test_accepting_makes_somebody_active_and_tells_them() -> None:
    manager = MembershipFactory(manager=True)
    asking = MembershipFactory(association=manager.association, pending=True)

    asking.approve(by=manager)

    assert asking.is_active
    assert Mail.objects.get().to == asking.user.email
    entry = Entry.objects.about(asking).get()
    assert (entry.verb, entry.membership_id) == ("member.approve", manager.pk)


def test_accepting_twice_changes_nothing() -> None:
    manager = MembershipFactory(manager=True)
    asking = MembershipFactory(association=manager.association, pending=True)
    same = Membership.objects.get(pk=asking.pk)
    asking.approve(by=manager)

    same.approve(by=manager)

    assert Mail.objects.count() == 1
    assert Entry.objects.about(asking).count() == 1


def test_a_request_that_was_not_accepted_is_not_accepted_afterwards() -> None:
    manager = MembershipFactory(manager=True)
    asking = MembershipFactory(association=manager.association, pending=True)
    same = Membership.objects.get(pk=asking.pk)
    asking.decline(by=manager)

    same.approve(by=manager)

    assert same.state == MembershipState.DECLINED


def test_accepting_may_give_another_role() -> None:
    manager = MembershipFactory(manager=True)
    asking = MembershipFactory(association=manager.association, pending=True)
    role = RoleFactory(association=manager.association, rights=[Right.LIST_MEMBERS])

    asking.approve(by=manager, role=role)

    assert asking.role == role


def test_declining_tells_and_leaves_no_role() -> None:
    manager = MembershipFactory(manager=True)
    asking = MembershipFactory(association=manager.association, pending=True)

    asking.decline(by=manager)

    assert asking.state == MembershipState.DECLINED
    assert asking.role is None
    assert Mail.objects.get().kind == "associations.request_declined"


def test_a_request_is_taken_back_by_leaving() -> None:
    asking = MembershipFactory(pending=True)

    asking.leave()

    assert asking.state == MembershipState.LEFT
