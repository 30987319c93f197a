"""Actions and people as tables, read from the database in one query, one row at a time.

The names of columns are the same in every language: other software finds them by name.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from benevalibre.actions.models import Source, Status
from benevalibre.actions.querysets import ActionQuerySet
from benevalibre.associations.models import Travel
from benevalibre.associations.models.membership import Kind as PersonKind
from benevalibre.associations.models.membership import MembershipQuerySet, MembershipState
from benevalibre.documents.tables import Cell, Column, Kind, Table
from benevalibre.reports.naming import Names, columns_of
from benevalibre.ui.durations import as_hours
from benevalibre.ui.formats import as_kilometres

CHUNK: Final = 2_000
ACTION_FIELDS: Final = (
    "id", "title", "description", "date", "end_date", "minutes", "travel_minutes",
    "distance_hundredths", "status", "status_at", "reason", "source", "created_at",
    "association__name", "association__policy_travel", "category__name", "category__short_name",
    "project__name", "level__name", "member__kind",
    *columns_of("member"), *columns_of("typed_by"), *columns_of("status_by"),
)  # fmt: skip
PERSON_FIELDS: Final = (
    "id", "kind", "state", "role__name", "usual_level__name", "last_entry_on", "created_at",
    "user_id", "name", "user__first_name", "user__last_name", "user__pseudonym",
)  # fmt: skip
FOR_READERS: Final = 16
"""The columns of 2.0.1 and the person: what the list shows to those who only read it."""


def action_table(actions: ActionQuerySet, *, is_whole: bool = True) -> Table:
    """The 15 columns of 2.0.1 in their order, then ours; without ours where not ``is_whole``."""
    shown = len(_action_columns()) if is_whole else FOR_READERS
    names = Names()
    rows = (_action_row(row, names)[:shown] for row in _read(actions))
    return Table(_("Activités"), _action_columns()[:shown], rows)


def paheko_table(actions: ActionQuerySet) -> Table:
    """What counts, in the layout that Paheko takes for one of ours (« Suivi du temps »)."""
    columns = [
        Column("Nom"),
        Column("Prénom"),
        Column("Date", Kind.DATE),
        Column("Heures, en décimal", Kind.DECIMAL),
        Column("Catégorie"),
        Column("Projet"),
        Column("Titre"),
        Column("Description"),
    ]
    names = Names()
    rows = (_paheko_row(row, names) for row in _read(actions.approved()))
    return Table(_("Activités"), columns, rows)


def people_table(people: MembershipQuerySet) -> Table:
    """The people of an association, in the order of the list."""
    columns = [
        Column("Prénom"),
        Column("Nom"),
        Column("Pseudo"),
        Column("Personne"),
        Column("Genre de personne", labels=_labels(PersonKind)),
        Column("État", labels=_labels(MembershipState)),
        Column("Rôle"),
        Column("Niveau habituel"),
        Column("Dernière activité", Kind.DATE),
        Column("Depuis le", Kind.DATE),
        Column("Identifiant de la personne", Kind.WHOLE),
    ]
    names = Names()
    found = people.select_related(None).values_list(*PERSON_FIELDS, named=True)
    rows = (_person_row(row, names) for row in found.iterator(chunk_size=CHUNK))
    return Table(_("Bénévoles"), columns, rows)


def _read(actions: ActionQuerySet) -> Iterator[Any]:
    """One query, with the rows that a list shows, the latest first.

    One statement sees the database as it is at one moment, on SQLite as on PostgreSQL.
    """
    found = actions.select_related(None).latest_first().values_list(*ACTION_FIELDS, named=True)
    return found.iterator(chunk_size=CHUNK)


def _action_columns() -> list[Column]:
    return [
        Column("Prénom"),
        Column("Nom"),
        Column("Pseudo"),
        Column("Association"),
        Column("Titre"),
        Column("Description"),
        Column("Date", Kind.DATE),
        Column("Date de fin", Kind.DATE),
        Column("Durée", Kind.DURATION),
        Column("Durée (en heures)", Kind.DECIMAL),
        Column("En attente de modération", Kind.BOOLEAN),
        Column("Distance (en km)", Kind.DECIMAL),
        Column("Catégorie"),
        Column("Projet"),
        Column("Niveau"),
        Column("Personne"),
        Column("Genre de personne", labels=_labels(PersonKind)),
        Column("État", labels=_labels(Status)),
        Column("Motif"),
        Column("Durée (en minutes)", Kind.WHOLE),
        Column("Trajet (en heures)", Kind.DECIMAL),
        Column("Origine", labels=_labels(Source)),
        Column("Notée par"),
        Column("Notée le", Kind.DATE),
        Column("Relue par"),
        Column("Relue le", Kind.DATE),
        Column("Identifiant", Kind.WHOLE),
        Column("Identifiant de la personne", Kind.WHOLE),
    ]


def _action_row(row: Any, names: Names) -> Sequence[Cell]:
    person = names.of(row, "member")
    typist = names.of(row, "typed_by").shown if row.typed_by_id else None
    reader = names.of(row, "status_by").shown if row.status_by_id else None
    return (
        person.first, person.last, person.pseudonym, row.association__name,
        row.title, row.description, row.date, row.end_date,
        row.minutes, _hours(row.minutes), row.status == "pending", _km(row.distance_hundredths),
        row.category__name, row.project__name, row.level__name,
        person.shown, row.member__kind, row.status, row.reason,
        row.minutes, _hours(row.travel_minutes), row.source,
        typist, _day(row.created_at), reader, _day(row.status_at),
        row.id, row.member_id,
    )  # fmt: skip


def _paheko_row(row: Any, names: Names) -> Sequence[Cell]:
    """A person is found there by last and first name; its hours are those that count."""
    person = names.of(row, "member")
    is_included = row.association__policy_travel == Travel.INCLUDED
    minutes = row.minutes + (row.travel_minutes if is_included else 0)
    title = row.title or row.project__name or row.category__short_name or row.category__name
    return (
        person.last or ("" if person.first else person.pseudonym), person.first, row.date,
        _hours(minutes), row.category__name, row.project__name, title, row.description,
    )  # fmt: skip


def _person_row(row: Any, names: Names) -> Sequence[Cell]:
    person = names.written(
        row.user_id, row.name, row.user__first_name, row.user__last_name, row.user__pseudonym
    )
    return (
        person.first, person.last, person.pseudonym, person.shown, row.kind, row.state,
        row.role__name, row.usual_level__name, row.last_entry_on, _day(row.created_at), row.id,
    )  # fmt: skip


def _labels(choices: Any) -> dict[str, str]:
    """The labels of choices in the active language: rows are written after the page's time."""
    return {value: str(label) for value, label in choices.choices}


_hours = lru_cache(maxsize=10_000)(as_hours)


@lru_cache(maxsize=10_000)
def _km(hundredths: int | None) -> Decimal | None:
    return None if hundredths is None else as_kilometres(hundredths)


def _day(moment: datetime | None) -> date | None:
    """The date it was then where the instance is."""
    return None if moment is None else timezone.localdate(moment)
