"""Each page of the site, as people see it: on a phone and on a desk, in the light and in the dark.

The pages are those of the access table: a row for GET that gives HTML is visited by each kind of
person named in ``LOOKED_AT_BY`` whom it lets in, unless the page of the first of them shows all
that theirs does. ``make pictures`` keeps a picture of each.
"""

import os
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page
from pytest_django.plugin import DjangoDbBlocker

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
from tests.browser.keeping import Kept, kept
from tests.browser.looking import DESK, PHONE, Complaints, axe, no_overflow
from tests.browser.windows import Windows
from tests.client import finish
from tests.factories import ActionFactory, AnnouncementFactory, CategoryFactory, ProjectFactory
from tests.personas import Personas, gathered
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


@dataclass(frozen=True)
class Lively:
    """The personas, in an association where something happens; and the rows of all that."""

    personas: Personas
    rows: Kept


@pytest.fixture(scope="module")
def made_once(made_by_migrations: Kept, django_db_blocker: DjangoDbBlocker) -> Iterator[Lively]:
    """What all visits find."""
    with django_db_blocker.unblock():
        made_by_migrations.put_back()
        personas = gathered()
        _do_something(personas)
        with kept() as rows:
            yield Lively(personas, rows)


@pytest.fixture
def lively(db: None, made_once: Lively) -> Personas:
    """The personas, in an association where something happens, as if just made."""
    made_once.rows.put_back()
    return deepcopy(made_once.personas)


def _do_something(personas: Personas) -> None:
    place = personas.association
    category = CategoryFactory(association=place, name="Ateliers et réparations")
    project = ProjectFactory(association=place, name="Vélos pour tous", usual_category=category)
    for status in ("approved", "pending", "to_correct", "declined"):
        for member in (personas.member, personas.guest):
            ActionFactory(member=member, category=category, project=project, **{status: True})
    AnnouncementFactory(title="Le service s’arrête dimanche de 8 h à 9 h")


@dataclass
class Screens:
    """A phone in a light room, a desk in the dark: opened once, and shared by all visits."""

    windows: Windows
    phone: Page
    desk: Page
    complaints: Complaints

    def belong_to(self, person: User | Membership | None) -> None:
        """Sign somebody in, in both, as if nobody had ever come before."""
        for page, scheme in ((self.phone, "light"), (self.desk, "dark")):
            self.windows.sign_in(page, person)
            page.emulate_media(color_scheme=scheme)


@pytest.fixture(scope="module")
def opened_once(windows: Windows) -> Iterator[Screens]:
    """Both screens."""
    phone = windows.open(phone=True, dark=False, script=True)
    desk = windows.open(phone=False, dark=True, script=True)
    complaints = Complaints()
    for page in (phone, desk):
        complaints.listen(page)
    yield Screens(windows, phone, desk, complaints)
    windows.leave([phone, desk])


@pytest.fixture
def screens(opened_once: Screens) -> Iterator[Screens]:
    """Both screens; what the browser complains of during the test fails it.

    They are left empty: a page that asks how far some work is would ask on in the next test.
    """
    opened_once.complaints.heard.clear()
    yield opened_once
    for page in (opened_once.phone, opened_once.desk):
        page.goto("about:blank")
    assert opened_once.complaints.heard == []


@pytest.mark.parametrize(("row", "who"), VISITS, ids=lambda value: getattr(value, "name", value))
def test_the_page_can_be_used_by_all(
    row: Row, who: str, lively: Personas, screens: Screens
) -> None:
    path = reverse(row.name, kwargs=row.args(lively))
    if not _is_a_page(lively, who, path, row) or _was_looked_at(lively, who, path, row):
        return
    screens.belong_to(None if who == "visitor" else _person(lively, who))

    for page, other in ((screens.phone, "dark"), (screens.desk, "light")):
        page.goto(_address(path, row, lively))
        _keep(page, row, who)
        no_overflow(page)
        axe(page)
        page.emulate_media(color_scheme=other)
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
