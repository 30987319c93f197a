"""Moderation was turned off, and something still waits."""

import pytest
from django.urls import reverse

from benevalibre.actions.models import Action
from benevalibre.associations.models import Membership
from tests.factories import ActionFactory, AssociationFactory, MembershipFactory
from tests.personas import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> Membership:
    """Who manages an association that no longer rereads hours, with somebody else."""
    association = AssociationFactory()
    MembershipFactory(association=association, manager=True)
    return MembershipFactory(association=association, manager=True)


def _url(manager: Membership) -> str:
    return reverse("actions:moderation_off", args=[manager.association_id])


def test_all_that_waits_may_be_approved_ones_own_too(manager: Membership) -> None:
    own = ActionFactory(member=manager, pending=True)
    ActionFactory(association=manager.association, pending=True)
    browser = signed_in(manager)

    asked = browser.get(_url(manager))
    answered = browser.post(_url(manager), {"choice": "approve"})

    assert "2 activités attendent encore" in asked.content.decode()
    assert answered.headers["Location"] == reverse(
        "associations:policy", args=[manager.association_id]
    )
    assert Action.objects.pending().count() == 0
    assert Action.objects.approved().filter(pk=own.pk).exists()


def test_what_waits_may_be_kept(manager: Membership) -> None:
    ActionFactory(association=manager.association, pending=True)

    signed_in(manager).post(_url(manager), {"choice": "keep"})

    assert Action.objects.pending().count() == 1


def test_nothing_is_asked_when_nothing_waits(manager: Membership) -> None:
    page = signed_in(manager).get(_url(manager))

    assert page.headers["Location"] == reverse("associations:policy", args=[manager.association_id])


def test_nothing_is_asked_while_hours_are_reread(manager: Membership) -> None:
    manager.association.policy_moderate_actions = True
    manager.association.save()
    ActionFactory(association=manager.association, pending=True)

    assert signed_in(manager).get(_url(manager)).status_code == 302
