"""The policy: who may send what to each view of the site.

The table stands in ``tests/access/``, a file for each room, one ``Row`` for each view and method:

    Row("actions:list", Right.MANAGE_ACTIONS, args=here)
    Row("actions:approval", Right.MANAGE_ACTIONS, "POST", args=an_action, data=approved)

The audience (``PUBLIC``, ``SIGNED_IN``, ``MEMBER``, ``GUEST_OR_MEMBER``, ``HOST`` or a ``Right``)
says what each persona meets: ``allowed`` (the page, a redirect, or a form sent back with 422),
``login`` (sent to sign in), ``forbidden`` (403) or ``missing`` (404); ``but=`` corrects it for one.
A view that is in no row fails, and so does one whose decorator says another audience than its row.
"""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

import tests.access
from benevalibre.associations.models import Right
from tests.access.rows import ALLOWED, FORBIDDEN, LOGIN, MISSING, Row
from tests.client import StrictClient, finish
from tests.personas import NAMES, Personas

ROWS: list[Row] = [
    row
    for module in iter_modules(tests.access.__path__, "tests.access.")
    for row in getattr(import_module(module.name), "ROWS", [])
]


@pytest.fixture
def personas(shared_personas: Personas) -> Personas:
    """Those of all tests of this file, which are many."""
    return shared_personas


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.method}-{row.name}")
def test_each_persona_meets_what_the_table_says(row: Row, personas: Personas) -> None:
    path = reverse(row.name, kwargs=row.args(personas))
    data = row.data(personas)
    expected = row.expected()

    met = {who: _met(_client(personas, who, row), row, path, data) for who in expected}

    assert met == expected


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.method}-{row.name}")
def test_each_view_declares_the_audience_of_its_row(row: Row, personas: Personas) -> None:
    view = resolve(reverse(row.name, kwargs=row.args(personas))).func

    assert vars(view).get("audience") == row.declared


def test_every_view_of_the_site_is_in_the_table() -> None:
    in_table = {row.name for row in ROWS}

    views = set(_names(get_resolver().url_patterns))

    assert views == in_table


def test_every_row_speaks_of_all_personas() -> None:
    for row in ROWS:
        assert set(NAMES) <= set(row.expected())


def _client(personas: Personas, who: str, row: Row) -> StrictClient:
    if who in NAMES:
        return personas.client(who)
    assert isinstance(row.audience, Right)
    find = personas.only if who == "only" else personas.all_but
    return personas.client(find(row.audience))


def _met(client: StrictClient, row: Row, path: str, data: dict[str, object]) -> str:
    """What the client meets, in words; what it wrote is taken back."""
    with transaction.atomic():
        response = client.generic_form(row.method, path, data)
        finish(response)
        transaction.set_rollback(True)
    return _in_words(response)


def _in_words(response: HttpResponseBase) -> str:
    sign_in = reverse("accounts:sign_in")
    if response.status_code in {301, 302, 303} and response.headers["Location"].startswith(sign_in):
        return LOGIN
    if response.status_code < 400 or response.status_code in {409, 422}:
        return ALLOWED
    return {403: FORBIDDEN, 404: MISSING}.get(response.status_code, str(response.status_code))


def _names(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    """The names of all views, as ``reverse`` takes them; one without a name shows its address."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _names(pattern.url_patterns, inner)
        else:
            yield f"{space}{pattern.name or pattern.pattern}"
