"""The journal on its way: identifiers that follow their rows, and values that a page can show."""

import datetime
import re
from collections.abc import Callable
from functools import cache
from typing import Any, Final, TypeAlias

from django.db import models

from benevalibre.associations.models import Association
from benevalibre.transfer.archive.sections import SECTIONS
from benevalibre.transfer.archive.shape import Row

Resolve: TypeAlias = Callable[[str, int], int | None]
"""The identifier of a row (section, identifier) on the other side, or None."""

ITSELF: Final = Association._meta.label_lower
LONGEST: Final = 300
WIDEST: Final = 2**63 - 1
MINUTES: Final = frozenset({"planned"})
"""What is told as a duration, and is no column."""
_KEY: Final = re.compile(r"[a-z_0-9]{1,60}")
POSITIVE: Final = (
    models.PositiveIntegerField,
    models.PositiveBigIntegerField,
    models.PositiveSmallIntegerField,
)
_MISFIT: Final = object()


def followed(row: Row, resolve: Resolve) -> Row:
    """The entry with the identifiers that ``resolve`` gives; those of rows that are gone are null.

    What a page could not show as the value of its column becomes ``true`` (« changed »).
    """
    label = row["object_type"]
    section = _by_label().get(label)
    if section is not None and row["object"] is not None:
        row["object"] = resolve(section, row["object"])
    elif label != ITSELF:
        row["object"] = None
    changes = row["changes"] if isinstance(row["changes"], dict) else {}
    row["changes"] = {
        key: _change(label, key, value, resolve)
        for key, value in changes.items()
        if _KEY.fullmatch(key)
    }
    return row


def _change(label: str, key: str, value: Any, resolve: Resolve) -> Any:
    if isinstance(value, list):
        pair = [_one(label, key, each, resolve) for each in value]
        return pair if len(pair) == 2 and _MISFIT not in pair else True
    found = _one(label, key, value, resolve) if value is not True else True
    return True if found is _MISFIT else found


def _one(label: str, key: str, value: Any, resolve: Resolve) -> Any:
    name = key.removesuffix("_id")
    section = _named_by(label, name)
    if value is None or (section is not None and type(value) is not int):
        return None
    if section is not None:
        return resolve(section, value)
    field = _field(label, name)
    if name in MINUTES:
        return value if type(value) is int and 0 <= value <= WIDEST else _MISFIT
    is_fit = _is_plain(value) if field is None else _fits(field, value)
    return value if is_fit else _MISFIT


def _is_plain(value: Any) -> bool:
    if isinstance(value, str):
        return len(value) <= LONGEST
    return isinstance(value, int) and abs(value) <= WIDEST


def _fits(field: "models.Field[Any, Any]", value: Any) -> bool:
    if isinstance(field, models.BooleanField):
        return isinstance(value, bool)
    if isinstance(field, models.IntegerField):
        least = 0 if isinstance(field, POSITIVE) else -WIDEST
        return type(value) is int and least <= value <= WIDEST
    if isinstance(field, models.DateTimeField):
        return False
    if isinstance(field, models.DateField):
        return isinstance(value, str) and _is_day(value)
    return isinstance(value, str) and len(value) <= LONGEST


def _is_day(text: str) -> bool:
    try:
        return datetime.date.fromisoformat(text).year >= 1000
    except ValueError:
        return False


def _named_by(label: str, name: str) -> str | None:
    """The section whose rows the column ``name`` holds."""
    if name == "into":
        return _by_label().get(label)
    own = next((s.references.get(name) for s in SECTIONS if s.label == label), None)
    return own or _references().get(name)


def _field(label: str, name: str) -> "models.Field[Any, Any] | None":
    """The column of that name in the row's own table, else in another one."""
    fields = _fields()
    return fields.get((label, name)) or fields.get(("", name))


@cache
def _by_label() -> dict[str, str]:
    return {section.label: section.name for section in SECTIONS}


@cache
def _references() -> dict[str, str]:
    found = [item for section in SECTIONS for item in section.references.items()]
    return {name: section for name, section in reversed(found) if name != "person"}


@cache
def _fields() -> dict[tuple[str, str], "models.Field[Any, Any]"]:
    found: dict[tuple[str, str], models.Field[Any, Any]] = {}
    archived: list[type[models.Model]] = [Association, *(each.model for each in SECTIONS)]
    for model in archived:
        for field in model._meta.concrete_fields:
            found[model._meta.label_lower, field.name] = field
            found.setdefault(("", field.name), field)
    return found
