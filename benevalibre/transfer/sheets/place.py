"""Where the lines go: the association as it is now, read once for all of them."""

import datetime
import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Max

from benevalibre.actions.models import Action, Status
from benevalibre.actions.recording import status_of
from benevalibre.associations.models import (
    Association,
    Category,
    DefaultCategory,
    FiscalYear,
    Level,
    Membership,
    Project,
    Right,
)
from benevalibre.namekeys import name_key
from benevalibre.transfer.sheets.models import Spreadsheet
from benevalibre.transfer.sheets.people import People
from benevalibre.transfer.sheets.vocabulary import CREATE, REFUSE, Words

Mark = tuple[int | None, datetime.date, int, str]
TO_CREATE: Final = {
    "category": Right.MANAGE_CATEGORIES,
    "project": Right.MANAGE_PROJECTS,
    "level": Right.MANAGE_LEVELS,
}


@dataclass(frozen=True, kw_only=True)
class Place:
    """The people, the words and the years of the association of ``by``, who imports."""

    association: Association
    by: Membership
    people: People
    categories: Words[Category]
    projects: Words[Project]
    levels: Words[Level]
    years: list[FiscalYear]
    own_status: Status
    status: Status
    state: str
    """A digest of all that: as long as it is the same, so is what would become of a line."""


def look(spreadsheet: Spreadsheet, by: Membership) -> Place:
    """Read the association of ``by`` once, with what ``spreadsheet`` chose to do there."""
    association = by.association
    may_add = spreadsheet.choice("people") == CREATE and by.may(Right.MANAGE_MEMBERS)
    people = People(association=association, by=by, may_add=may_add or spreadsheet.is_of_people)
    words: dict[str, Words[Any]] = {
        "category": Words(
            Category,
            association.categories.select_related("usual_level"),
            choice=_allowed(spreadsheet, "category", by),
        ),
        "project": Words(
            Project,
            association.projects.select_related("usual_category__usual_level"),
            choice=_allowed(spreadsheet, "project", by),
        ),
        "level": Words(Level, association.levels.all(), choice=_allowed(spreadsheet, "level", by)),
    }
    _offer_kinds(words["category"], spreadsheet)
    years = list(association.fiscal_years.all())
    return Place(
        association=association,
        by=by,
        people=people,
        categories=words["category"],
        projects=words["project"],
        levels=words["level"],
        years=years,
        own_status=status_of(by, by=by, association=association),
        status=status_of(None, by=by, association=association),
        state=_digest(association, by, people, words.values(), years),
    )


def recorded(association: Association, days: Collection[datetime.date]) -> set[Mark]:
    """What is recorded between the first and the last of ``days``, as ``mark`` writes it."""
    if not days:
        return set()
    actions = Action.objects.filter(association=association).exclude(status=Status.DECLINED)
    found = actions.between(min(days), max(days)).order_by()
    columns = found.values_list("member_id", "date", "minutes", "title")
    return {mark(*row) for row in columns.iterator(chunk_size=2_000)}


def mark(member_id: int | None, day: datetime.date, minutes: int, title: str) -> Mark:
    """By what an entry is known again: who, when, how long, what."""
    return member_id, day, minutes, name_key(title)


def _allowed(spreadsheet: Spreadsheet, name: str, by: Membership) -> str:
    """The choice made for a vocabulary, unless it asks for a right that is not held."""
    choice = str(spreadsheet.choice(name) or REFUSE)
    return REFUSE if choice == CREATE and not by.may(TO_CREATE[name]) else choice


def _offer_kinds(categories: Words[Any], spreadsheet: Spreadsheet) -> None:
    """What a new category is attached to: the default one of its name, else the one chosen."""
    if categories.choice != CREATE:
        return
    kinds = list(DefaultCategory.objects.offered())
    categories.default_categories = {kind.name_key: kind for kind in kinds}
    chosen = str(spreadsheet.choice("attached") or "")
    found = [kind for kind in kinds if str(kind.pk) == chosen]
    categories.default_category = next(iter([*found, *reversed(kinds)]), None)


def _digest(
    association: Association,
    by: Membership,
    people: People,
    words: Iterable[Words[Any]],
    years: Iterable[FiscalYear],
) -> str:
    last = association.actions.aggregate(last=Max("pk"))["last"]
    policy = [
        (field.attname, getattr(association, field.attname))
        for field in association._meta.concrete_fields
    ]
    seen = [
        sorted((key, [(row.pk, row.state) for row in rows]) for key, rows in people.found.items()),
        [
            (row.pk, row.name, row.archived_at, row.merged_into_id)
            for vocabulary in words
            for row in vocabulary.rows.values()
        ],
        [(year.pk, year.start, year.end, year.closed_at) for year in years],
        sorted(by.rights),
    ]
    return hashlib.sha256(repr([last, policy, seen]).encode()).hexdigest()
