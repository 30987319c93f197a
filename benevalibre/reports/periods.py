"""Spans of time that are looked at, their names, and those before them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.utils.translation import gettext as _

from benevalibre.ui.formats import format_month, format_period

EVER: Final = "all"
DATES: Final = "dates"
ONE_DAY: Final = timedelta(days=1)
FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2100

_CODE: Final = re.compile(r"(?P<year>20[0-9]{2}|2100)(?:-(?P<month>0[1-9]|1[0-2]))?")


@dataclass(frozen=True, slots=True)
class Period:
    """Two days, both included (None: no bound), what they are called, and how addresses say it."""

    code: str
    name: str
    start: date | None = None
    end: date | None = None

    @property
    def is_month(self) -> bool:
        """Is it one calendar month?"""
        return len(self.code) == len("2026-05") and self.code[:1] == "2"

    def holds(self, day: date) -> bool:
        """Does it hold ``day``, with days after it?"""
        return bool(self.start and self.end and self.start <= day < self.end)


@dataclass(frozen=True, slots=True)
class Year:
    """A fiscal year: its id, its name and its days, both included."""

    pk: int
    name: str
    start: date
    end: date

    @property
    def period(self) -> Period:
        """It, as a period."""
        name = _("exercice %(year)s") % {"year": self.name}
        return Period(f"fiscal-{self.pk}", name, self.start, self.end)


def ever() -> Period:
    """All that was ever given."""
    return Period(EVER, _("depuis le début"))


def calendar_year(year: int) -> Period:
    """A calendar year."""
    return Period(f"{year:04}", f"{year:04}", date(year, 1, 1), date(year, 12, 31))


def month(first: date) -> Period:
    """The calendar month of a day."""
    first = first.replace(day=1)
    last = (first + timedelta(days=32)).replace(day=1) - ONE_DAY
    return Period(f"{first:%Y-%m}", format_month(first), first, last)


def between(start: date, end: date) -> Period:
    """Two dates, both included."""
    return Period(DATES, format_period(start, end), start, end)


def read(code: str, years: Sequence[Year]) -> Period | None:
    """The period of ``code``: a year, a month, all, or one of the fiscal ``years``; else None."""
    if code == EVER:
        return ever()
    for year in years:
        if code == f"fiscal-{year.pk}":
            return year.period
    match = _CODE.fullmatch(code)
    if match is None:
        return None
    if match["month"]:
        return month(date(int(match["year"]), int(match["month"]), 1))
    return calendar_year(int(match["year"]))


def current(today: date, years: Sequence[Year]) -> Period:
    """The fiscal year of ``today``, else its calendar year."""
    covering = (year.period for year in years if year.start <= today <= year.end)
    return next(covering, calendar_year(today.year))


def before(period: Period, years: Sequence[Year], *, today: date | None) -> Period | None:
    """What comes just before ``period``; None before all.

    Where ``today`` is given and lies in the period, the one before stops at the same point.
    """
    found = _before(period, years)
    if found is None or today is None or not period.holds(today):
        return found
    if found.start is None or found.end is None or period.start is None:
        return found
    end = min(found.end, _same_point(period, found.start, today))
    name = _("%(period)s à la même date") % {"period": found.name}
    return Period(DATES, name, found.start, end)


def _before(period: Period, years: Sequence[Year]) -> Period | None:
    start, end = period.start, period.end
    if start is None or end is None or start.year <= FIRST_YEAR:
        return None
    for year in years:
        if period.code.startswith("fiscal-") and year.end == start - ONE_DAY:
            return year.period
    if period.is_month:
        return month(start - ONE_DAY)
    if period.code == DATES:
        return between(start - (end - start) - ONE_DAY, start - ONE_DAY)
    if period.code.startswith("fiscal-"):
        return between(a_year_before(start), start - ONE_DAY)
    return calendar_year(start.year - 1)


def _same_point(period: Period, start: date, today: date) -> date:
    """As far into a period from ``start`` as ``today`` is into ``period``."""
    if period.is_month or period.start is None or a_year_before(period.start) != start:
        return start + (today - (period.start or today))
    return a_year_before(today)


def a_year_before(day: date) -> date:
    """The same day of the year before; 28 February for the 29th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def as_day(value: Any) -> Any:
    """A date of a union, which SQLite gives as text; None stays."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def months_of(start: date, end: date) -> list[date]:
    """The first days of the months from ``start`` to ``end``."""
    first, last = start.year * 12 + start.month - 1, end.year * 12 + end.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(first, last + 1)]


def name_of(part: str) -> str:
    """« 2026 » as it is, « 2026-05 » as a month."""
    return part if len(part) == len("2026") else format_month(date.fromisoformat(f"{part}-01"))


def lived(period: Period, first: date | None, last: date | None, *, today: date) -> list[date]:
    """The months of ``period`` in which something may have been given.

    ``first`` and ``last`` are those in which something was.
    """
    start, end = period.start or first, period.end or last
    if start is None or end is None:
        return []
    latest = max(today, last or today)
    return months_of(start, min(end, latest)) if start <= latest else []
