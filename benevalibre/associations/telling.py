"""The journal in words: who did what to whom, names found when it is read.

Rooms above add what they write to it by ``tell_also``, from their ``AppConfig.ready``.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.translation import gettext as _

from benevalibre.accounts.models import User
from benevalibre.associations.models import (
    Category,
    FiscalYear,
    Function,
    Invitation,
    Level,
    Membership,
    Project,
    Right,
    Role,
)
from benevalibre.associations.sentences import LABELS, SENTENCES
from benevalibre.journal.models import Entry
from benevalibre.ui.formats import format_period

Words: TypeAlias = Mapping[str, Any]
Names: TypeAlias = Mapping[int, str]
Rows: TypeAlias = Callable[[], "models.QuerySet[Any]"]

_columns: dict[str, Rows] = {
    "role": Role.objects.all,
    "usual_level": Level.objects.all,
    "usual_category": Category.objects.all,
    "into": lambda: Membership.objects.select_related("user"),
}
_sentences: dict[str, Any] = dict(SENTENCES)
_labels: dict[str, Any] = {**LABELS, **{right.value: right.label for right in Right}}
_rows: dict[str, Rows] = {
    "associations.membership": lambda: Membership.objects.select_related("user"),
    "associations.invitation": Invitation.objects.all,
    "associations.role": Role.objects.all,
    "associations.category": Category.objects.all,
    "associations.level": Level.objects.all,
    "associations.project": Project.objects.all,
    "associations.fiscalyear": FiscalYear.objects.all,
    "associations.function": lambda: Function.objects.select_related("membership__user"),
}
_values: dict[str, Callable[[Any], str]] = {}
_euros: set[str] = set()


@dataclass(frozen=True, slots=True)
class Change:
    """« Rôle : Bénévole → Animation »; both sides are empty where the text is private."""

    label: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the journal."""

    text: str
    at: datetime.datetime
    changes: Sequence[Change] = ()


def tell_also(
    *,
    sentences: Words,
    labels: Words | None = None,
    rows: Mapping[str, Rows] | None = None,
    columns: Mapping[str, Rows] | None = None,
    values: Mapping[str, Callable[[Any], str]] | None = None,
    euros: Collection[str] = (),
) -> None:
    """Teach the journal's page a room's entries.

    ``sentences``: a verb's, with ``%(who)s`` and ``%(what)s``; ``labels``: a column's name;
    ``rows``: by object type, the rows whose ``str`` is ``what``; ``columns``: the rows whose ids a
    column holds; ``values``: how to show what another column holds; ``euros``: columns that tell
    what something is worth.
    """
    _sentences.update(sentences)
    _labels.update(labels or {})
    _rows.update(rows or {})
    _columns.update(columns or {})
    _values.update(values or {})
    _euros.update(euros)


def tell(entries: Sequence[Entry], *, with_euros: bool = True) -> list[Line]:
    """The lines of these entries: one query for each kind of name that they speak of.

    Without ``with_euros``, what was worth something is said to have changed, not how.
    """
    hidden = frozenset() if with_euros else frozenset(_euros)
    people = _people(entries)
    things = _things(entries)
    others = _others(entries)
    return [
        Line(
            text=_sentence(entry, people, things),
            at=entry.at,
            changes=_changes(entry, others, hidden),
        )
        for entry in entries
    ]


def _sentence(entry: Entry, people: Names, things: Mapping[str, Names]) -> str:
    who = people.get(entry.membership_id or 0) or people.get(-(entry.user_id or 0))
    what = things.get(entry.object_type, {}).get(entry.object_id or 0)
    words = {"who": who or _("Quelqu’un"), "what": what or _("(supprimé)")}
    sentence = _sentences.get(entry.verb) or _("%(who)s a fait un changement.")
    return str(sentence) % words


def _people(entries: Iterable[Entry]) -> dict[int, str]:
    """Names of participants by id, and of accounts that acted as such by their id below zero."""
    members = {entry.membership_id for entry in entries if entry.membership_id}
    rows = Membership.objects.select_related("user").filter(pk__in=members)
    names = {row.pk: row.display_name for row in rows} if members else {}
    accounts = {e.user_id for e in entries if e.user_id and e.membership_id is None}
    if accounts:
        users = User.objects.filter(pk__in=accounts)
        names |= {-user.pk: user.display_name for user in users}
    return names


def _things(entries: Iterable[Entry]) -> dict[str, dict[int, str]]:
    wanted: dict[str, set[int]] = defaultdict(set)
    for entry in entries:
        if entry.object_type in _rows and entry.object_id:
            wanted[entry.object_type].add(entry.object_id)
    return {kind: _named(_rows[kind](), ids) for kind, ids in wanted.items()}


def _others(entries: Iterable[Entry]) -> dict[str, dict[int, str]]:
    """The names of the rows that changes speak of."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for entry in entries:
        for key, values in entry.changes.items():
            name = key.removesuffix("_id")
            if name in _columns:
                pair = values if isinstance(values, list) else [values]
                wanted[name] |= {value for value in pair if type(value) is int}
    return {name: _named(_columns[name](), ids) for name, ids in wanted.items() if ids}


def _named(rows: "models.QuerySet[Any]", ids: Collection[int]) -> dict[int, str]:
    return {row.pk: str(row) for row in rows.filter(pk__in=ids)}


def _changes(entry: Entry, others: Mapping[str, Names], hidden: Collection[str]) -> list[Change]:
    found = []
    for key, change in entry.changes.items():
        name = key.removesuffix("_id")
        label = _labels.get(name)
        if label is None:
            continue
        label = f"{str(label)[:1].upper()}{str(label)[1:]}"
        if name in hidden:
            found.append(Change(label))
        elif isinstance(change, list):
            before, after = (_shown(entry, name, value, others) for value in change)
            found.append(Change(label, before, after))
        elif name in others:
            found.append(Change(label, "", others[name].get(change, "?")))
        elif type(change) is int:
            found.append(Change(label, "", _shown(entry, name, change, others)))
        else:
            found.append(Change(label))
    return found


def _shown(entry: Entry, name: str, value: Any, others: Mapping[str, Names]) -> str:
    if value is None or value == "":
        return "–"
    if name in _columns:
        return others.get(name, {}).get(value, "?")
    if name in _values:
        return _values[name](value)
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    return _choice(entry.object_type, name, value)


def _choice(object_type: str, name: str, value: Any) -> str:
    """A choice by its label, a date in words, anything else as it is."""
    try:
        field = apps.get_model(object_type)._meta.get_field(name)
    except (LookupError, ValueError, FieldDoesNotExist):
        return str(value)
    if isinstance(field, models.DateField):
        return format_period(datetime.date.fromisoformat(value))
    choices = dict(getattr(field, "flatchoices", ()))
    return str(choices.get(value, value))
