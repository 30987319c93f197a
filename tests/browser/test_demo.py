"""The demo as its visitors find it, on both screens; ``make images`` draws the docs' pictures here.

Pictures of the docs come from the demo, so that they show what the reader can open.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from benevalibre.accounts.models import User
from benevalibre.associations.models import Association
from benevalibre.hosting.demo import people
from benevalibre.hosting.demo.building import build
from benevalibre.hosting.demo.places import WORKSHOP
from tests.browser.looking import axe, no_overflow

IMAGES = os.environ.get("IMAGES", "")


@pytest.fixture
def demo(db: None) -> Association:
    """The demo's bicycle workshop, on the day of the test."""
    build(today=timezone.localdate())
    return Association.objects.get(name=WORKSHOP.name)


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
def test_a_volunteer_finds_their_hours_and_where_to_note_more(
    phone: bool, demo: Association, open_page: Callable[..., Page]
) -> None:
    page = open_page(phone=phone, person=User.objects.get(email=people.JEANNE.email))

    page.goto("/")

    expect(page.get_by_role("heading", level=1)).to_contain_text("Bonjour Jeanne")
    no_overflow(page)
    axe(page)
    _keep(page, "accueil-telephone" if phone else "accueil")


def test_a_manager_finds_what_waits_and_what_it_adds_up_to(
    demo: Association, open_page: Callable[..., Page]
) -> None:
    page = open_page(phone=False, person=User.objects.get(email=people.NADIA.email))

    for view, picture in (("reports:overview", "vue-d-ensemble"), ("actions:queue", "validation")):
        page.goto(reverse(view, kwargs={"association_id": demo.pk}))

        expect(page.get_by_role("heading", level=1)).to_be_visible()
        no_overflow(page)
        axe(page)
        _keep(page, picture)


def _keep(page: Page, name: str) -> None:
    """Draw the picture of the docs, where asked: what the screen shows on arrival."""
    if IMAGES:
        page.screenshot(path=Path(IMAGES) / f"{name}.png")
