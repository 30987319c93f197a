"""Dates as people write them in spreadsheets: the French way first."""

import datetime
import re
from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext as _

from benevalibre.namekeys import sort_key

MONTHS: Final = {
    "janvier": 1, "janv": 1, "jan": 1, "january": 1,
    "fevrier": 2, "fevr": 2, "fev": 2, "february": 2, "feb": 2,
    "mars": 3, "mar": 3, "march": 3,
    "avril": 4, "avr": 4, "april": 4, "apr": 4,
    "mai": 5, "may": 5,
    "juin": 6, "june": 6, "jun": 6,
    "juillet": 7, "juil": 7, "july": 7, "jul": 7,
    "aout": 8, "aou": 8, "august": 8, "aug": 8,
    "septembre": 9, "sept": 9, "sep": 9, "september": 9,
    "octobre": 10, "oct": 10, "october": 10,
    "novembre": 11, "nov": 11, "november": 11,
    "decembre": 12, "dec": 12, "december": 12,
}  # fmt: skip
_TIME: Final = r"(?:[ t]+[0-9]{1,2}[:h][0-9]{0,2}(?::[0-9]{2})?(?:\.[0-9]+)?(?:z|[+-][0-9:]{5})?)?"
_FIGURES: Final = re.compile(
    r"(?P<one>[0-9]{1,2}) ?[/.\- ] ?(?P<two>[0-9]{1,2}) ?[/.\- ] ?"
    rf"(?P<year>[0-9]{{4}}|[0-9]{{2}}){_TIME}"
)
_ISO: Final = re.compile(
    rf"(?P<year>[0-9]{{4}})[/.\-]?(?P<month>[0-9]{{2}})[/.\-]?(?P<day>[0-9]{{2}}){_TIME}"
)
_WORDS: Final = re.compile(
    r"(?:[a-z]+[.,]? )?(?P<day>[0-9]{1,2})(?:er|st|nd|rd|th)?[ \-.]+(?P<month>[a-z]+)\.?[ \-.,]+"
    r"(?P<year>[0-9]{4}|[0-9]{2})"
)


def read_day(text: str, *, month_first: bool = False) -> datetime.date:
    """A date written in figures or in words; ``ValueError`` with a sentence where it is none.

    ``month_first`` reads « 08/25/2026 » as 25 August.
    """
    plain = sort_key(text)[:60]
    year, month, number = 0, 0, 0
    if match := _ISO.fullmatch(plain):
        year, month, number = int(match["year"]), int(match["month"]), int(match["day"])
    elif match := _FIGURES.fullmatch(plain):
        first, second = int(match["one"]), int(match["two"])
        number, month = (second, first) if month_first else (first, second)
        year = _year(match["year"])
    elif match := _WORDS.fullmatch(plain):
        year, month = _year(match["year"]), MONTHS.get(match["month"], 0)
        number = int(match["day"])
    try:
        return datetime.date(year, month, number)
    except ValueError as error:
        raise ValueError(
            _("«\u00a0%(text)s\u00a0» n’est pas une date. Écrivez par exemple 25/08/2026.")
            % {"text": text[:40]}
        ) from error


def is_month_first(texts: Iterable[str]) -> bool:
    """Are these dates in figures those of a country that writes the month first?

    Only where one of them can be nothing else, and none can only be the other way.
    """
    is_possible = False
    for text in texts:
        match = _FIGURES.fullmatch(sort_key(text)[:60])
        if match and int(match["one"]) > 12:
            return False
        is_possible = is_possible or bool(match and int(match["two"]) > 12)
    return is_possible


def _year(written: str) -> int:
    return int(written) + (2000 if len(written) == 2 else 0)
