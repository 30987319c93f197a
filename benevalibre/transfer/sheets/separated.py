"""CSV as it comes from anywhere: its encoding and its separator are found out."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Final

from benevalibre.transfer.sheets.columns import count_known
from benevalibre.transfer.sheets.opening import MOST_CHARACTERS, MOST_COLUMNS

SEPARATORS: Final = ";,\t|"
LOOKED_AT: Final = 50
WIDE_MARKS: Final = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def decode(content: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 (with its mark, or known by its zeros), Windows-1252.

    Never fails; what Windows-1252 does not know becomes « \ufffd ».
    """
    for mark, encoding in WIDE_MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    start = content[:2_000]
    if start and start.count(0) > len(start) // 4:
        encoding = "utf-16-le" if start[1::2].count(0) >= start[::2].count(0) else "utf-16-be"
        return content.decode(encoding, "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def separator(text: str) -> str:
    """What parts the cells: what makes the most known names, then the most even lines."""
    first = text.partition("\n")[0].strip().casefold()
    if first.startswith("sep=") and first[4:5] in SEPARATORS:
        return first[4:5] or "\t"
    return max(SEPARATORS, key=lambda sign: _worth(text, sign))


def read(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """The number and the cells of each line that is not empty; ``csv.Error`` where it is no CSV.

    A line is numbered as a spreadsheet numbers it: one that holds line ends in quotes is one.
    """
    text = decode(content).replace("\x00", "")
    for number, row in enumerate(_rows(text, separator(text)), 1):
        cells = [cell.strip()[:MOST_CHARACTERS] for cell in row[:MOST_COLUMNS]]
        if any(cells) and not (number == 1 and cells[0].casefold().startswith("sep=")):
            yield number, cells


def _rows(text: str, sign: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=sign)


def _worth(text: str, sign: str) -> tuple[int, int, int]:
    """Known names in the best line, lines of the usual width, that width."""
    try:
        rows = [row for row in islice(_rows(text, sign), LOOKED_AT) if row]
    except csv.Error:
        rows = []
    widths = Counter(len(row) for row in rows if len(row) > 1)
    width, even = widths.most_common(1)[0] if widths else (0, 0)
    return max((count_known(row) for row in rows[:10]), default=0), even, width
