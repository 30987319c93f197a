"""Each page of the site, as people see it: on a phone and on a desk, in the light and in the dark.

The pages are those of the access table: a row for GET that gives HTML is visited by each kind of
person named in ``LOOKED_AT_BY`` whom it lets in, unless the page of the first of them shows all
that theirs does. ``make pictures`` keeps a picture of each.
"""

import os
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from benevalibre.accounts.models import User
from benevalibre.associations.models import Membership
from tests.access.rows import (
    ALLOWED,
    GUEST_OR_MEMBER,
    HOST,
    MEMBER,
    PARTICIPANT,
    PUBLIC,
    SIGNED_IN,
    Row,
)
from tests.browser.looking import DESK, PHONE, axe, no_overflow
from tests.client import finish
from tests.factories import ActionFactory, AnnouncementFactory, CategoryFactory, ProjectFactory
from tests.personas import Personas
from tests.test_access import ROWS

PICTURES = os.environ.get("PICTURES", "")
LOOKED_AT_BY: dict[str, tuple[str, ...]] = {
    PUBLIC: ("member", "visitor"),
    SIGNED_IN: ("member", "stranger"),
    MEMBER: ("manager", "member"),
    GUEST_OR_MEMBER: ("member", "guest"),
    PARTICIPANT: ("member", "guest"),
    HOST: ("host",),
}
VISITS = [
    (row, who)
    for row in ROWS
    if row.method == "GET"
    for who in LOOKED_AT_BY.get(row.audience, ("manager",))
    if row.expected()[who] == ALLOWED
]


@pytest.fixture
def lively(personas: Personas) -> Personas:
    """The personas, in an association where something happens."""
    place = personas.association
    category = CategoryFactory(association=place, name="Ateliers et réparations")
    project = ProjectFactory(association=place, name="Vélos pour tous", usual_category=category)
    for status in ("approved", "pending", "to_correct", "declined"):
        for member in (personas.member, personas.guest):
            ActionFactory(member=member, category=category, project=project, **{status: True})
    AnnouncementFactory(title="Le service s’arrête dimanche de 8 h à 9 h")
    return personas


@pytest.mark.parametrize(("row", "who"), VISITS, ids=lambda value: getattr(value, "name", value))
def test_the_page_can_be_used_by_all(
    row: Row, who: str, lively: Personas, open_page: Callable[..., Page]
) -> None:
    path = reverse(row.name, kwargs=row.args(lively))
    if not _is_a_page(lively, who, path, row) or _was_looked_at(lively, who, path, row):
        return
    person = None if who == "visitor" else _person(lively, who)

    on_phone = open_page(phone=True, dark=False, person=person)
    on_desk = open_page(phone=False, dark=True, person=person)

    for page in (on_phone, on_desk):
        page.goto(_address(path, row, lively))
        _keep(page, row, who)
        no_overflow(page)
        axe(page)
        page.emulate_media(color_scheme="dark" if page is on_phone else "light")
        _keep(page, row, who)
        axe(page, "color-contrast")


@pytest.mark.parametrize("who", ["visitor", "member"])
def test_the_page_for_what_does_not_exist_can_be_used_by_all(
    who: str, personas: Personas, open_page: Callable[..., Page]
) -> None:
    person = None if who == "visitor" else _person(personas, who)

    pages = [open_page(phone=True, person=person), open_page(phone=False, dark=True, person=person)]

    for page in pages:
        response = page.goto("/rien-ici/")
        assert response is not None
        assert response.status == 404
        no_overflow(page)
        axe(page)


class Elements(HTMLParser):
    """The kinds of elements of a page: tags with their classes, types and roles."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.kinds: set[tuple[str, ...]] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.kinds.add((tag, *(found.get(name) or "" for name in ("class", "type", "role"))))


def _is_a_page(personas: Personas, who: str, path: str, row: Row) -> bool:
    """Is it HTML for people? A file, a redirect or a fragment is not looked at."""
    return bool(_html(personas, who, path, row))


def _was_looked_at(personas: Personas, who: str, path: str, row: Row) -> bool:
    """Has the page of whoever is asked first every kind of element that this one has?"""
    others = [name for row_, name in VISITS if row_ is row]
    if who == others[0]:
        return False
    first, mine = (_html(personas, name, path, row) for name in (others[0], who))
    return Elements(mine).kinds <= Elements(first).kinds


def _html(personas: Personas, who: str, path: str, row: Row) -> str:
    response = personas.client(who).get(path, row.data(personas))
    finish(response)
    kind = response.headers.get("Content-Type", "")
    whole = not response.streaming and b"<html" in response.content
    is_page = response.status_code == 200 and kind.startswith("text/html") and whole
    return response.content.decode() if is_page else ""


def _person(personas: Personas, who: str) -> User | Membership:
    found: User | Membership = getattr(personas, who)
    return found


def _address(path: str, row: Row, personas: Personas) -> str:
    query = "&".join(f"{name}={value}" for name, value in row.data(personas).items())
    return f"{path}?{query}" if query else path


def _keep(page: Page, row: Row, who: str) -> None:
    """A picture of the page, where pictures are asked for."""
    if not PICTURES:
        return
    width = (page.viewport_size or PHONE)["width"]
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    name = f"{row.name.replace(':', '-')}-{who}-{width}-{'dark' if dark else 'light'}.png"
    assert width in {PHONE["width"], DESK["width"]}
    page.screenshot(path=Path(PICTURES) / name, full_page=True)
