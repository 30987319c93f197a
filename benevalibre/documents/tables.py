"""A table to be written to a file: typed columns, and rows that are read one at a time."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum, auto
from itertools import chain, islice
from typing import Final, TypeAlias, TypeVar

Cell: TypeAlias = str | date | int | Decimal | bool | None
ItemT = TypeVar("ItemT")

PART: Final = 64 * 1024
MOST_ROWS: Final = 1_048_576

_LINE_ENDS: Final = re.compile(r"\r\n?")
_REFUSED: Final = re.compile(r"[\[\]:*?/\\\n\t]")
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class Kind(Enum):
    """What a column holds, as Python gives it: any cell may also be None, for nothing."""

    TEXT = auto()
    DATE = auto()
    WHOLE = auto()
    DECIMAL = auto()
    BOOLEAN = auto()
    DURATION = auto()
    """Whole minutes."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in the first line, what it holds, and ``labels`` of codes.

    Where there are labels the cells are codes: a file for people says their labels, one for
    machines the codes.
    """

    name: str
    kind: Kind = Kind.TEXT
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """``title`` names the sheet; each row has a cell for each column. Rows are read once."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]

    @property
    def names(self) -> list[str]:
        """The first line."""
        return [column.name for column in self.columns]


def clean(text: str) -> str:
    """``text`` without what XML cannot hold; lines end in a line feed."""
    return _ILLEGAL.sub("", _LINE_ENDS.sub("\n", text) if "\r" in text else text)


def labelled(column: Column, code: str) -> str:
    """What people read for ``code``: its label, or itself where the column has none for it."""
    return clean(str(column.labels.get(code, code)))


def as_clock(minutes: int) -> str:
    """Minutes as « 2:15:00 », which spreadsheets take for a duration, and so did 2.0.1."""
    return f"{minutes // 60}:{minutes % 60:02}:00"


def sheet_title(title: str, number: int) -> str:
    """The name of a sheet, of 31 characters at most, without those that spreadsheets refuse."""
    short = _REFUSED.sub(" ", clean(title))[:26].strip(" '") or "1"
    return short if number == 1 else f"{short} {number}"


def in_parts(texts: Iterable[str]) -> Iterator[bytes]:
    """The same text as UTF-8, in parts of about 64 KiB."""
    waiting: list[str] = []
    size = 0
    for text in texts:
        waiting.append(text)
        size += len(text)
        if size >= PART:
            yield "".join(waiting).encode()
            waiting.clear()
            size = 0
    if waiting:
        yield "".join(waiting).encode()


def in_sheets(rows: Iterable[ItemT], most: int) -> Iterator[Iterable[ItemT]]:
    """The rows by ``most``, for sheets that hold no more; one empty sheet where there is none.

    Each part is read to its end before the next is asked for.
    """
    remaining = iter(rows)
    yield islice(remaining, most)
    for first in remaining:
        yield chain([first], islice(remaining, most - 1))
