"""CSV, for a French spreadsheet or for machines.

A spreadsheet takes text that begins with ``=`` for a formula, and runs it. Such a text gets an
apostrophe before it, as OWASP advises against « CSV injection »; numbers keep their sign.
"""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any, Final

from benevalibre.documents.tables import (
    Cell,
    Column,
    Kind,
    Table,
    as_clock,
    clean,
    in_parts,
    labelled,
)

_DANGEROUS: Final = re.compile(r"[\s\u200b\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\n]")
_ROWS: Final = 200

Encoder = Callable[[Any], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How a CSV is written: ``start`` comes before everything, and is not part of a cell."""

    start: str
    delimiter: str
    decimal_mark: str
    date_format: str
    booleans: tuple[str, str]
    says_labels: bool


FRENCH: Final = Dialect(
    start="\ufeff",
    delimiter=";",
    decimal_mark=",",
    date_format="%d/%m/%Y",
    booleans=("non", "oui"),
    says_labels=True,
)
MACHINES: Final = Dialect(
    start="",
    delimiter=",",
    decimal_mark=".",
    date_format="%Y-%m-%d",
    booleans=("false", "true"),
    says_labels=False,
)


def write_french_csv(table: Table) -> Iterator[bytes]:
    """UTF-8 with its mark, semicolons, decimal commas, « 31/12/2026 »."""
    return in_parts(_texts(table, FRENCH))


def write_machine_csv(table: Table) -> Iterator[bytes]:
    """UTF-8, commas, decimal points, ISO dates, codes instead of labels."""
    return in_parts(_texts(table, MACHINES))


def harmless(text: str) -> str:
    """``text`` that no spreadsheet runs: with an apostrophe before what looks like a formula."""
    cleaned = clean(text)
    return f"'{cleaned}" if _DANGEROUS.match(cleaned) else cleaned


def _texts(table: Table, dialect: Dialect) -> Iterator[str]:
    yield dialect.start
    buffer = StringIO()
    writer = csv.writer(buffer, delimiter=dialect.delimiter, lineterminator="\r\n")
    encoders = [_encoder(column, dialect) for column in table.columns]
    writer.writerow(map(harmless, table.names))
    for number, row in enumerate(table.rows, 1):
        writer.writerow(_encoded(encoders, row))
        if number % _ROWS == 0:
            yield _taken(buffer)
    yield _taken(buffer)


def _encoded(encoders: Sequence[Encoder], row: Sequence[Cell]) -> list[str]:
    pairs = zip(encoders, row, strict=True)
    return ["" if cell is None else encode(cell) for encode, cell in pairs]


def _encoder(column: Column, dialect: Dialect) -> Encoder:
    """What writes the cells of a column that are not None."""
    if column.labels and dialect.says_labels:
        return lambda code: harmless(labelled(column, code))
    mark = dialect.decimal_mark
    encoders: dict[Kind, Encoder] = {
        Kind.TEXT: harmless,
        Kind.DATE: lambda day: str(day.strftime(dialect.date_format)),
        Kind.WHOLE: str,
        Kind.DECIMAL: lambda number: f"{number:f}".replace(".", mark),
        Kind.BOOLEAN: dialect.booleans.__getitem__,
        Kind.DURATION: as_clock,
    }
    return encoders[column.kind]


def _taken(buffer: StringIO) -> str:
    """What is in ``buffer``, which is emptied."""
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text
