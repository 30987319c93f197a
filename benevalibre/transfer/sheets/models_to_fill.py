"""Files to fill in: the names of the columns, and two lines that show how."""

import datetime
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from benevalibre.documents.files import FRENCH_CSV, ODS, XLSX
from benevalibre.documents.tables import Cell, Column, Table
from benevalibre.documents.tables import Kind as CellKind
from benevalibre.transfer.sheets.models import Kind

FORMATS: Final = {"xlsx": XLSX, "ods": ODS, "csv": FRENCH_CSV}


def model_of(kind: Kind, *, today: datetime.date) -> Table:
    """The file for ``kind``; its names are those that an import knows in every language."""
    return _people() if kind == Kind.PEOPLE else _actions(today)


def _actions(today: datetime.date) -> Table:
    columns = [
        Column("Prénom"),
        Column("Nom"),
        Column("Date", CellKind.DATE),
        Column("Date de fin", CellKind.DATE),
        Column("Durée", CellKind.DURATION),
        Column("Titre"),
        Column("Description"),
        Column("Catégorie"),
        Column("Projet"),
        Column("Niveau"),
        Column("Distance (en km)", CellKind.DECIMAL),
    ]
    week_ago = today - datetime.timedelta(days=7)
    rows: list[list[Cell]] = [
        ["Jeanne", "Martin", week_ago, None, 150, _("Atelier vélo"), "", "", "", "", None],
        ["Paul", "Delmas", week_ago, None, 45, _("Livraison"), "", "", "", "", Decimal("12.5")],
    ]
    return Table(_("Activités"), columns, rows)


def _people() -> Table:
    columns = [Column("Prénom"), Column("Nom"), Column("Adresse mail"), Column("Niveau")]
    rows: list[list[Cell]] = [
        ["Jeanne", "Martin", "jeanne.martin@example.org", ""],
        ["Paul", "Delmas", "", ""],
    ]
    return Table(_("Bénévoles"), columns, rows)
