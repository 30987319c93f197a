"""Tests of ``benevalibre.associations.leaving``: an association keeps a manager, by every path."""

from collections.abc import Callable

import pytest

from benevalibre.associations.leaving import LastManagerError, keeping_managers_of
from benevalibre.associations.merging import merge
from benevalibre.associations.models import Association, Membership, Right
from benevalibre.associations.models.association import State
from benevalibre.associations.models.membership import MembershipState
from benevalibre.associations.writing import RuleError
from tests.factories import AssociationFactory, MembershipFactory, RoleFactory

pytestmark = pytest.mark.django_db


def leave(manager: Membership) -> None:
    manager.leave()


def remove(manager: Membership) -> None:
    manager.remove(by=manager)


def take_another_role(manager: Membership) -> None:
    manager.change_role(RoleFactory(association=manager.association), by=manager)


def empty_the_role(manager: Membership) -> None:
    assert manager.role is not None
    manager.role.change(by=manager, rights=[Right.MANAGE_MEMBERS])


def deactivate_the_account(manager: Membership) -> None:
    assert manager.user is not None
    with keeping_managers_of(manager.user):
        manager.user.is_active = False
        manager.user.save(update_fields=["is_active"])


def delete_the_account(manager: Membership) -> None:
    assert manager.user is not None
    with keeping_managers_of(manager.user):
        manager.user.delete()


PATHS = [
    leave,
    remove,
    take_another_role,
    empty_the_role,
    deactivate_the_account,
    delete_the_account,
]


@pytest.mark.parametrize("path", PATHS)
def test_the_last_manager_stays(path: Callable[[Membership], None]) -> None:
    manager = MembershipFactory(manager=True)
    MembershipFactory(association=manager.association, rights=[Right.MANAGE_MEMBERS])

    with pytest.raises(LastManagerError, match="responsable"):
        path(manager)

    assert list(managers(manager.association)) == [manager]


@pytest.mark.parametrize("path", PATHS)
def test_one_of_two_managers_may_go(path: Callable[[Membership], None]) -> None:
    manager = MembershipFactory(manager=True)
    other = MembershipFactory(association=manager.association, manager=True)

    path(manager)

    assert list(managers(manager.association)) == [other]


@pytest.mark.parametrize("path", PATHS)
def test_a_manager_who_cannot_sign_in_is_no_successor(
    path: Callable[[Membership], None],
) -> None:
    manager = MembershipFactory(manager=True)
    MembershipFactory(association=manager.association, manager=True, user__is_active=False)
    MembershipFactory(association=manager.association, manager=True, left=True)
    MembershipFactory(association=manager.association, manager=True, pending=True)

    with pytest.raises(LastManagerError):
        path(manager)


@pytest.mark.parametrize("path", PATHS)
def test_a_manager_elsewhere_is_no_successor(path: Callable[[Membership], None]) -> None:
    manager = MembershipFactory(manager=True)
    MembershipFactory(manager=True)

    with pytest.raises(LastManagerError):
        path(manager)


def test_a_role_that_the_last_manager_has_is_not_deleted() -> None:
    manager = MembershipFactory(manager=True)
    assert manager.role is not None

    with pytest.raises(RuleError):
        manager.role.discard(by=manager)

    assert list(managers(manager.association)) == [manager]


def test_the_last_manager_is_not_merged_into_another() -> None:
    manager = MembershipFactory(manager=True)
    named = MembershipFactory(association=manager.association, named=True)

    with pytest.raises(RuleError):
        merge(manager, into=named, by=manager)

    assert list(managers(manager.association)) == [manager]


def test_an_account_that_manages_two_associations_goes_only_where_both_keep_one() -> None:
    manager = MembershipFactory(manager=True)
    alone = MembershipFactory(user=manager.user, manager=True)
    MembershipFactory(association=manager.association, manager=True)

    with pytest.raises(LastManagerError, match=alone.association.name):
        deactivate_the_account(manager)


@pytest.mark.parametrize("state", [State.ARCHIVED, State.MOVED, State.PURGING])
def test_an_association_where_nobody_comes_holds_no_account_back(state: State) -> None:
    manager = MembershipFactory(manager=True)
    Association.objects.filter(pk=manager.association_id).update(state=state)

    deactivate_the_account(manager)

    assert manager.user is not None
    assert not manager.user.is_active


@pytest.mark.parametrize("state", [State.AWAITING, State.FROZEN, State.IMPORTING])
def test_an_association_on_its_way_keeps_its_manager(state: State) -> None:
    manager = MembershipFactory(manager=True)
    Association.objects.filter(pk=manager.association_id).update(state=state)

    with pytest.raises(LastManagerError):
        deactivate_the_account(manager)


def test_where_nobody_managed_before_people_may_still_leave() -> None:
    association = AssociationFactory()
    member = MembershipFactory(association=association)

    member.leave()

    assert member.state == MembershipState.LEFT


def test_a_volunteer_leaves_and_keeps_no_role() -> None:
    manager = MembershipFactory(manager=True)
    member = MembershipFactory(association=manager.association)

    member.leave()

    stored = Membership.objects.get(pk=member.pk)
    assert stored.state == MembershipState.LEFT
    assert stored.role is None
    assert stored.user is not None


def managers(association: Association) -> list[Membership]:
    return list(Membership.objects.filter(association=association).managers())
