"""What one hour is worth on a day, and what minutes come to: pure functions in whole cents.

A reader finds each line again from what is printed: the hourly rate is rounded half-up to the
cent first, then minutes × rate ÷ 60 is (règlement ANC 2018-06, art. 211-1 for what is valued).
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Final

HUNDRED: Final = Decimal(100)

Steps = Sequence[tuple[date, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """So many cents an hour."""

    cents: int

    def hourly(self, day: date, smic: Steps) -> int:
        """The cents an hour on ``day``."""
        return self.cents


@dataclass(frozen=True, slots=True, kw_only=True)
class Multiple:
    """The minimum wage × ``coefficient`` × (1 + ``employer_percent`` ÷ 100)."""

    coefficient: Decimal
    employer_percent: Decimal = Decimal(0)

    def hourly(self, day: date, smic: Steps) -> int | None:
        """The cents an hour on ``day``, half-up; None before the first minimum wage known."""
        wage = in_force(smic, day)
        if wage is None:
            return None
        whole = wage * self.coefficient * (1 + self.employer_percent / HUNDRED)
        return int(whole.quantize(Decimal(1), ROUND_HALF_UP))


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """A rate from ``start`` on: for a level, else for a category, else for everything."""

    start: date
    amount: Fixed | Multiple
    category: int | None = None
    level: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days, both included, between which no rate changes."""

    start: date
    end: date


@dataclass(frozen=True, kw_only=True)
class Closed:
    """The days of a closed fiscal year, both included, and what its statement says of an hour.

    ``rates``: by first day of a period, category and level, whether it is valued, and the cents.
    """

    start: date
    end: date
    is_valued: bool
    with_travel: bool
    rates: Mapping[tuple[date, int, int | None], tuple[bool, int | None]]

    @cached_property
    def starts(self) -> list[date]:
        """The days on which its rates changed, and the day after it."""
        after = [self.end + timedelta(days=1)] if self.end < date.max else []
        return sorted({self.start, *after, *(start for start, _category, _level in self.rates)})

    def told(self, day: date, *, category: int, level: int | None) -> tuple[bool, int | None]:
        """Is it valued, and at how many cents an hour? ``LookupError`` for words of today only."""
        if not self.is_valued:
            return False, None
        start = max(start for start in self.starts if start <= day)
        return self.rates[start, category, level]


@dataclass(frozen=True, slots=True)
class Tariff:
    """All the prices of an association, with the minimum wage of each day.

    A closed year never changes: on its days what its statement says goes before the prices.
    """

    prices: Sequence[Price]
    smic: Steps
    closed: Sequence[Closed] = ()

    def closed_on(self, day: date) -> Closed | None:
        """The closed year that holds ``day``."""
        return next((year for year in self.closed if year.start <= day <= year.end), None)

    def told(
        self, day: date, *, category: int, level: int | None, is_valued: bool
    ) -> tuple[bool, int | None]:
        """Is an hour valued on ``day``, and at how many cents? ``is_valued``: is it so today?"""
        year = self.closed_on(day)
        if year is not None:
            with suppress(LookupError):
                return year.told(day, category=category, level=level)
        return is_valued, self.hourly(day, category=category, level=level) if is_valued else None

    def with_travel(self, day: date, *, today: bool) -> bool:
        """Is travel counted with the rest on ``day``? ``today``: is it so by the rules of today?"""
        year = self.closed_on(day)
        return today if year is None else year.with_travel

    def price(self, day: date, *, category: int, level: int | None) -> Price | None:
        """The most precise price in force: the level's, else the category's, else the general."""
        of_level = [p for p in self.prices if level is not None and p.level == level]
        of_category = [p for p in self.prices if p.level is None and p.category == category]
        general = [p for p in self.prices if p.level is None and p.category is None]
        for scope in (of_level, of_category, general):
            past = [price for price in scope if price.start <= day]
            if past:
                return max(past, key=lambda price: price.start)
        return None

    def hourly(self, day: date, *, category: int, level: int | None) -> int | None:
        """The cents of one hour on ``day``; None where no rate is in force: never zero."""
        price = self.price(day, category=category, level=level)
        return price.amount.hourly(day, self.smic) if price else None

    def periods(self, start: date, end: date) -> list[Period]:
        """``start`` to ``end``, both included, cut wherever a rate or the minimum wage changes."""
        cuts = {day for day, _cents in self.smic} | {price.start for price in self.prices}
        cuts = {day for day in cuts if self.closed_on(day) is None}
        cuts |= {day for year in self.closed for day in year.starts}
        starts = [start, *sorted(day for day in cuts if start < day <= end)]
        ends = [day - timedelta(days=1) for day in starts[1:]] + [end]
        return [Period(start=first, end=last) for first, last in zip(starts, ends, strict=True)]


def in_force(steps: Steps, day: date) -> int | None:
    """The figure of the last step that is not after ``day``."""
    past = [(since, figure) for since, figure in steps if since <= day]
    return max(past)[1] if past else None


def value(minutes: int, hourly_cents: int) -> int:
    """Minutes at so many cents an hour, in cents, half-up. Never negative minutes."""
    if minutes < 0 or hourly_cents < 0:
        raise ValueError("Neither time nor money is negative")
    return (minutes * hourly_cents * 2 + 60) // 120


def whole_euros(cents: int) -> int:
    """Cents in whole euros, half-up, as subsidy forms want them."""
    return (cents + 50) // 100


def total(values: Iterable[int | None]) -> int:
    """The sum of the lines that have a value."""
    return sum(cents for cents in values if cents is not None)
