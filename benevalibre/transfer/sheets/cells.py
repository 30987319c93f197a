"""What a cell says, once it is known what its column holds: a day, a duration, a distance.

Cells are as ``opening`` writes them. There is no float on the way of a figure.
"""

import datetime
import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any, Final, TypeAlias

from django.utils.translation import gettext as _

from benevalibre.transfer.sheets.days import read_day
from benevalibre.ui.durations import MAXIMUM_MINUTES, parse_duration
from benevalibre.ui.formats import distance_as_typed, format_period, parse_distance

Cell: TypeAlias = str | list[Any]

EPOCH: Final = datetime.datetime.fromisoformat("1899-12-30")
HALF_A_MINUTE: Final = datetime.timedelta(seconds=30)
SERIALS: Final = range(36_526, 73_051)
"""Dates of the years 2000 to 2099, as spreadsheets number days."""
_CLOCK: Final = re.compile(
    r"(?:(?P<days>[0-9]{1,4}) days?, ?)?(?P<hours>[0-9]{1,5}):(?P<minutes>[0-5][0-9])"
    r":(?P<seconds>[0-5][0-9])(?:\.[0-9]+)?"
)
_ISO: Final = re.compile(
    r"P(?:(?P<days>[0-9]{1,4})D)?T(?:(?P<hours>[0-9]{1,5})H)?(?:(?P<minutes>[0-9]{1,6})M)?"
    r"(?:(?P<seconds>[0-9]{1,6})(?:[.,][0-9]+)?S)?"
)
_DECIMAL: Final = re.compile(r"[0-9]{1,7}(?:[.,][0-9]{1,12})?")
_HARMLESS: Final = re.compile(r"'(?=[\s\u200b\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20])")
_SPACES: Final = re.compile(r"[\s\u00a0\u202f\u2009]+")


def text(cell: Cell, *, lines: bool = False) -> str:
    """What is written in the cell, without control characters, on one line unless ``lines``.

    The apostrophe by which our exports disarm a formula is taken off again.
    """
    raw = cell if isinstance(cell, str) else _written(cell)
    if raw.startswith("'"):
        raw = _HARMLESS.sub("", raw, count=1)
    if raw.isprintable() and "  " not in raw:
        return raw.strip()
    kept = "".join(
        letter
        for letter in raw.replace("\r\n", "\n").replace("\r", "\n")
        if letter in "\n\t" or unicodedata.category(letter) not in {"Cc", "Cs", "Co", "Cn"}
    )
    return kept.strip() if lines else _SPACES.sub(" ", kept).strip()


def day(cell: Cell, *, month_first: bool = False) -> datetime.date:
    """A date; ``ValueError`` with a sentence where it is none."""
    if isinstance(cell, list):
        tag, value = cell
        if tag in {"d", "D"}:
            return datetime.date.fromisoformat(value[:10])
        number = _decimal(value) if tag == "n" else None
        if number is not None and int(number) in SERIALS:
            return (EPOCH + datetime.timedelta(days=int(number))).date()
    return read_day(text(cell), month_first=month_first)


def minutes(cell: Cell, *, day_minutes: int | None = None) -> int:
    """A duration written in any of our ways, or a time of a spreadsheet, in minutes.

    ``ValueError`` with a sentence where it is none, or may be two.
    """
    if isinstance(cell, list):
        tag, value = cell
        if tag == "m":
            return _sane(int(value))
        if tag == "D":
            since = datetime.datetime.fromisoformat(value) - EPOCH
            if since < datetime.timedelta(days=417):
                return _sane((since + HALF_A_MINUTE) // datetime.timedelta(minutes=1))
        if tag == "n":
            return parse_duration(_short(value), day_minutes=day_minutes)
    written = text(cell)
    match = _CLOCK.fullmatch(written) or (_ISO.fullmatch(written) if "T" in written else None)
    return _counted(match) if match else parse_duration(written, day_minutes=day_minutes)


def hours(cell: Cell, *, day_minutes: int | None = None) -> int:
    """A number of hours with decimals, in minutes, half-up; else as ``minutes`` reads it."""
    written = cell[1] if isinstance(cell, list) and cell[0] == "n" else text(cell)
    number = _decimal(written) if isinstance(written, str) else None
    if number is None:
        return minutes(cell, day_minutes=day_minutes)
    return _sane(int((number * 60).quantize(Decimal(1), rounding=ROUND_HALF_UP)))


def whole_minutes(cell: Cell) -> int:
    """A number of minutes; else as ``minutes`` reads it."""
    written = cell[1] if isinstance(cell, list) and cell[0] == "n" else text(cell)
    number = _decimal(written) if isinstance(written, str) else None
    if number is None:
        return minutes(cell)
    return _sane(int(number.quantize(Decimal(1), rounding=ROUND_HALF_UP)))


def distance(cell: Cell) -> int:
    """Kilometres, in hundredths; a number of a spreadsheet is rounded half-up."""
    if isinstance(cell, list) and cell[0] == "n":
        number = _decimal(cell[1])
        if number is not None:
            hundredths = (number * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP)
            return parse_distance(distance_as_typed(int(hundredths)))
    return parse_distance(text(cell))


def shown(cell: Cell) -> str:
    """What a page shows of the cell: dates as people write them."""
    if isinstance(cell, list) and cell[0] in {"d", "D"}:
        return format_period(datetime.date.fromisoformat(cell[1][:10]))
    return text(cell)


def is_empty(cell: Cell) -> bool:
    """Is there nothing in it?"""
    return isinstance(cell, str) and not text(cell)


def _written(cell: list[Any]) -> str:
    tag, value = cell
    if tag == "b":
        return "oui" if value else "non"
    if tag == "m":
        return f"{int(value) // 60}:{int(value) % 60:02}"
    return _short(value) if tag == "n" else str(value)


def _short(number: str) -> str:
    """A number of a spreadsheet without the zeros at its end, rounded where it is not exact."""
    decimal = Decimal(number)
    if -decimal.as_tuple().exponent > 6:  # type: ignore[operator]
        decimal = round(decimal, 6)
    written = f"{decimal:f}"
    return written.rstrip("0").removesuffix(".") if "." in written else written


def _decimal(written: str) -> Decimal | None:
    joined = _SPACES.sub("", written)
    try:
        return Decimal(joined.replace(",", ".")) if _DECIMAL.fullmatch(joined[:40]) else None
    except InvalidOperation:
        return None


def _counted(match: re.Match[str]) -> int:
    parts = {name: int(found or 0) for name, found in match.groupdict().items()}
    seconds = (parts["days"] * 24 + parts["hours"]) * 3600 + parts["minutes"] * 60
    return _sane((seconds + parts["seconds"] + 30) // 60)


def _sane(found: int) -> int:
    if not 0 <= found <= MAXIMUM_MINUTES:
        raise ValueError(_("C’est plus de 10\u202f000\u00a0h. Vérifiez la durée."))
    return found
