"""What the statistics of an association are about: its words, its years, and since when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, CharField, DateField, Max, Min, Q, Value
from django.db.models.functions import Cast

from benevalibre.associations.models import Association, Category, FiscalYear, Level, Project
from benevalibre.reports import rollups
from benevalibre.reports.models import AssociationMonth, DirtyMonth
from benevalibre.reports.periods import Year, as_day


@dataclass(frozen=True, slots=True)
class Word:
    """A category, level or project: its name, and a shorter one where it has one."""

    pk: int
    name: str
    short: str

    @property
    def label(self) -> str:
        """The name for charts and tables."""
        return self.short or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What there is to choose from; ``first`` and ``last`` are months in which something counts."""

    categories: Sequence[Word] = ()
    levels: Sequence[Word] = ()
    projects: Sequence[Word] = ()
    years: Sequence[Year] = ()
    first: date | None = None
    last: date | None = None
    names: Mapping[str, Mapping[int | None, str]] = field(default_factory=dict)


def offer(association: Association) -> Offer:
    """All of it, with the rollups up to date: one query where nothing was written meanwhile."""
    rows = _read(association)
    if any(row[0] == "dirty" for row in rows):
        rollups.refresh(association.pk)
        rows = _read(association)
    words = {
        kind: [
            Word(pk, name, short) for which, pk, name, short, _start, _end in rows if which == kind
        ]
        for kind in ("categories", "levels", "projects")
    }
    years = [_year(pk, start, end) for which, pk, _n, _s, start, end in rows if which == "year"]
    extent = next((row[4:] for row in rows if row[0] == "extent"), (None, None))
    return Offer(
        years=sorted(years, key=lambda year: year.start, reverse=True),
        first=as_day(extent[0]),
        last=as_day(extent[1]),
        names={kind: {word.pk: word.label for word in found} for kind, found in words.items()},
        **words,
    )


def _read(association: Association) -> list[tuple[Any, ...]]:
    """Rows of kind, id, name, short name, first and last day, as far as each kind has them."""
    none, nothing = Value(None, DateField()), Value("", CharField())
    here = Q(association_id=association.pk)
    months, dirty = AssociationMonth.objects.filter(here), DirtyMonth.objects.filter(here)
    parts = [
        _part(Category.objects.filter(here), "categories", "name", "short_name", none, none),
        _part(Level.objects.filter(here), "levels", "name", nothing, none, none),
        _part(Project.objects.filter(here), "projects", "name", nothing, none, none),
        _part(FiscalYear.objects.filter(here), "year", nothing, nothing, "start", "end"),
        _extent(dirty, "dirty"),
        _extent(months, "extent"),
    ]
    return list(parts[0].union(*parts[1:], all=True))


def _extent(months: Any, kind: str) -> Any:
    """One row with the first and last of ``months``; none where there are none."""
    nothing, key = Value("", CharField()), Cast("association_id", BigIntegerField())
    found = months.order_by().values("association_id").annotate(
        kind=Value(kind), key=key, label=nothing, short=nothing,
        first=Min("month"), last=Max("month"),
    )  # fmt: skip
    return found.values_list("kind", "key", "label", "short", "first", "last")


def _part(rows: Any, kind: str, *columns: Any) -> Any:
    names = ("label", "short", "first", "last")
    shown = {
        name: Cast(column, CharField() if name in {"label", "short"} else DateField())
        for name, column in zip(names, columns, strict=True)
    }
    key = Cast("pk", BigIntegerField())
    found = rows.order_by().annotate(kind=Value(kind), key=key, **shown)
    return found.values_list("kind", "key", *names)


def _year(pk: int, start: Any, end: Any) -> Year:
    first, last = as_day(start), as_day(end)
    if first is None or last is None:
        raise ValueError(pk)
    name = str(first.year) if first.year == last.year else f"{first.year}-{last.year}"
    return Year(pk, name, first, last)
