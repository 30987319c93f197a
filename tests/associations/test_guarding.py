"""Tests of ``guarding``: nobody gives, nor touches, more than they hold."""

import datetime
from collections.abc import Callable

import pytest

from benevalibre.associations.guarding import may_give, may_touch
from benevalibre.associations.merging import merge
from benevalibre.associations.models import Function, Membership, Right, Role
from benevalibre.associations.models.membership import MembershipState
from benevalibre.associations.writing import RuleError
from tests.factories import MembershipFactory, RoleFactory

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 1, 1)


@pytest.fixture
def organiser() -> Membership:
    """Manages people and roles, and nothing else, beside somebody who manages all."""
    manager = MembershipFactory(manager=True)
    return MembershipFactory(
        association=manager.association,
        rights=[Right.LIST_MEMBERS, Right.MANAGE_MEMBERS, Right.MANAGE_ROLES],
    )


def boss_of(organiser: Membership) -> Membership:
    return Membership.objects.filter(association=organiser.association).managers().get()


def change_role(person: Membership, by: Membership) -> None:
    person.change_role(RoleFactory(association=by.association), by=by)


def remove(person: Membership, by: Membership) -> None:
    person.remove(by=by)


def change_level(person: Membership, by: Membership) -> None:
    person.change_details(by=by, usual_level=None)


def add_function(person: Membership, by: Membership) -> None:
    Function.objects.create_function(person, by=by, kind="direction", start=DAY)


def merge_into(person: Membership, by: Membership) -> None:
    merge(MembershipFactory(association=by.association, named=True), into=person, by=by)


TOUCHES = [change_role, remove, change_level, add_function, merge_into]


@pytest.mark.parametrize("touch", TOUCHES)
def test_who_holds_more_is_not_touched(
    touch: Callable[[Membership, Membership], None], organiser: Membership
) -> None:
    boss = boss_of(organiser)

    with pytest.raises(RuleError, match="plus de droits que vous"):
        touch(boss, organiser)

    assert boss_of(organiser) == boss


@pytest.mark.parametrize("touch", TOUCHES)
def test_who_holds_no_more_is_touched(
    touch: Callable[[Membership, Membership], None], organiser: Membership
) -> None:
    equal = MembershipFactory(association=organiser.association, role=organiser.role)

    touch(equal, organiser)


@pytest.mark.parametrize("touch", TOUCHES)
def test_nobody_touches_a_person_of_another_association(
    touch: Callable[[Membership, Membership], None], organiser: Membership
) -> None:
    elsewhere = MembershipFactory()

    with pytest.raises(RuleError):
        touch(elsewhere, organiser)


def test_a_role_that_holds_more_is_not_given(organiser: Membership) -> None:
    volunteer = MembershipFactory(association=organiser.association)
    strong = RoleFactory(association=organiser.association, rights=[Right.MANAGE_ACTIONS])

    with pytest.raises(RuleError, match="des droits que vous n’avez pas"):
        volunteer.change_role(strong, by=organiser)

    volunteer.refresh_from_db()
    assert volunteer.role != strong


def test_a_role_of_another_association_is_not_given(organiser: Membership) -> None:
    volunteer = MembershipFactory(association=organiser.association)

    with pytest.raises(RuleError):
        volunteer.change_role(RoleFactory(), by=organiser)


def test_nobody_raises_themselves(organiser: Membership) -> None:
    strong = RoleFactory(association=organiser.association, manager=True)

    with pytest.raises(RuleError):
        organiser.change_role(strong, by=organiser)


def test_a_request_is_not_accepted_into_a_role_that_holds_more(organiser: Membership) -> None:
    strong = RoleFactory(association=organiser.association, default=True, manager=True)
    asking = MembershipFactory(association=organiser.association, role=strong, pending=True)

    with pytest.raises(RuleError):
        asking.approve(by=organiser)

    asking.refresh_from_db()
    assert asking.state == MembershipState.PENDING


def test_a_role_is_not_made_with_a_right_that_its_maker_lacks(organiser: Membership) -> None:
    with pytest.raises(RuleError, match="un droit que vous n’avez pas"):
        Role.objects.create_role(
            organiser.association, by=organiser, name="Fort", rights=[Right.MANAGE_VALUATION]
        )

    assert not Role.objects.filter(name="Fort").exists()


def test_a_role_is_not_given_a_right_that_who_edits_it_lacks(organiser: Membership) -> None:
    role = RoleFactory(association=organiser.association)

    with pytest.raises(RuleError):
        role.change(by=organiser, rights=[Right.MANAGE_ASSOCIATION])

    role.refresh_from_db()
    assert role.rights == frozenset()


def test_a_role_that_holds_more_is_not_weakened(organiser: Membership) -> None:
    strong = RoleFactory(association=organiser.association, rights=[Right.MANAGE_ACTIONS])

    with pytest.raises(RuleError):
        strong.change(by=organiser, rights=[])

    strong.refresh_from_db()
    assert strong.rights == {Right.MANAGE_ACTIONS}


def test_a_role_that_holds_more_is_neither_made_default_nor_deleted(
    organiser: Membership,
) -> None:
    strong = RoleFactory(association=organiser.association, rights=[Right.MANAGE_ACTIONS])

    with pytest.raises(RuleError):
        strong.make_default(by=organiser)
    with pytest.raises(RuleError):
        strong.discard(by=organiser)

    strong.refresh_from_db()
    assert not strong.is_default


def test_managing_the_association_gives_all_and_touches_all(organiser: Membership) -> None:
    boss = boss_of(organiser)

    assert may_give(Right, by=boss)
    assert may_touch(organiser, by=boss)
    assert not may_touch(boss, by=organiser)


def test_who_left_holds_nothing_any_more(organiser: Membership) -> None:
    boss = boss_of(organiser)
    MembershipFactory(association=boss.association, manager=True)
    boss.leave()

    assert not may_give([Right.LIST_MEMBERS], by=boss)


def test_the_roles_that_may_be_given_hold_no_more(organiser: Membership) -> None:
    weak = RoleFactory(association=organiser.association, rights=[Right.LIST_MEMBERS])
    RoleFactory(association=organiser.association, rights=[Right.MANAGE_ACTIONS])
    RoleFactory(rights=[Right.LIST_MEMBERS])

    offered = Role.objects.that_may_be_given(organiser)

    assert set(offered) == {weak, organiser.role}


def test_managing_people_comes_with_seeing_them(organiser: Membership) -> None:
    role = Role.objects.create_role(
        organiser.association, by=organiser, name="Accueil", rights=[Right.MANAGE_MEMBERS]
    )

    assert role.rights == {Right.LIST_MEMBERS, Right.MANAGE_MEMBERS}
