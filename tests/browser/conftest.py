"""A real browser before the application: Debian's Chromium, on a phone and on a desk."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Browser, Page
from programs import need
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from benevalibre.accounts.models import User
from benevalibre.associations.models import Membership
from tests.browser.journey import Journey
from tests.browser.keeping import Kept, kept
from tests.browser.looking import Complaints
from tests.browser.windows import Windows

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "yes"  # the browser's driver runs a loop in this thread

QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
JOURNEY = "journey"

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
def made_by_migrations(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Kept]:
    """The rows that each test starts with."""
    if connection.vendor != "sqlite":
        pytest.exit("The tests in a browser run on SQLite: unset DATABASE_URL.", returncode=4)
    with django_db_blocker.unblock(), kept() as rows:
        yield rows


@pytest.fixture
def db(made_by_migrations: Kept, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The database, where rows are committed for the server to see; the next test sees none."""
    with django_db_blocker.unblock():
        made_by_migrations.put_back()
        yield


@pytest.fixture
def transactional_db(db: None) -> None:
    """The same: here every test commits."""


@pytest.fixture(scope="session")
def live_server(made_by_migrations: Kept) -> Iterator[LiveServer]:
    """The application; as in production, its middleware serves files that browsers may keep."""
    server = LiveServer("localhost", start=False)
    server.thread.static_handler = lambda application: application  # type: ignore[assignment]
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def base_url() -> None:
    """No address of its own: pages are those of the live server."""


@pytest.fixture(scope="session")
def windows(browser: Browser, live_server: LiveServer) -> Iterator[Windows]:
    """The browser's windows on the application."""
    windows = Windows(browser, live_server.url)
    yield windows
    windows.close()


@pytest.fixture
def open_page(windows: Windows, db: None) -> Iterator[Opening]:
    """``open_page(phone=True, dark=False, script=True, person=…)``: a page of a new browser.

    ``person`` is an account or a participant, signed in there; ``script=False`` opens it without
    JavaScript. What the browser complains of fails the test.
    """
    complaints = Complaints()
    pages: list[Page] = []

    def opened(
        *,
        phone: bool = True,
        dark: bool = False,
        script: bool = True,
        person: User | Membership | None = None,
    ) -> Page:
        page = windows.open(phone=phone, dark=dark, script=script)
        pages.append(page)
        complaints.listen(page)
        if person is not None:
            windows.sign_in(page, person)
        return page

    yield opened
    windows.leave(pages)
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
def sign_in(windows: Windows) -> Callable[[Page, User | Membership], None]:
    """``sign_in(page, person)``: the page's browser belongs to that person from now on."""
    return windows.sign_in


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
