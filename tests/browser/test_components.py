"""The small scripts of the page, on the style guide."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.looking import axe, no_overflow
from tests.personas import Personas


@pytest.fixture
def guide(open_page: Callable[..., Page], personas: Personas) -> Callable[..., Page]:
    """``guide(phone=…, dark=…)``: the style guide, opened by somebody signed in."""

    def opened(*, phone: bool = True, dark: bool = False) -> Page:
        page = open_page(phone=phone, dark=dark, person=personas.member)
        page.goto(reverse("ui:style_guide"))
        return page

    return opened


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
@pytest.mark.parametrize("dark", [True, False], ids=["dark", "light"])
def test_every_component_can_be_used_by_all(guide, phone, dark):
    page = guide(phone=phone, dark=dark)

    no_overflow(page)
    axe(page)


def test_the_menu_of_an_association_closes_on_escape_and_gives_the_focus_back(guide):
    page = guide()
    summary = page.locator(".association-bar summary")
    summary.click()

    page.keyboard.press("Escape")

    expect(page.locator(".association-bar details")).not_to_have_attribute("open", "")
    expect(summary).to_be_focused()


def test_a_menu_closes_on_a_click_outside(guide):
    page = guide()
    page.locator(".account-menu summary").click()

    page.locator("h1").click()

    expect(page.locator(".account-menu details")).not_to_have_attribute("open", "")


def test_a_confirmation_opens_over_the_page_and_can_be_cancelled(guide):
    page = guide()

    page.get_by_role("link", name="Arrêter l’exercice 2025").click()

    expect(page.get_by_role("dialog")).to_be_visible()
    assert not page.url.endswith("#page-de-confirmation")
    page.get_by_role("dialog").get_by_role("button", name="Annuler").click()
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_ticking_all_counts_and_wakes_the_acts(guide):
    page = guide(phone=False)
    act = page.locator(".bulk").get_by_role("button", name="Valider")

    page.get_by_label("Tout cocher").check()
    expect(page.locator(".bulk output")).to_have_text("2 activités")
    page.get_by_label("Tout cocher").uncheck()

    expect(page.locator(".bulk output")).to_have_text("Rien de coché")
    expect(act).to_be_disabled()


def test_a_long_text_has_room_for_several_lines(guide):
    page = guide()

    box = page.locator("#id_comment").bounding_box()

    assert box is not None
    assert box["height"] >= 96


def test_a_password_is_shown_and_hidden_again(guide):
    page = guide()
    field = page.locator("#id_password")
    button = page.get_by_role("button", name="Afficher le mot de passe").first

    button.click()
    expect(field).to_have_attribute("type", "text")
    button.click()

    expect(field).to_have_attribute("type", "password")


def test_a_double_click_sends_a_form_once(guide):
    page = guide()
    sent = []
    page.route(
        re.compile("/style/"),
        lambda route: (sent.append(route.request.method), route.fulfill(status=204)),
    )
    page.locator("form:has(#id_wrong-place)").evaluate("form => form.noValidate = true")

    page.locator("form:has(#id_wrong-place) button[type=submit]").dblclick()

    expect(page.locator("form[data-sent]")).to_have_count(1)
    assert sent == ["POST"]


def test_without_script_nothing_is_offered_that_does_not_work(open_page, personas):
    page = open_page(phone=False, script=False, person=personas.member)

    page.goto(reverse("ui:style_guide"))

    for useless in ("duration-field [data-duration]", "password-reveal button", "[data-all]"):
        assert page.locator(useless).first.is_hidden()
    assert page.locator("copy-button button").is_hidden()
