"""What every test lives under: no network, no logged error, a client that reads its pages."""

import gc
import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from benevalibre.instance.models import Instance
from tests.client import StrictClient

pytest_plugins = ["tests.personas"]

hypothesis_settings.register_profile("house", deadline=None, derandomize=True)
hypothesis_settings.load_profile("house")

NUMBERS = count()  # of folders, which are made where a test writes a file
LOOPBACK = {"localhost", "testserver", "", None}
NOT_QUERIES = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE SAVEPOINT")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that commits finds the rows that migrations made: the one before emptied them."""
    for item in items:
        if item.get_closest_marker("browser"):
            continue  # tests/browser/ puts its rows back by itself
        marker = item.get_closest_marker("django_db")
        given = marker.kwargs if marker else {}
        fixtures = set(getattr(item, "fixturenames", ()))
        if given.get("transaction") or {"transactional_db", "live_server"} & fixtures:
            kept = {**given, "transaction": True, "serialized_rollback": True}
            item.add_marker(pytest.mark.django_db(**kept), append=False)


def pytest_collection_finish() -> None:
    """What was collected stays to the end: the search for garbage need not go through it again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sockets reach this machine only."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and not _is_loopback(address[0]):
            raise AssertionError(f"a test tried to reach {address!r}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


def _is_loopback(host: str | None) -> bool:
    return host in LOOPBACK or str(host).startswith("127.") or host == "::1"


class _Gatherer(logging.Handler):
    """Keeps the records of errors."""

    def __init__(self) -> None:
        super().__init__(level=logging.ERROR)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def logged_errors() -> Iterator[list[logging.LogRecord]]:
    """Errors logged by a test fail it; one that expects them looks at this list and clears it."""
    gatherer = _Gatherer()
    logging.getLogger().addHandler(gatherer)
    yield gatherer.records
    logging.getLogger().removeHandler(gatherer)
    assert [record.getMessage() for record in gatherer.records] == []


@pytest.fixture(autouse=True)
def fresh_process(settings: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What a process keeps between requests is forgotten, and files go to a folder of the test."""
    Instance.forget()
    settings.MEDIA_ROOT = tmp_path_factory.getbasetemp() / f"media{next(NUMBERS)}"
    with translation.override("fr"):
        yield
    Instance.forget()


@pytest.fixture
def in_june() -> Iterator[None]:
    """It is Monday 15 June 2026, ten in the morning in Paris."""
    with time_machine.travel("2026-06-15 10:00+02:00", tick=False):
        yield


@pytest.fixture
def client() -> StrictClient:
    """A browser that nobody signed in with, and that refuses faulty pages."""
    return StrictClient()


@pytest.fixture
def query_budget(db: None) -> Callable[[int], AbstractContextManager[CaptureQueriesContext]]:
    """``with query_budget(10): client.get(…)`` fails above ten queries, and lists them.

    Opening and closing a transaction does not count.
    """

    @contextmanager
    def budget(maximum: int) -> Iterator[CaptureQueriesContext]:
        with CaptureQueriesContext(connection) as captured:
            yield captured
        queries = [q["sql"] for q in captured.captured_queries]
        counted = [sql for sql in queries if not sql.startswith(NOT_QUERIES)]
        if len(counted) > maximum:
            lines = "\n".join(f"{n}. {sql}" for n, sql in enumerate(counted, 1))
            pytest.fail(f"{len(counted)} queries, where {maximum} are allowed:\n{lines}")

    return budget


@pytest.fixture
def empty_cache(db: None) -> None:
    """No rate limit counted so far."""
    cache.clear()
