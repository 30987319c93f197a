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
from typing import Any, Final, NamedTuple

from django.db.models import CharField, Count, Max, Q, Subquery, Sum, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from benevalibre.accounts.models import User
from benevalibre.associations.models import (
    Association,
    DefaultCategory,
    Membership,
    Travel,
)
from benevalibre.associations.models.association import State
from benevalibre.reports import periods
from benevalibre.reports.lines import LEAST, Line, arrange, fold
from benevalibre.reports.models import AssociationMonth, AssociationYear, DefaultCategoryYear
from benevalibre.reports.reading import Joined, split_ids
from benevalibre.ui.formats import format_month

COUNTED: Final = (State.ACTIVE, State.FROZEN, State.ARCHIVED)
MONTHS_SHOWN: Final = 24


class Place(NamedTuple):
    """An association, as the figures need it."""

    state: str
    hidden: bool
    travel: str
    field: str


class Row(NamedTuple):
    """A year of an association."""

    association: int
    year: int
    actions: int
    minutes: int
    travel: int
    people: Sequence[str]


class Sources:
    """What is read once, whatever is asked; the rollups are to be refreshed beforehand."""

    @cached_property
    def places(self) -> dict[int, Place]:
        """Every association."""
        rows = Association.objects.order_by().values_list(
            "pk", "state", "hidden", "policy_travel", "activity_field__name"
        )
        return {pk: Place(state, hidden, travel, field or "")
                for pk, state, hidden, travel, field in rows}  # fmt: skip

    @cached_property
    def rows(self) -> list[Row]:
        """Every year of every association that counts, with its people."""
        found = AssociationYear.objects.order_by().values_list(
            "association_id", "year", "actions", "minutes", "travel", "people"
        )
        counted = {pk for pk, place in self.places.items() if place.state in COUNTED}
        return [
            Row(*row[:-1], row[-1].split(",") if row[-1] else ())
            for row in found
            if row[0] in counted
        ]

    @property
    def years(self) -> set[int]:
        """The years in which something counts."""
        return {row.year for row in self.rows}

    @cached_property
    def same_person(self) -> dict[str, str]:
        """For people with a place in several associations: each id and the one counted for it."""
        several = (
            Membership.objects.exclude(user=None)
            .order_by()
            .values("user")
            .annotate(places=Count("pk"))
            .filter(places__gt=1)
        )
        rows = Membership.objects.filter(user__in=several.values("user")).order_by("pk")
        first: dict[int, str] = {}
        return {
            str(pk): first.setdefault(user, str(pk)) for pk, user in rows.values_list("pk", "user")
        }

    @cached_property
    def _nomenclature(self) -> list[Any]:
        """The lines of the nomenclature, and beside each how many accounts are active."""
        active = User.objects.filter(is_active=True).order_by().values("is_active")
        counted = active.annotate(figure=Count("pk")).values("figure")
        return list(DefaultCategory.objects.annotate(accounts=Subquery(counted)))

    @property
    def natures(self) -> dict[int, str]:
        """The names of the nomenclature."""
        return {row.pk: str(row) for row in self._nomenclature}

    @property
    def accounts(self) -> int:
        """How many accounts are active."""
        return self._nomenclature[0].accounts if self._nomenclature else 0


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
        found = (
            rows.exclude(association_id__in=self._others)
            .order_by()
            .values(key)
            .annotate(
                s_actions=Sum("actions"),
                s_minutes=Sum("minutes"),
                s_travel=Sum("travel", filter=Q(association_id__in=included), default=0),
                s_places=Count("pk"),
                s_ids=self._ids,
            )
            .values_list(key, "s_actions", "s_minutes", "s_travel", "s_places", "s_ids")
        )
        return [
            Line(
                key=which,
                name=names.get(which, ""),
                actions=int(actions),
                minutes=int(minutes + travel),
                places=places,
                ids=frozenset(split_ids([ids])),
            )
            for which, actions, minutes, travel, places, ids in found
        ]

    @property
    def _ids(self) -> Any:
        """Which associations a line is made of: only asked where one of them is hidden."""
        if self.is_guarded:
            return Joined(Cast("association_id", CharField()))
        return Max(Value(""), output_field=CharField())

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
            people=self._people(set().union(*(row.people for row in rows))),
            minutes=sum(
                row.minutes + (row.travel if row.association in self._included else 0)
                for row in rows
            ),
            places=len(ids),
            ids=frozenset(ids),
        )

    def _people(self, members: set[str]) -> int:
        """How many people that many places are."""
        same = self.sources.same_person
        several = members & same.keys()
        return len(members) - len(several) + len({same[member] for member in several})

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
