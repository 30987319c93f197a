"""Tests of inviting somebody without account to take their hours."""

import pytest
from django.urls import reverse

from benevalibre.associations.models import Invitation, Membership
from benevalibre.journal.models import Batch
from benevalibre.mailing.models import Mail
from tests.client import StrictClient
from tests.factories import (
    ActionFactory,
    AssociationFactory,
    GuestLinkFactory,
    MembershipFactory,
    RoleFactory,
)
from tests.personas import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> Membership:
    """Who manages an association with a default role."""
    association = AssociationFactory(name="L’Atelier")
    RoleFactory(association=association, name="Bénévole", default=True)
    return MembershipFactory(association=association, manager=True, user__first_name="Nadia")


@pytest.fixture
def site(manager: Membership) -> StrictClient:
    """Their browser."""
    return signed_in(manager)


def url(name: str, manager: Membership, *more: int) -> str:
    return reverse(f"associations:{name}", args=[manager.association_id, *more])


def test_from_the_page_of_a_person_one_invites_them_to_take_their_hours(
    site: StrictClient, manager: Membership
) -> None:
    person = MembershipFactory(association=manager.association, named=True, name="Odile Blanc")
    ActionFactory(member=person)
    page = site.get(url("member_detail", manager, person.pk))
    assert url("member_invite", manager, person.pk) in page.content.decode()

    data = {"email": "odile@example.org", "role": manager.association.default_role().pk}
    page = site.post(url("member_invite", manager, person.pk), data, follow=True)

    assert "odile@example.org" in page.content.decode()
    invitation = Invitation.objects.get()
    assert (invitation.claims, invitation.name) == (person, "Odile Blanc")
    assert "à votre nom" in Mail.objects.get().text


def test_a_guest_is_told_to_lose_their_link(site: StrictClient, manager: Membership) -> None:
    guest = GuestLinkFactory(membership__association=manager.association).membership

    page = site.get(url("member_invite", manager, guest.pk))

    assert "Son lien ne servira plus." in page.content.decode()


def test_who_has_an_account_is_not_invited_again(site: StrictClient, manager: Membership) -> None:
    member = MembershipFactory(association=manager.association)
    data = {"email": "x@example.org", "role": manager.association.default_role().pk}

    page = site.post(url("member_invite", manager, member.pk), data)

    assert page.status_code == 422
    assert not Batch.objects.exists()
    assert not Invitation.objects.exists()
