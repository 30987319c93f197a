"""Recording on a phone: what it costs in taps and characters, and that it fits the screen."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from benevalibre.actions.models import Action, Status
from benevalibre.associations.models import Membership
from tests.browser.journey import Journey
from tests.browser.looking import axe, in_first_screen, no_overflow
from tests.factories import (
    ActionFactory,
    AnnouncementFactory,
    CategoryFactory,
    MembershipFactory,
    ProjectFactory,
)

BAR = ".main-menu"
MAIN_ACT = "#express fieldset, #express duration-field, #save"


@pytest.fixture
def jeanne(db: None) -> Membership:
    """A volunteer of two associations; in the one last used there are categories and projects."""
    member = MembershipFactory(
        user__first_name="Jeanne",
        association__name="Les Ateliers du vélo",
        last_entry_on=timezone.localdate(),
    )
    place = member.association
    for name in ("Accueil", "Animation", "Réunion", "Gestion", "Logistique"):
        CategoryFactory(association=place, name=name)
    animation = place.categories.get(name="Animation")
    for name in ("Atelier vélo", "Bourse aux vélos", "Vélo-école"):
        ProjectFactory(association=place, name=name, usual_category=animation)
    other = MembershipFactory(user=member.user, association__name="Secours alimentaire")
    CategoryFactory(association=other.association, name="Distribution")
    return member


@pytest.fixture
def on_phone(open_page: Callable[..., Page], jeanne: Membership) -> Page:
    """Her phone, on the home page."""
    page = open_page(phone=True, person=jeanne)
    page.goto("/")
    return page


def chip(page: Page, label: str) -> Locator:
    """A choice of the express entry, as a finger meets it."""
    return page.locator("#express").get_by_role("radio", name=label)


def visible_above_the_bar(page: Page) -> None:
    """The main act is seen without scrolling, and not under the bottom bar."""
    in_first_screen(page, MAIN_ACT)
    bar, save = page.locator(BAR).bounding_box(), page.locator("#save").bounding_box()
    assert bar is not None
    assert save is not None
    assert save["y"] + save["height"] <= bar["y"]


def test_it_stays_in_the_first_screen_under_an_announcement_and_a_correction(
    open_page: Callable[..., Page], jeanne: Membership
) -> None:
    ActionFactory(member=jeanne, to_correct=True, reason="Durée ?")
    AnnouncementFactory(title="Coupure dimanche", text="Le site sera fermé de 8 h à 9 h. " * 9)
    page = open_page(phone=True, person=jeanne)

    page.goto("/")

    visible_above_the_bar(page)
    no_overflow(page)
    page.locator(".announcement summary").tap()
    expect(page.locator(".announcement p")).to_be_visible()


def test_two_and_a_half_hours_today_on_a_project(
    on_phone: Page, journey: Callable[[Page], Journey]
) -> None:
    trip = journey(on_phone)
    visible_above_the_bar(on_phone)

    trip.tap(chip(on_phone, "Atelier vélo"))
    trip.type("#id_duration", "2h30")
    expect(on_phone.locator("#save")).to_have_text("Enregistrer 2\u00a0h\u00a030")
    trip.tap("#save")

    expect(on_phone.get_by_role("status").first).to_contain_text("C’est noté")
    action = Action.objects.get()
    assert (action.minutes, action.date) == (150, timezone.localdate())
    assert action.project is not None
    assert action.project.name == "Atelier vélo"
    assert trip.taps <= 5
    assert trip.characters <= 10


def test_the_same_with_the_buttons_alone(
    on_phone: Page, journey: Callable[[Page], Journey]
) -> None:
    trip = journey(on_phone)

    trip.tap(chip(on_phone, "Vélo-école"))
    trip.tap(chip(on_phone, "Hier"))
    trip.tap(on_phone.get_by_role("button", name="2\u00a0h", exact=True))
    trip.tap("#save")

    expect(on_phone.get_by_role("status").first).to_contain_text("hier")
    assert Action.objects.get().minutes == 120
    assert trip.taps <= 5


def test_once_more_in_two_taps(
    open_page: Callable[..., Page], jeanne: Membership, journey: Callable[[Page], Journey]
) -> None:
    category = jeanne.association.categories.get(name="Accueil")
    ActionFactory(member=jeanne, title="Permanence", category=category, minutes=195)
    page = open_page(phone=True, person=jeanne)
    page.goto("/")
    trip = journey(page)

    trip.tap(page.get_by_role("link", name="Encore"))
    expect(page.locator("#save")).to_have_text("Enregistrer 3\u00a0h\u00a015")
    visible_above_the_bar(page)
    trip.tap("#save")

    expect(page.get_by_role("status").first).to_contain_text("Permanence")
    today = Action.objects.get(date=timezone.localdate())
    assert (today.minutes, today.title) == (195, "Permanence")
    assert trip.taps == 2


def test_what_was_noted_is_taken_back_with_one_tap(
    on_phone: Page, journey: Callable[[Page], Journey]
) -> None:
    chip(on_phone, "Atelier vélo").tap()
    on_phone.locator("#id_duration").fill("1h")
    on_phone.locator("#save").tap()
    expect(on_phone.get_by_role("status").first).to_contain_text("C’est noté")
    trip = journey(on_phone)

    trip.tap(on_phone.get_by_role("button", name="Annuler"))

    expect(on_phone.get_by_role("status").first).to_contain_text("annulé")
    assert not Action.objects.exists()


def test_another_date_and_another_activity_show_when_they_are_chosen(on_phone: Page) -> None:
    expect(on_phone.locator("#id_date")).to_be_hidden()
    expect(on_phone.locator("#id_other")).to_be_hidden()

    chip(on_phone, "Autre date").tap()
    chip(on_phone, "Autre…").tap()
    day = timezone.localdate() - timedelta(days=40)
    on_phone.locator("#id_date").fill(day.isoformat())
    on_phone.locator("#id_other").select_option(label="Réunion")
    on_phone.locator("#id_duration").fill("45 min")
    on_phone.locator("#save").tap()

    expect(on_phone.get_by_role("status").first).to_contain_text("Réunion")
    assert Action.objects.get().date == day


def test_an_ambiguous_duration_is_asked_back(on_phone: Page) -> None:
    chip(on_phone, "Atelier vélo").tap()
    on_phone.locator("#id_duration").fill("2,30")
    on_phone.locator("#save").tap()

    expect(on_phone.locator("duration-field output")).to_be_empty()
    on_phone.locator(".readings").get_by_role("button", name="2\u00a0h\u00a018").tap()

    expect(on_phone.get_by_role("status").first).to_contain_text("C’est noté")
    assert Action.objects.get().minutes == 138


def test_choosing_another_association_changes_what_is_offered(on_phone: Page) -> None:
    on_phone.get_by_label("Pour").select_option(label="Secours alimentaire")

    expect(chip(on_phone, "Distribution")).to_be_visible()
    chip(on_phone, "Distribution").tap()
    on_phone.locator("#id_duration").fill("2h")
    on_phone.locator("#save").tap()
    expect(on_phone.get_by_role("status").first).to_contain_text("Distribution")
    assert Action.objects.get().association.name == "Secours alimentaire"


def test_it_all_works_without_script(open_page: Callable[..., Page], jeanne: Membership) -> None:
    page = open_page(phone=False, script=False, person=jeanne)
    page.goto("/")

    page.get_by_label("Pour").select_option(label="Secours alimentaire")
    page.get_by_role("button", name="Changer").click()
    chip(page, "Distribution").check()
    chip(page, "Hier").check()
    page.locator("#id_duration").fill("13")
    page.locator("#save").click()
    page.get_by_role("button", name="13\u00a0min").click()

    expect(page.get_by_role("status").first).to_contain_text("C’est noté")
    action = Action.objects.get()
    assert (action.association.name, action.minutes) == ("Secours alimentaire", 13)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
def test_every_page_of_ones_own_can_be_used_by_all(
    open_page: Callable[..., Page], jeanne: Membership, phone: bool, dark: bool
) -> None:
    category = jeanne.association.categories.get(name="Accueil")
    for status in Status.values:
        action = ActionFactory(
            member=jeanne, category=category, status=status, reason="Durée à vérifier"
        )
    page = open_page(phone=phone, dark=dark, person=jeanne)

    for path in (
        "/",
        "/saisir/",
        "/activites/",
        "/activites/?text=zzz",
        f"/activites/{action.pk}/",
        f"/activites/{action.pk}/suppression/",
        f"/activites/{action.pk}/encore/",
    ):
        page.goto(path)
        no_overflow(page)
        axe(page)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
def test_the_welcome_can_be_used_by_all(
    open_page: Callable[..., Page], db: None, phone: bool, dark: bool
) -> None:
    page = open_page(phone=phone, dark=dark)

    page.goto("/")

    no_overflow(page)
    axe(page)
