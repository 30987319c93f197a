"""What the whole instance adds up to, without telling the figures of one hidden association.

Where hidden associations are among those counted, a sum in which they are is shown only if three
associations or more make it. Sums that are shown never overlap by year and by word at once, so
that one less the others says nothing either: by field and category for all years, by month in one.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, Final

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from benevalibre.associations.models import (
    Association,
    Travel,
)
from benevalibre.reports import periods
from benevalibre.reports.lines import LEAST, Line, arrange, fold
from benevalibre.reports.models import AssociationMonth, DefaultCategoryYear
from benevalibre.reports.sources import COUNTED, Place, Row, Sources
from benevalibre.ui.formats import format_month

MONTHS_SHOWN: Final = 24
MANY: Final = frozenset(f"*{n}" for n in range(LEAST))
"""Stands for associations that are too many to tell anything of one."""


@dataclass(frozen=True)
class WholeInstance:
    """The figures of ``year``, or of all years."""

    sources: Sources
    today: date
    year: int | None = None
    sort: str = ""

    @cached_property
    def counted(self) -> dict[int, Place]:
        """The associations that count: those being founded, arriving or gone do not."""
        return {pk: place for pk, place in self.sources.places.items() if place.state in COUNTED}

    @cached_property
    def _others(self) -> list[int]:
        return [pk for pk in self.sources.places if pk not in self.counted]

    @cached_property
    def _included(self) -> set[int]:
        return {pk for pk, place in self.counted.items() if place.travel == Travel.INCLUDED}

    @cached_property
    def is_guarded(self) -> bool:
        """Is one of them hidden?"""
        return any(place.hidden for place in self.counted.values())

    @cached_property
    def years(self) -> list[Line]:
        """By calendar year, the latest first."""
        lines = self._grouped(self.sources.rows, lambda row: row.year, str)
        shown = self._allowed(lines, _("Autres années"))
        return sorted(shown, key=lambda line: (line.is_rest, -(line.key or 0)))

    @cached_property
    def total(self) -> Line:
        """The year, or all of them; nothing where that would tell too much."""
        if self.year is not None:
            return next((line for line in self.years if line.key == self.year), Line(key=None))
        found = self._grouped(self.sources.rows, lambda _row: 0, lambda _key: "")
        if not found or self._tells(found[0]):
            return Line(key=None)
        return found[0]

    @cached_property
    def fields(self) -> list[Line]:
        """By field of activity."""
        if self.total.key is None or (self.is_guarded and self.year is not None):
            return []
        unsaid = _("Domaine non précisé")
        groups: dict[str, list[Row]] = {place.field: [] for place in self.counted.values()}
        for row in self.sources.rows:
            if self.year in {None, row.year}:
                groups[self.counted[row.association].field].append(row)
        places = Counter(place.field for place in self.counted.values())
        lines = [
            replace(self._line(name, name or unsaid, rows), places=places[name])
            for name, rows in groups.items()
        ]
        hidden = {place.field for place in self.counted.values() if place.hidden}
        shown = fold(
            lines,
            name=_("Autres domaines"),
            tells=lambda line: line.key in hidden and len(line.ids) < LEAST,
        )
        return arrange(self._without_people(shown), self.sort or "-minutes")

    @cached_property
    def natures(self) -> list[Line]:
        """By category of the instance's nomenclature."""
        if self.total.key is None or (self.is_guarded and self.year is not None):
            return []
        rows = DefaultCategoryYear.objects.all()
        if self.year is not None:
            rows = rows.filter(year=self.year)
        lines = self._sums(rows, "default_category_id", self.sources.natures)
        return arrange(self._allowed(lines, _("Autres catégories")), self.sort or "-minutes")

    @cached_property
    def months(self) -> list[Line]:
        """By month of the year; without one, the last two years where nothing is hidden."""
        if self.total.key is None or (self.is_guarded and self.year is None):
            return []
        months = self.columns
        rows = AssociationMonth.objects.filter(month__range=(months[0], months[-1]))
        names = {month: format_month(month) for month in months}
        found = self._allowed(self._sums(rows, "month", names), _("Autres mois"))
        return sorted(found, key=lambda line: (line.is_rest, line.key or date.max))

    @property
    def columns(self) -> list[date]:
        """The months that are looked at."""
        if self.year is not None:
            return periods.months_of(date(self.year, 1, 1), date(self.year, 12, 1))
        return periods.months_of(date(self.today.year - 2, 1, 1), self.today)[-MONTHS_SHOWN:]

    def _sums(self, rows: Any, key: str, names: Mapping[Any, str]) -> list[Line]:
        """Rollups added up by ``key`` in the database; their ids are those of associations."""
        included = Association.objects.filter(policy_travel=Travel.INCLUDED).values("pk")
        counted = rows.exclude(association_id__in=self._others).order_by()
        found = list(
            counted.values(key)
            .annotate(
                s_actions=Sum("actions"),
                s_minutes=Sum("minutes"),
                s_travel=Sum("travel", filter=Q(association_id__in=included), default=0),
                s_places=Count("pk"),
            )
            .values_list(key, "s_actions", "s_minutes", "s_travel", "s_places")
        )
        few = self._of_few(counted, key, [(which, places) for which, *_sums, places in found])
        return [
            Line(
                key=which,
                name=names.get(which, ""),
                actions=int(actions),
                minutes=int(minutes + travel),
                places=places,
                ids=few.get(which, MANY),
            )
            for which, actions, minutes, travel, places in found
        ]

    def _of_few(
        self, counted: Any, key: str, found: Sequence[tuple[Any, int]]
    ) -> dict[Any, frozenset[str]]:
        """The associations of the lines that so few make that they may have to be folded."""
        years = max(len(self.sources.years), 1)
        small = [which for which, places in found if places < LEAST * years]
        if not self.is_guarded or not small:
            return {}
        ids: dict[Any, set[str]] = {which: set() for which in small}
        for which, pk in counted.filter(**{f"{key}__in": small}).values_list(key, "association_id"):
            ids[which].add(str(pk))
        return {which: frozenset(found) for which, found in ids.items()}

    def _grouped(
        self, rows: Iterable[Row], key: Callable[[Row], Any], name: Callable[[Any], str]
    ) -> list[Line]:
        groups: dict[Any, list[Row]] = {}
        for row in rows:
            groups.setdefault(key(row), []).append(row)
        return [self._line(which, name(which), found) for which, found in groups.items()]

    def _line(self, key: Any, name: str, rows: list[Row]) -> Line:
        ids = {str(row.association) for row in rows}
        return Line(
            key=key,
            name=name,
            actions=sum(row.actions for row in rows),
            people=len(set().union(*(row.people for row in rows))),
            minutes=sum(
                row.minutes + (row.travel if row.association in self._included else 0)
                for row in rows
            ),
            places=len(ids),
            ids=frozenset(ids),
        )

    def _given(self, row: Row) -> int:
        """The minutes that count, by the rules of their association."""
        return row.minutes + (row.travel if row.association in self._included else 0)

    def _tells(self, line: Line) -> bool:
        """Would it tell the figures of a hidden association?"""
        if len(line.ids) >= LEAST or not self.is_guarded:
            return False
        return any(self.counted[int(pk)].hidden for pk in line.ids)

    def _allowed(self, lines: list[Line], rest: str) -> list[Line]:
        return self._without_people(fold(lines, name=rest, tells=self._tells))

    def _without_people(self, lines: list[Line]) -> list[Line]:
        """What was put together does not count people: its sets are of associations."""
        return [replace(line, people=0) if line.is_rest else line for line in lines]
