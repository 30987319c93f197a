"""JSON: an array of objects whose keys are the names of the columns."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any, Final

from benevalibre.documents.tables import Kind, Table, as_clock, clean, in_parts

_ENCODERS: Final[dict[Kind, Callable[[Any], str | int | float | bool]]] = {
    Kind.TEXT: clean,
    Kind.DATE: date.isoformat,
    Kind.WHOLE: int,
    # JSON knows no other number: the shortest one that reads back as the same decimal is written.
    Kind.DECIMAL: Decimal.__float__,
    Kind.BOOLEAN: bool,
    Kind.DURATION: as_clock,
}


def write_json(table: Table) -> Iterator[bytes]:
    """One object a line; dates as ISO, codes instead of labels, null for nothing."""
    return in_parts(_texts(table))


def _texts(table: Table) -> Iterator[str]:
    names = table.names
    encoders = [_ENCODERS[column.kind] for column in table.columns]
    before = "[\n"
    for row in table.rows:
        cells = zip(names, encoders, row, strict=True)
        found = {name: None if cell is None else encode(cell) for name, encode, cell in cells}
        yield before + json.dumps(found, ensure_ascii=False)
        before = ",\n"
    yield "\n]\n" if before == ",\n" else "[]\n"
