"""A real browser before the application: Debian's Chromium, on a phone and on a desk."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Page, Playwright
from programs import need
from pytest_django.live_server_helper import LiveServer

from benevalibre.accounts.models import User
from benevalibre.associations.models import FiscalYear, Membership
from tests.browser.journey import Journey
from tests.browser.looking import DESK, PHONE, Complaints
from tests.personas import signed_in

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "yes"  # the browser's driver runs a loop in this thread

QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 10_000  # milliseconds
JOURNEY = "journey"
KEPT = "_test_serialized_contents"

Opening = Callable[..., Page]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever stands in this folder drives a browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say what each journey cost in taps and characters."""
    reports = [report for kind in terminalreporter.stats.values() for report in kind]
    for report in reports:
        if getattr(report, "when", "") == "teardown":
            for name, value in report.user_properties:
                if name == JOURNEY:
                    terminalreporter.write_line(f"journey: {value}")


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Debian's browser; without its sandbox only as root, where it would not start."""
    alone = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {"executable_path": need("chromium"), "args": [*QUIET, *alone]}


@pytest.fixture(scope="session")
def made_by_migrations(django_db_setup: None) -> str | None:
    """The rows that each test starts with, as Django wrote them down for their return."""
    return getattr(connection, KEPT, None)


@pytest.fixture(scope="session")
def playwright(made_by_migrations: str | None, playwright: Playwright) -> Playwright:
    """The browser's driver; its loop gives this thread another connection, told of those rows."""
    if made_by_migrations is not None:
        setattr(connection, KEPT, made_by_migrations)
    return playwright


@pytest.fixture(scope="session")
def base_url() -> None:
    """No address of its own: pages are those of the live server."""


@pytest.fixture(autouse=True)
def years_open_again(transactional_db: None) -> Iterator[None]:
    """The rows of a test go when it ends: no closed year holds them."""
    yield
    FiscalYear.objects.update(closed_at=None)


@pytest.fixture
def open_page(browser: Browser, live_server: LiveServer) -> Iterator[Opening]:
    """``open_page(phone=True, dark=False, script=True, person=…)``: a page of a new browser.

    ``person`` is an account or a participant, signed in there; ``script=False`` opens it without
    JavaScript. What the browser complains of fails the test.
    """
    complaints = Complaints()
    contexts: list[BrowserContext] = []

    def opened(
        *,
        phone: bool = True,
        dark: bool = False,
        script: bool = True,
        person: User | Membership | None = None,
    ) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport=PHONE if phone else DESK,
            has_touch=phone,
            is_mobile=phone,
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            reduced_motion="reduce",
            locale="fr-FR",
            timezone_id="Europe/Paris",
            service_workers="block",
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        if person is not None:
            _sign_in(context, live_server.url, person)
        page = context.new_page()
        complaints.listen(page)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints.heard == []


@pytest.fixture
def phone(open_page: Opening) -> Page:
    """A phone at 390 px, in a light room, that nobody signed in with."""
    return open_page(phone=True, dark=False)


@pytest.fixture
def desk(open_page: Opening) -> Page:
    """A window of 1280 px, in the dark, that nobody signed in with."""
    return open_page(phone=False, dark=True)


@pytest.fixture
def sign_in(live_server: LiveServer) -> Callable[[Page, User | Membership], None]:
    """``sign_in(page, person)``: the page's browser belongs to that person from now on."""

    def signed(page: Page, person: User | Membership) -> None:
        _sign_in(page.context, live_server.url, person)

    return signed


@pytest.fixture
def journey(
    request: pytest.FixtureRequest, record_property: Callable[[str, object], None]
) -> Iterator[Callable[[Page], Journey]]:
    """``journey(page)``: what is done there is counted, and told at the end of the run."""
    begun: list[Journey] = []

    def begin(page: Page) -> Journey:
        begun.append(Journey(page))
        return begun[-1]

    yield begin
    for each in begun:
        record_property(JOURNEY, f"{request.node.name}: {each}")


def _sign_in(context: BrowserContext, address: str, person: User | Membership) -> None:
    """Give the browser the session of somebody who signed in."""
    cookie = signed_in(person).cookies["session"].value
    context.add_cookies([{"name": "session", "value": cookie, "url": address}])
