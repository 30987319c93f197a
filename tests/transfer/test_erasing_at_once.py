"""Leaving at the same moment, from several connections at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from benevalibre.accounts.models import User
from benevalibre.associations.models import Membership
from benevalibre.associations.writing import RuleError
from benevalibre.transfer.erasing import erase
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[bool]:
    """Do all of these at the same moment; which of them no rule refused."""
    ready = Barrier(len(acts))

    def done(act: Callable[[], object]) -> bool:
        try:
            ready.wait()
            act()
        except RuleError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(done, acts))


def test_of_two_managers_who_delete_their_accounts_one_stays() -> None:
    first = MembershipFactory(manager=True)
    second = MembershipFactory(association=first.association, manager=True)

    done = at_once(lambda: erase(first.user), lambda: erase(second.user))

    assert sorted(done) == [False, True]
    assert Membership.objects.managers().count() == 1


def test_of_a_manager_who_leaves_and_one_who_deletes_one_stays() -> None:
    first = MembershipFactory(manager=True)
    second = MembershipFactory(association=first.association, manager=True)

    done = at_once(first.leave, lambda: erase(second.user))

    assert sorted(done) == [False, True]
    assert Membership.objects.managers().count() == 1


def test_who_gets_the_role_while_deleting_leaves_nobody_alone() -> None:
    manager = MembershipFactory(manager=True)
    heir = MembershipFactory(association=manager.association)

    def hand_over_and_leave() -> None:
        heir.change_role(manager.role, by=manager)
        manager.leave()

    at_once(hand_over_and_leave, lambda: erase(heir.user))

    assert Membership.objects.managers().count() == 1


def test_of_two_hosts_one_stays() -> None:
    hosts = [UserFactory(host=True), UserFactory(host=True)]

    done = at_once(lambda: erase(hosts[0]), lambda: erase(hosts[1]))

    assert sorted(done) == [False, True]
    assert User.objects.filter(is_host=True).count() == 1
