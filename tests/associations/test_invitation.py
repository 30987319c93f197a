"""Tests of the pages that an invitation opens."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from benevalibre.accounts.models import User
from benevalibre.actions.models import Action
from benevalibre.associations.inviting import invite, resend, withdraw
from benevalibre.associations.models import Invitation, Membership
from benevalibre.instance.models import Instance, Opening
from benevalibre.mailing.models import Mail
from tests.associations.invited import secret_of
from tests.client import StrictClient
from tests.factories import (
    ActionFactory,
    AssociationFactory,
    CategoryFactory,
    MembershipFactory,
    RoleFactory,
    UserFactory,
)
from tests.personas import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_cache")]

PAGE = "/invitation/"
EMAIL = "odile@example.org"
NAMES = {"first_name": "Odile", "last_name": "Blanc"}


@pytest.fixture
def manager() -> Membership:
    """Who invites, in « L’Atelier »."""
    association = AssociationFactory(name="L’Atelier", hidden=True)
    RoleFactory(association=association, name="Bénévole", default=True)
    return MembershipFactory(association=association, manager=True, user__first_name="Nadia")


def invited(manager: Membership, email: str = EMAIL, **more: object) -> str:
    """The address in the mail."""
    invite(manager.association, email=email, role=None, by=manager, **more)
    return reverse("associations:invitation_open", args=[secret_of(Mail.objects.latest("pk"))])


def test_the_secret_leaves_the_address_bar_and_is_not_kept(
    client: StrictClient, manager: Membership
) -> None:
    address = invited(manager)
    secret = address.split("/")[2]

    response = client.get(address)

    assert (response.status_code, response.headers["Location"]) == (302, PAGE)
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response.headers["Cache-Control"]
    assert secret not in str(dict(client.session))
    assert Invitation.objects.get().is_pending


def test_somebody_without_account_gives_a_name_and_is_there(
    client: StrictClient, manager: Membership
) -> None:
    page = client.get(invited(manager, name="Odile Blanc"), follow=True)
    text = page.content.decode()
    assert "Nadia" in text
    assert "L’Atelier" in text
    assert page.context["form"]["first_name"].value() == "Odile"

    response = client.post(PAGE, NAMES)

    user = User.objects.get(email=EMAIL)
    assert response.headers["Location"] == f"/saisir/?association={manager.association_id}"
    assert client.session["_auth_user_id"] == str(user.pk)
    assert (user.display_name, user.has_usable_password()) == ("Odile Blanc", False)
    assert EmailAddress.objects.get(user=user).verified
    member = user.memberships.get()
    assert (member.is_active, member.role) == (True, manager.association.default_role())
    assert not Mail.objects.exclude(kind="associations.invitation").exists()
    landing = client.get(response.headers["Location"])
    assert "Bienvenue dans l’équipe de «\u00a0L’Atelier\u00a0»" in landing.content.decode()


@pytest.mark.parametrize(
    "names",
    [{}, {"first_name": "  "}, {"first_name": "a" * 31}, {"first_name": "\0"}, {"last_name": "\0"}],
)
def test_a_name_that_does_not_do_makes_no_account(
    names: dict[str, str], client: StrictClient, manager: Membership
) -> None:
    client.get(invited(manager))

    response = client.post(PAGE, names)

    assert response.status_code == 422
    assert not User.objects.filter(email=EMAIL).exists()
    assert Invitation.objects.get().is_pending


def test_the_terms_are_accepted_where_there_are_some(
    client: StrictClient, manager: Membership
) -> None:
    Instance.change(terms_text="Soyez aimables.", terms_version=3)
    client.get(invited(manager))

    assert client.post(PAGE, NAMES).status_code == 422
    client.post(PAGE, {**NAMES, "terms": "on"})

    user = User.objects.get(email=EMAIL)
    assert user.terms_accepted == 3
    assert user.terms_accepted_at is not None


def test_a_site_by_invitation_opens_to_who_is_invited_and_a_closed_one_does_not(
    client: StrictClient, manager: Membership
) -> None:
    Instance.change(sign_up=Opening.CLOSED, contact="aide@example.org")
    page = client.get(invited(manager), follow=True)
    assert "n’ouvre pas de nouveau compte" in page.content.decode()
    assert "aide@example.org" in page.content.decode()
    assert client.post(PAGE, NAMES).status_code == 422
    assert not User.objects.filter(email=EMAIL).exists()

    Instance.change(sign_up=Opening.INVITED)

    assert client.post(PAGE, NAMES).status_code == 302
    assert User.objects.filter(email=EMAIL).exists()
    assert StrictClient().get(reverse("accounts:sign_up")).status_code == 200


def test_an_address_that_has_an_account_signs_in_as_usual(
    client: StrictClient, manager: Membership
) -> None:
    user = UserFactory(email=EMAIL)
    page = client.get(invited(manager, "Odile@example.org"), follow=True)
    assert "Vous avez déjà un compte" in page.content.decode()

    refused = client.post(PAGE, NAMES)

    assert refused.status_code == 422
    assert "_auth_user_id" not in client.session
    assert not user.memberships.exists()
    sign_in = {"email": EMAIL, "by": "code", "next": PAGE}
    client.post(reverse("accounts:sign_in"), sign_in)
    found = re.search(r"\b\d{6}\b", Mail.objects.latest("pk").text)
    assert found is not None
    arrived = client.post(
        reverse("account_confirm_login_code") + f"?next={PAGE}", {"code": found[0]}, follow=True
    )
    assert arrived.request["PATH_INFO"] == PAGE
    assert "Rejoindre" in arrived.content.decode()

    response = client.post(reverse("associations:invitation_acceptance"))

    assert response.headers["Location"] == f"/saisir/?association={manager.association_id}"
    assert user.memberships.get().is_active


def test_a_deactivated_account_is_neither_opened_nor_made_active(
    client: StrictClient, manager: Membership
) -> None:
    user = UserFactory(email=EMAIL, inactive=True)
    client.get(invited(manager))

    client.post(PAGE, NAMES)
    client.post(reverse("accounts:sign_in"), {"email": EMAIL, "by": "code", "next": PAGE})

    user.refresh_from_db()
    assert not user.is_active
    assert "_auth_user_id" not in client.session
    assert Mail.objects.latest("pk").kind == "accounts.deactivated"


def test_whoever_is_signed_in_joins_with_one_button(manager: Membership) -> None:
    user = UserFactory()
    browser = signed_in(user)

    page = browser.get(invited(manager), follow=True)
    assert "Rejoindre" in page.content.decode()
    assert not user.memberships.exists()
    browser.post(reverse("associations:invitation_acceptance"))

    assert user.memberships.get().association == manager.association


def test_a_form_with_a_name_does_nothing_for_who_is_signed_in(manager: Membership) -> None:
    browser = signed_in(UserFactory())
    browser.get(invited(manager))

    browser.post(PAGE, NAMES)

    assert not User.objects.filter(email=EMAIL).exists()


def test_who_is_in_the_team_is_told_so(manager: Membership) -> None:
    page = signed_in(manager).get(invited(manager), follow=True)

    assert "Vous y êtes déjà" in page.content.decode()


def test_hours_noted_for_somebody_are_theirs_from_then_on(
    client: StrictClient, manager: Membership
) -> None:
    person = MembershipFactory(association=manager.association, named=True, name="Odile Blanc")
    action = ActionFactory(member=person)
    page = client.get(invited(manager, claims=person), follow=True)
    assert "Les heures notées pour Odile Blanc seront à votre nom" in page.content.decode()

    client.post(PAGE, NAMES)

    member = User.objects.get(email=EMAIL).memberships.get()
    assert member == person
    assert Action.objects.get(pk=action.pk).member == member
    assert client.get(reverse("actions:mine")).status_code == 200


def test_nobody_takes_their_own_hours_and_is_told_why(manager: Membership) -> None:
    person = MembershipFactory(association=manager.association, named=True)
    browser = signed_in(manager)
    browser.get(invited(manager, claims=person))

    page = browser.post(reverse("associations:invitation_acceptance"), follow=True)

    assert "Quelqu’un d’autre de l’équipe" in page.content.decode()


@pytest.mark.parametrize("secret", ["x", "é", "%00", "a" * 5000, "../../etc"])
def test_an_unknown_secret_opens_nothing(secret: str, client: StrictClient) -> None:
    response = client.get(f"/invitation/{secret}/")

    assert response.status_code == 404


def test_what_is_over_says_so(client: StrictClient, manager: Membership) -> None:
    address = invited(manager)
    client.get(address)
    withdraw(Invitation.objects.get(), by=manager)

    for path in (address, PAGE):
        response = client.get(path)
        assert response.status_code == 410
        assert "ne sert plus" in response.content.decode()
    assert client.post(PAGE, NAMES).status_code == 410


def test_the_page_of_a_former_secret_is_gone_once_it_was_sent_again(
    client: StrictClient, manager: Membership
) -> None:
    client.get(invited(manager))
    Invitation.objects.update(sent_at=Invitation.objects.get().sent_at.replace(year=2025))
    resend(Invitation.objects.get(), by=manager)

    assert client.get(PAGE).status_code == 404


def test_nothing_is_accepted_twice(client: StrictClient, manager: Membership) -> None:
    address = invited(manager)
    client.get(address)
    client.post(PAGE, NAMES)

    again = StrictClient().get(address)

    assert again.status_code == 410


def test_without_an_invitation_there_is_no_page(client: StrictClient) -> None:
    browser = signed_in(UserFactory())

    assert client.get(PAGE).status_code == client.post(PAGE, NAMES).status_code == 404
    assert browser.post(reverse("associations:invitation_acceptance")).status_code == 404


def test_a_guest_of_a_link_may_accept_too(manager: Membership) -> None:
    guest = MembershipFactory(association=manager.association, guest=True)
    browser = signed_in(guest)
    CategoryFactory(association=manager.association)

    browser.get(invited(manager, claims=guest))
    page = browser.post(PAGE, NAMES, follow=True)

    assert page.status_code == 200
    guest.refresh_from_db()
    assert guest.user.email == EMAIL


def test_the_page_stays_within_its_budget(
    client: StrictClient, manager: Membership, query_budget: Any
) -> None:
    person = MembershipFactory(association=manager.association, named=True)
    client.get(invited(manager, claims=person))
    Instance.current()

    with query_budget(10):
        client.get(PAGE)
