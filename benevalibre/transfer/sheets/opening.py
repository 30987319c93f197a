"""Opens a workbook in a process of its own, whose memory and time are bounded.

A file of some kilobytes may claim seventeen thousand million cells, which the reader would set
aside at once: it is not for a web server to find out. Run as a program, this reads the workbook
on its standard input and writes JSON, ``[number, cells]`` for each line that is not empty of its
first sheet that holds anything. It imports nothing of the application.

A cell is a text, or a list of two: ``["n", "2.25"]`` a number, ``["d", "2026-08-12"]`` a date,
``["D", "2026-08-12T10:00:00"]`` a date with a time, ``["m", 135]`` minutes, ``["b", true]``.
"""

import datetime
import json
import sys
from decimal import Decimal
from typing import Any, Final

MEMORY: Final = 1024 * 1024 * 1024
PROCESSOR_SECONDS: Final = 20
WRITTEN: Final = 128 * 1024 * 1024
MOST_LINES: Final = 20_000
MOST_COLUMNS: Final = 60
MOST_CHARACTERS: Final = 10_000
MINUTE: Final = 60_000_000
LARGEST: Final = 10**15

TOO_MANY_LINES: Final = 3
NOTHING_INSIDE: Final = 4


def bound() -> None:
    """Take limits that the system holds this process to, where it knows any."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, PROCESSOR_SECONDS),
        (resource.RLIMIT_FSIZE, WRITTEN),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def cell(value: Any) -> Any:
    """A value of the reader as JSON; see above."""
    if isinstance(value, bool):
        return ["b", value]
    if isinstance(value, int | float):
        return ["n", f"{Decimal(repr(value)):f}"] if abs(value) < LARGEST else str(value)
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        return _moment(value)
    return str(value).replace("\0", "").strip()[:MOST_CHARACTERS]


def _moment(value: Any) -> list[Any]:
    if isinstance(value, datetime.datetime):
        return ["D", value.isoformat(timespec="seconds")]
    if isinstance(value, datetime.date):
        return ["d", value.isoformat()]
    if isinstance(value, datetime.time):
        value = datetime.timedelta(
            hours=value.hour,
            minutes=value.minute,
            seconds=value.second,
            microseconds=value.microsecond,
        )
    whole = value // datetime.timedelta(microseconds=1)
    return ["m", (whole + MINUTE // 2) // MINUTE]


def write(source: Any, out: Any) -> int:
    """Write the first sheet that holds something; the code to leave with."""
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(source)
    for place, about in enumerate(book.sheets_metadata):
        if about.visible != SheetVisibleEnum.Visible:
            continue
        sheet = book.get_sheet_by_index(place)
        if sheet.start is not None:
            return _lines(sheet, out)
    return NOTHING_INSIDE


def _lines(sheet: Any, out: Any) -> int:
    count = 0
    for number, row in enumerate(sheet.iter_rows(), sheet.start[0] + 1):
        cells = [cell(value) for value in row[:MOST_COLUMNS]]
        if not any(value != "" for value in cells):
            continue
        count += 1
        if count > MOST_LINES + 1:
            return TOO_MANY_LINES
        out.write(json.dumps([number, cells]) + "\n")
    return 0 if count else NOTHING_INSIDE


if __name__ == "__main__":
    bound()
    left_with = write(sys.stdin.buffer, sys.stdout)
    sys.stdout.flush()
    sys.exit(left_with)
