"""How the hours of an association are priced between two days: by its rates, or by a statement."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Final, NamedTuple

from django.db.models import BigIntegerField, DateField, Q, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from benevalibre.associations.models import Association, Category, Travel
from benevalibre.reports.offering import Offer
from benevalibre.reports.periods import as_day
from benevalibre.reports.worth import Frozen, Rates
from benevalibre.valuation.freezing import closed
from benevalibre.valuation.models import Rate, SmicRate, Statement
from benevalibre.valuation.pricing import Closed, Fixed, Multiple, Price, Tariff

TRUE: Final = frozenset({"1", "true"})

Days = tuple[date | None, date | None]


class Row(NamedTuple):
    """A rate, a minimum wage, a category in hours only, or a statement."""

    kind: str
    key: int | None
    level: int | None
    start: Any
    end: Any
    one: str | None
    two: str | None
    three: str | None


@dataclass(frozen=True)
class Prices:
    """All that prices the hours of an association, read in one query."""

    association: Association
    offer: Offer
    rows: Sequence[Row]

    @property
    def with_travel(self) -> bool:
        """Is travel worth as much as the rest?"""
        return self.association.policy_travel == Travel.INCLUDED

    def of(self, days: Days, words: Mapping[str, int]) -> Rates | Frozen:
        """What prices the days, both included.

        The statement of a year closed on just these; else rates, on the days of closed years
        those of their statements.
        """
        statements = [row for row in self._of("statement") if _meet(_days(row), days)]
        for row in statements:
            if _days(row) == days:
                return self._frozen(row, words)
        closed = [self._closed(row) for row in statements]
        return Rates(
            tariff=Tariff([_price(row) for row in self._of("rate")], self._wages, closed),
            unvalued=frozenset(row.key for row in self._of("unvalued") if row.key),
            with_travel=self.with_travel,
            start=days[0],
            end=days[1],
        )

    def _of(self, kind: str) -> list[Row]:
        return [row for row in self.rows if row.kind == kind]

    @property
    def _wages(self) -> list[tuple[date, int]]:
        return sorted((as_day(row.start), row.key or 0) for row in self._of("smic"))

    @cached_property
    def _names(self) -> dict[str, dict[str, int]]:
        kinds = {
            "category": self.offer.categories,
            "level": self.offer.levels,
            "project": self.offer.projects,
        }
        return {kind: {word.name: word.pk for word in found} for kind, found in kinds.items()}

    def _closed(self, row: Row) -> Closed:
        start, end = _days(row)
        return closed(
            start,
            end,
            is_valued=row.three in TRUE,
            with_travel=row.two in TRUE,
            lines=json.loads(row.one or "[]"),
            names=self._names,
        )

    def _frozen(self, row: Row, words: Mapping[str, int]) -> Frozen:
        return Frozen(
            number=row.key or 0,
            is_valued=row.three in TRUE,
            with_travel=row.two in TRUE,
            lines=json.loads(row.one or "[]"),
            names=self._names,
            words=words,
        )


def prices(association: Association, offer: Offer, days: Sequence[Days]) -> Prices:
    """What prices the hours of each of ``days``; one query."""
    met = Q()
    for start, end in days:
        since, until = start or date.min, end or date.max
        met |= Q(fiscal_year__start__lte=until, fiscal_year__end__gte=since)
    here = Q(association_id=association.pk)
    parts = [
        _part(
            Rate.objects.filter(here), "rate", key="category_id", level="level_id", start="start",
            one="cents", two="coefficient", three="employer_percent",
        ),
        _part(SmicRate.objects.all(), "smic", key="cents", start="start"),
        _part(Category.objects.filter(here, is_valued=False), "unvalued", key="pk"),
        _part(
            Statement.objects.in_force().filter(here & met), "statement", key="number",
            start="fiscal_year__start", end="fiscal_year__end", one=KT("figures__lines"),
            two=KT("figures__travel_included"), three="is_valued",
        ),
    ]  # fmt: skip
    rows = parts[0].union(*parts[1:], all=True)
    return Prices(association, offer, [Row._make(row) for row in rows])


def _part(found: Any, kind: str, **columns: Any) -> Any:
    types: dict[str, Any] = {
        "key": BigIntegerField(), "level": BigIntegerField(), "start": DateField(),
        "end": DateField(), "one": TextField(), "two": TextField(), "three": TextField(),
    }  # fmt: skip
    shown = {
        f"c_{name}": Cast(columns.get(name, Value(None)), output) for name, output in types.items()
    }
    rows = found.order_by().annotate(c_kind=Value(kind), **shown)
    return rows.values_list("c_kind", *shown)


def _days(row: Row) -> tuple[date, date]:
    return as_day(row.start), as_day(row.end)


def _meet(year: tuple[date, date], days: Days) -> bool:
    return year[0] <= (days[1] or date.max) and year[1] >= (days[0] or date.min)


def _price(row: Row) -> Price:
    amount: Fixed | Multiple
    if row.one is not None:
        amount = Fixed(cents=int(row.one))
    else:
        amount = Multiple(
            coefficient=Decimal(row.two or 0), employer_percent=Decimal(row.three or 0)
        )
    return Price(start=as_day(row.start), amount=amount, category=row.key, level=row.level)
