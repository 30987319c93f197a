"""The tables of statistics as files; the names of columns are the same in every language."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from benevalibre.documents.tables import Cell, Column, Kind, Table
from benevalibre.reports.lines import Line
from benevalibre.reports.statistics import Statistics
from benevalibre.reports.whole import WholeInstance
from benevalibre.reports.worth import Worth
from benevalibre.ui.durations import as_hours
from benevalibre.ui.formats import as_kilometres

TABLES: Final = {
    "categories": gettext_lazy("Catégories"),
    "projects": gettext_lazy("Projets"),
    "levels": gettext_lazy("Niveaux"),
    "people": gettext_lazy("Bénévoles"),
    "parts": gettext_lazy("Mois"),
}
FIRST: Final = {
    "categories": "Catégorie",
    "projects": "Projet",
    "levels": "Niveau",
    "people": "Personne",
    "parts": "Période",
}
IN_EUROS: Final = frozenset({"categories", "projects", "levels"})
"""By person and by month there are hours only (DOMAIN §4)."""
OWN_TABLES: Final = {
    "associations": (gettext_lazy("Associations"), "Association"),
    "categories": (gettext_lazy("Catégories"), "Catégorie"),
    "projects": (gettext_lazy("Projets"), "Projet"),
    "parts": (gettext_lazy("Mois"), "Période"),
}
WHOLE_TABLES: Final = {
    "years": (gettext_lazy("Années"), "Année"),
    "fields": (gettext_lazy("Domaines"), "Domaine"),
    "natures": (gettext_lazy("Catégories"), "Catégorie"),
    "months": (gettext_lazy("Mois"), "Mois"),
}


def whole_table(found: WholeInstance, table: str) -> Table:
    """One of ``WHOLE_TABLES``; people are counted by year and by field only."""
    title, first = WHOLE_TABLES[table]
    columns = [
        Column(first),
        Column("Associations", Kind.WHOLE),
        Column("Activités", Kind.WHOLE),
        Column("Heures", Kind.DURATION),
        Column("Heures (en décimal)", Kind.DECIMAL),
        Column("Bénévoles", Kind.WHOLE),
    ]
    rows = (
        (line.name, line.places, line.actions, line.minutes, as_hours(line.minutes),
         line.people or None)
        for line in getattr(found, table)
    )  # fmt: skip
    return Table(str(title), columns, rows)


def lines_of(found: Statistics, table: str) -> Sequence[Line]:
    """The lines of one of ``TABLES``, all of them."""
    return found.every_person if table == "people" else getattr(found, table)


def table_of(found: Statistics, table: str) -> Table:
    """One of ``TABLES`` as a file, as far as whoever asks may see it."""
    rows = lines_of(found, table)
    return figures_table(
        str(TABLES[table]),
        FIRST[table],
        rows,
        is_whole=found.is_whole,
        has_people=table != "people",
        has_euros=found.parts_have_worth and table in IN_EUROS,
    )


def figures_table(
    title: str,
    first: str,
    lines: Sequence[Line],
    *,
    is_whole: bool = True,
    has_people: bool = True,
    has_euros: bool = False,
) -> Table:
    """Lines with their figures; travel and distance only where all is shown.

    Euros with the hours beside them that no rate prices, and those that are not valued.
    """
    columns: list[tuple[Column, Callable[[Line], Cell]]] = [
        (Column(first), lambda line: line.name),
        (Column("Activités", Kind.WHOLE), lambda line: line.actions),
        (Column("Heures", Kind.DURATION), lambda line: line.minutes),
        (Column("Heures (en décimal)", Kind.DECIMAL), lambda line: as_hours(line.minutes)),
    ]
    if has_people:
        columns.insert(2, (Column("Bénévoles", Kind.WHOLE), lambda line: line.people))
    if is_whole:
        columns += [
            (Column("Trajet (en heures)", Kind.DECIMAL), lambda line: as_hours(line.travel)),
            (Column("Distance (en km)", Kind.DECIMAL), lambda line: as_kilometres(line.distance)),
        ]
    if has_euros:
        columns += [
            (Column("Valeur (en euros)", Kind.DECIMAL), lambda line: _euros(_worth(line))),
            (Column("Heures sans taux", Kind.DECIMAL), lambda line: as_hours(_worth(line).unrated)),
            (Column("Heures sans valeur", Kind.DECIMAL),
             lambda line: as_hours(_worth(line).unvalued)),
        ]  # fmt: skip
    rows = ([read(line) for _column, read in columns] for line in lines)
    return Table(title or _("Statistiques"), [column for column, _read in columns], rows)


def _worth(line: Line) -> Worth:
    return line.worth or Worth()


def _euros(worth: Worth) -> Decimal | None:
    """Nothing where no rate says a value: never zero."""
    return None if worth.cents is None else Decimal(worth.cents).scaleb(-2)
