"""Whatever stands in the place of a value, a sentence comes back, and never a fault of ours."""

import contextlib
import copy
from collections.abc import Iterator
from typing import Any

import pytest

from benevalibre.associations.writing import RuleError
from benevalibre.badges.verifying import verify
from tests.badges.conftest import JEANNE, NOW, Abroad, said, signed

ODD: tuple[Any, ...] = (
    None, True, 0, -1, 10**30, "", "x", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00",
    "٣", "12\n", "https://[", "did:web:", [], [[]], [None], {}, {"id": 1},
)  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to each value in it."""
    if path:
        yield path
    if isinstance(value, dict | list):
        for name in value if isinstance(value, dict) else range(len(value)):
            yield from places(value[name], (*path, name))


def with_odd(value: Any, path: tuple[Any, ...], odd: Any) -> Any:
    """A copy in which ``odd`` stands there."""
    found = copy.deepcopy(value)
    inside = found
    for name in path[:-1]:
        inside = inside[name]
    inside[path[-1]] = odd
    return found


def brought(content: Any) -> None:
    """Accepted, or refused by a rule: any other exception fails the test."""
    with contextlib.suppress(RuleError):
        verify(signed(content), addresses=[JEANNE], now=NOW)


def test_odd_values_in_a_badge(abroad: Abroad) -> None:
    for path in places(said()):
        for odd in ODD:
            brought(with_odd(said(), path, odd))


def test_odd_values_in_a_document(abroad: Abroad) -> None:
    document = abroad.document
    for path in places(document):
        for odd in ODD:
            abroad.document = with_odd(document, path, odd)
            brought(said())


def test_odd_values_in_a_list(abroad: Abroad) -> None:
    content = abroad.list_claims()
    for path in places(content):
        for odd in ODD:
            abroad.list_changes = with_odd(content, path, odd)
            brought(said())


@pytest.mark.parametrize("missing", said().keys())
def test_a_value_that_lacks_in_a_badge(missing: str, abroad: Abroad) -> None:
    brought({name: value for name, value in said().items() if name != missing})
