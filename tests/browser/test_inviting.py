"""From the mail of an invitation to the first recorded action, on a phone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from benevalibre.actions.models import Action
from benevalibre.associations.inviting import invite
from benevalibre.associations.models import Membership
from benevalibre.mailing.models import Mail
from tests.associations.invited import secret_of
from tests.browser.journey import Journey
from tests.browser.looking import axe, in_first_screen, no_overflow
from tests.factories import CategoryFactory, MembershipFactory, RoleFactory, UserFactory


@pytest.fixture
def nadia(db: None) -> Membership:
    """Who invites, in an association with some words."""
    nadia = MembershipFactory(
        manager=True, user__first_name="Nadia", association__name="Les Ateliers du vélo"
    )
    RoleFactory(association=nadia.association, name="Bénévole", default=True)
    for name in ("Accueil", "Animation", "Réunion"):
        CategoryFactory(association=nadia.association, name=name)
    return nadia


def address(by: Membership, email: str, **more: object) -> str:
    """What the mail's button opens."""
    invite(by.association, email=email, role=None, by=by, **more)
    return f"/invitation/{secret_of(Mail.objects.latest('pk'))}/"


def test_from_the_mail_to_the_first_action_without_account(
    open_page: Callable[..., Page], nadia: Membership, journey: Callable[[Page], Journey]
) -> None:
    page = open_page(phone=True)
    page.goto(address(nadia, "odile@example.org"))
    trip = journey(page)
    trip.taps += 1  # the button of the mail
    expect(page).to_have_url(re.compile(r"/invitation/$"))
    in_first_screen(page, "#id_first_name")
    no_overflow(page)
    axe(page)

    trip.type("#id_first_name", "Odile")
    trip.tap(page.get_by_role("button", name="Rejoindre l’équipe"))
    expect(page.get_by_text("Bienvenue dans l’équipe")).to_be_visible()
    trip.tap(page.locator("#express").get_by_role("radio", name="Accueil"))
    trip.type("#id_duration", "2h30")
    trip.tap("#save")

    expect(page.get_by_role("status").first).to_contain_text("C’est noté")
    action = Action.objects.get()
    assert action.minutes == 150
    assert action.member is not None
    assert action.member.user is not None
    assert action.member.user.email == "odile@example.org"
    assert trip.taps <= 7
    assert trip.characters <= 10


def test_without_script_it_is_the_same_way(
    open_page: Callable[..., Page], nadia: Membership
) -> None:
    page = open_page(phone=True, script=False)
    page.goto(address(nadia, "odile@example.org"))

    page.locator("#id_first_name").fill("Odile")
    page.get_by_role("button", name="Rejoindre l’équipe").click()
    page.get_by_role("radio", name="Accueil").check(force=True)
    page.locator("#id_duration").fill("2h30")
    page.locator("#save").click()

    expect(page.get_by_text("C’est noté").first).to_be_visible()
    assert Action.objects.get().minutes == 150


def test_from_the_mail_to_the_first_action_signed_in_already(
    open_page: Callable[..., Page], nadia: Membership, journey: Callable[[Page], Journey]
) -> None:
    page = open_page(phone=True, person=UserFactory(email="odile@example.org"))
    page.goto(address(nadia, "odile@example.org"))
    trip = journey(page)
    trip.taps += 1

    trip.tap(page.get_by_role("button", name="Rejoindre"))
    expect(page.get_by_text("Bienvenue dans l’équipe")).to_be_visible()
    trip.tap(page.locator("#express").get_by_role("radio", name="Accueil"))
    trip.type("#id_duration", "2h30")
    trip.tap("#save")

    expect(page.get_by_role("status").first).to_contain_text("C’est noté")
    assert Action.objects.count() == 1
    assert trip.taps <= 5


def test_an_address_with_an_account_asks_for_its_code(
    open_page: Callable[..., Page], nadia: Membership, journey: Callable[[Page], Journey]
) -> None:
    UserFactory(email="odile@example.org")
    page = open_page(phone=True)
    page.goto(address(nadia, "odile@example.org"))
    trip = journey(page)
    trip.taps += 1
    axe(page)

    trip.tap(page.get_by_role("button", name="Recevoir un code"))
    expect(page.locator("#id_code")).to_be_visible()
    code = re.search(r"\b\d{6}\b", Mail.objects.latest("pk").text)
    assert code is not None
    trip.type("#id_code", code[0])
    page.locator("#id_code").press("Enter")
    expect(page).to_have_url(re.compile(r"/invitation/$"))
    trip.tap(page.get_by_role("button", name="Rejoindre"))

    expect(page.locator("#express")).to_be_visible()
    assert trip.taps <= 5


def test_a_pasted_list_is_shown_then_sent(
    open_page: Callable[..., Page], nadia: Membership, journey: Callable[[Page], Journey]
) -> None:
    page = open_page(phone=True, person=nadia)
    page.goto(f"/associations/{nadia.association_id}/invitations/envoi/")
    trip = journey(page)
    page.locator("#id_to").fill(
        "Prénom;Nom;Mail\nJeanne;Martin;jeanne@example.org\nPaul;;paul@example.org\nsans adresse"
    )

    trip.tap(page.get_by_role("button", name="Inviter", exact=True))
    expect(page.get_by_text("2 personnes seront invitées")).to_be_visible()
    no_overflow(page)
    axe(page)
    trip.tap(page.get_by_role("button", name="Envoyer les 2 invitations"))

    expect(page.get_by_text("2 invitations envoyées.")).to_be_visible()
    assert page.locator("#id_to").input_value() == "sans adresse"
    assert trip.taps == 2
