"""Whatever a query string, a form or a header holds, no view falls over nor forgets its headers.

Each row of the access table is asked by somebody whom its view lets in, with values that no form
would send: in the address for GET, else in the fields that the page shows. What was written is
taken back. ``ROUNDS=30`` gives each field each value, which takes some twenty minutes.
"""

import os
from collections.abc import Iterator
from copy import deepcopy
from html.parser import HTMLParser
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Final

import pytest
from django.db import transaction
from django.urls import reverse

import tests.access
from tests.access.rows import ALLOWED, Row
from tests.client import StrictClient, finish
from tests.personas import NAMES, Personas

ROUNDS: Final = int(os.environ.get("ROUNDS", "1"))
VALUES: Final = (
    "9" * 30,
    "0001-01-01",
    "a\x00b",
    "9999-12-31",
    "-1",
    "",
    "0",
    "1e999",
    "NaN",
    "²",
    "9223372036854775808",
    "[]",
    '{"a":' * 50,
    "../../etc/passwd",
    "=1+1",
    "a\r\nBcc: b@example.org",
    "\u202e" * 10,
    "é" * 500,
    "1:99999999999999999999",
    "-99999-01-01",
    "http://[",
    "9999-12",
    "0000-00",
)
ASKED: Final = (
    "q",
    "page",
    "sort",
    "order",
    "start",
    "end",
    "year",
    "month",
    "period",
    "format",
    "next",
    "after",
    "before",
    "category",
    "project",
    "level",
    "person",
    "status",
    "state",
    "kind",
    "role",
    "idle",
    "letter",
    "open",
    "annee",
    "association",
    "place",
    "archived",
    "code",
    "file",
    "download",
    "people",
    "member",
)
HEADERS: Final[tuple[dict[str, str], ...]] = (
    {},
    {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": "http://[", "HTTP_HX_TARGET": "\x7f"},
    {"HTTP_REFERER": "http://[::1", "HTTP_ACCEPT_LANGUAGE": "x" * 5000},
    {"HTTP_X_FORWARDED_FOR": "'\"<>,,,", "HTTP_IF_MODIFIED_SINCE": "Tue, 99 Foo 9999"},
    {"HTTP_RANGE": "bytes=9-1", "HTTP_ACCEPT": "*/*;q=nan", "HTTP_IF_NONE_MATCH": "\x01"},
)
KEPT: Final = {
    "badges:document",
    "badges:profile",
    "badges:well_known",
    "certificates:revocations",
    "home:manifest",
    "home:media",
}
"""What is the same for everybody, and may be kept."""
TABLES: Final = [module.name for module in iter_modules(tests.access.__path__, "tests.access.")]


class Fields(HTMLParser):
    """The names of the fields of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: dict[str, None] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = dict(attrs).get("name")
        if tag in {"input", "select", "textarea", "button"} and name:
            self.names[name] = None


@pytest.fixture
def personas(shared_personas: Personas) -> Personas:
    """Those of all tests of this file."""
    return shared_personas


@pytest.mark.parametrize("table", TABLES, ids=lambda name: name.rpartition(".")[2])
def test_no_value_makes_a_view_fall_over(table: str, personas: Personas) -> None:
    rows: list[Row] = getattr(import_module(table), "ROWS", [])
    fallen = []

    for number, row in enumerate(rows):
        with transaction.atomic():
            mine = deepcopy(personas)
            path = reverse(row.name, kwargs=row.args(mine))
            client = mine.client(_who_may(row))
            for turn, data in enumerate(_hostile(_names(client, row, path), number)):
                response = _asked(client, row, path, data, HEADERS[(number + turn) % len(HEADERS)])
                if wrong := _wrong(response, is_kept=row.name in KEPT):
                    fallen.append((row.name, data, wrong))
            transaction.set_rollback(True)

    assert fallen == []


def _who_may(row: Row) -> str:
    expected = row.expected()
    return next((who for who in reversed(NAMES) if expected[who] == ALLOWED), "manager")


def _names(client: StrictClient, row: Row, path: str) -> list[str]:
    """What the address may hold; for a form, the fields of its page if it has one."""
    if row.method == "GET":
        return [*ASKED]
    response = client.get(path)
    finish(response)
    if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
        return [*ASKED]
    return [*Fields(response.content.decode()).names] or [*ASKED]


def _hostile(names: list[str], number: int) -> Iterator[dict[str, str]]:
    """Every field with another value, which turns with the row and the round."""
    for turn in range(ROUNDS):
        yield {
            name: VALUES[(number + turn + place) % len(VALUES)] for place, name in enumerate(names)
        }


def _asked(
    client: StrictClient, row: Row, path: str, data: dict[str, str], headers: dict[str, str]
) -> Any:
    send = client.get if row.method == "GET" else client.post
    with transaction.atomic():
        response: Any = send(path, data, **headers)
        finish(response)
        transaction.set_rollback(True)
    return response


def _wrong(response: Any, *, is_kept: bool) -> str:
    """What no answer may be, to somebody who has a session; « » where all is well."""
    headers = response.headers
    if response.status_code >= 500:
        return str(response.status_code)
    if "default-src 'self'" not in headers.get("Content-Security-Policy", ""):
        return "no content policy"
    if headers.get("X-Content-Type-Options") != "nosniff" or "X-Frame-Options" not in headers:
        return "sniffed or framed"
    if not is_kept and "no-store" not in headers.get("Cache-Control", ""):
        return "kept by a cache"
    return ""
