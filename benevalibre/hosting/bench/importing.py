"""How long a spreadsheet of ten thousand lines takes: read, checked, recorded, and undone.

It goes through what the pages and the worker call, in the big association, and is taken out again.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Final

from django.core.files.base import File

from benevalibre.associations.models import Association, Membership
from benevalibre.documents.tables import Cell, Column, Kind, Table
from benevalibre.documents.workbooks import write_xlsx
from benevalibre.transfer.sheets.models import Kind as What
from benevalibre.transfer.sheets.models import Spreadsheet, Stage
from benevalibre.transfer.sheets.receiving import receive
from benevalibre.transfer.sheets.running import choose, proceed, start
from benevalibre.transfer.sheets.undoing import undo

LINES: Final = 10_000
PEOPLE: Final = 500
MOST_SECONDS: Final = 60.0
LABELS: Final = {
    "read": "Lire le fichier",
    "check": "Vérifier les lignes",
    "record": "Noter les activités",
    "undo": "Tout annuler",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: its code, seconds by the clock, and the lines that came through."""

    code: str
    seconds: float
    lines: int

    @property
    def faults(self) -> list[str]:
        """What is above the budget, in words."""
        return [f"plus de {MOST_SECONDS:.0f} s"] if self.seconds > MOST_SECONDS else []


def measure(association: Association, *, lines: int = LINES) -> Iterator[Step]:
    """Bring ``lines`` lines, of people who are there and of new ones, and take them out again."""
    found = Membership.objects.managers().select_related("association", "role", "user")
    by = found.filter(association=association).order_by("pk")[0]
    content = BytesIO(b"".join(write_xlsx(_table(association, lines))))
    kept: list[Spreadsheet] = []
    yield _timed(
        "read",
        lines,
        lambda: kept.append(receive(File(content, "10000.xlsx"), kind=What.ACTIONS, by=by)),
    )
    spreadsheet = kept[0]
    yield _timed("check", lines, lambda: _check(spreadsheet))
    yield _timed("record", lines, lambda: _record(spreadsheet))
    spreadsheet.refresh_from_db()
    brought = spreadsheet.result.get("lines", 0) if spreadsheet.stage == Stage.DONE else 0
    yield _timed("undo", brought, lambda: undo(spreadsheet, by=by))


def _check(spreadsheet: Spreadsheet) -> None:
    choose(spreadsheet, people="create", category="create", project="create")
    proceed(spreadsheet)


def _record(spreadsheet: Spreadsheet) -> None:
    refused = spreadsheet.result["refused"]
    start(spreadsheet, refused=refused, keeps_doubles=True, invites=False)
    proceed(spreadsheet)


def _timed(code: str, lines: int, work: Callable[[], object]) -> Step:
    start = time.perf_counter()
    work()
    return Step(code=code, seconds=time.perf_counter() - start, lines=lines)


def _table(association: Association, lines: int) -> Table:
    columns = [
        Column("Personne"),
        Column("Date", Kind.DATE),
        Column("Durée", Kind.DURATION),
        Column("Titre"),
        Column("Catégorie"),
        Column("Distance (en km)", Kind.DECIMAL),
    ]
    rows = association.memberships.active().unmerged().with_person().order_by("pk")[:PEOPLE]
    names = [row.display_name for row in rows] + [f"Personne nouvelle {n}" for n in range(PEOPLE)]
    today = association.today()

    def row(n: int) -> list[Cell]:
        day = today - timedelta(days=n % 300)
        kilometres = Decimal(n % 40) / 4
        return [names[n % len(names)], day, 15 + n % 300, f"Ligne {n}", "Importées", kilometres]

    return Table("Activités", columns, (row(n) for n in range(lines)))
