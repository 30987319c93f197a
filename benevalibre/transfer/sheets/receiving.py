"""A file that was sent becomes lines, with a first guess of which column holds what."""

from collections.abc import Sequence
from typing import Any, Final

from django.core.files.base import File
from django.db import transaction

from benevalibre.associations.models import Membership
from benevalibre.transfer.sheets import cells, files
from benevalibre.transfer.sheets.cells import Cell
from benevalibre.transfer.sheets.columns import (
    OF_ACTIONS,
    OF_PEOPLE,
    count_known,
    match,
)
from benevalibre.transfer.sheets.days import is_month_first
from benevalibre.transfer.sheets.models import NOT_STARTED, Kind, Spreadsheet, SpreadsheetLine

HEADERS_WITHIN: Final = 10
SAMPLES: Final = 3
SAMPLE_LENGTH: Final = 60
PART: Final = 500
LONGEST_NAME: Final = 120
MOST_WAITING: Final = 5


def receive(file: "File[Any]", *, kind: Kind, by: Membership) -> Spreadsheet:
    """Read ``file`` and keep its lines; ``files.FileError`` with a sentence where it is no use.

    Nobody waits for the reading, which may take long: no transaction is open meanwhile. Of the
    files of a person that wait, the last few are kept.
    """
    grid = files.read(file)
    place = header_place([row for _number, row in grid.lines[:HEADERS_WITHIN]])
    headers = [cells.text(cell) for cell in grid.lines[place][1]]
    lines = grid.lines[place + 1 :]
    if not lines:
        raise files.no_lines()
    columns = match(headers, OF_PEOPLE if kind == Kind.PEOPLE else OF_ACTIONS)
    spreadsheet = Spreadsheet(
        association=by.association,
        author=by,
        kind=kind,
        name=(cells.text(str(file.name or "")) or "?")[-LONGEST_NAME:],
        digest=grid.digest,
        headers=_columns(headers, [row for _number, row in lines]),
        columns=columns,
        choices={"dates": "month"} if _month_first(lines, columns) else {},
        total=len(lines),
    )
    _keep(spreadsheet, lines)
    return spreadsheet


@transaction.atomic
def _keep(spreadsheet: Spreadsheet, lines: Sequence[tuple[int, Sequence[Cell]]]) -> None:
    spreadsheet.save()
    SpreadsheetLine.objects.bulk_create(
        (
            SpreadsheetLine(spreadsheet=spreadsheet, number=number, cells=row)
            for number, row in lines
        ),
        batch_size=PART,
    )
    mine = Spreadsheet.objects.filter(author=spreadsheet.author, stage__in=NOT_STARTED)
    former = list(mine.order_by("-pk").values_list("pk", flat=True)[MOST_WAITING:])
    mine.filter(pk__in=former).delete()


def header_place(rows: Sequence[Sequence[Cell]]) -> int:
    """The place of the line that names the columns: the one with most known names, else the first.

    Titles often stand above it.
    """
    known = [count_known(cells.text(cell) for cell in row) for row in rows]
    return known.index(max(known)) if max(known) > 0 else 0


def _columns(headers: Sequence[str], rows: Sequence[Sequence[Cell]]) -> list[dict[str, Any]]:
    """Each column that holds anything: its place, its name, and some of what it holds."""
    found = []
    width = max([len(headers), *map(len, rows)])
    for place in range(width):
        name = headers[place] if place < len(headers) else ""
        samples = _samples(rows, place)
        if name or samples:
            found.append({"place": place, "name": name[:SAMPLE_LENGTH], "samples": samples})
    return found


def _samples(rows: Sequence[Sequence[Cell]], place: int) -> list[str]:
    """The first values of a column that differ."""
    found: list[str] = []
    for row in rows:
        text = cells.shown(row[place])[:SAMPLE_LENGTH] if place < len(row) else ""
        if text and text not in found:
            found.append(text)
        if len(found) == SAMPLES:
            break
    return found


def _month_first(lines: Sequence[tuple[int, Sequence[Cell]]], columns: dict[str, int]) -> bool:
    place = columns.get("date")
    if place is None:
        return False
    texts = (row[place] for _number, row in lines if place < len(row))
    return is_month_first(text for text in texts if isinstance(text, str))
