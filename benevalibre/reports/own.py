"""What one person gave, across associations."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, Final, NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from benevalibre.actions.models import Status
from benevalibre.actions.querysets import ActionQuerySet
from benevalibre.associations.models import Travel
from benevalibre.reports import periods
from benevalibre.reports.charts import Chart, in_both_sizes
from benevalibre.reports.drawing import Calendar, calendar
from benevalibre.reports.lines import Line, arrange
from benevalibre.reports.periods import Period
from benevalibre.ui.formats import format_month
from benevalibre.valuation.ratios import change

MONTHS_AT_MOST: Final = 24
COLUMNS: Final = (
    "date", "status", "minutes", "travel_minutes", "distance_hundredths",
    "association_id", "association__name", "association__policy_travel",
    "category__name", "category__short_name", "project__name",
)  # fmt: skip


class Row(NamedTuple):
    """One action, as the figures need it; ``minutes`` are those that count."""

    day: date
    minutes: int
    travel: int
    distance: int
    association: str
    category: str
    project: str | None


@dataclass(frozen=True)
class OwnStatistics:
    """The figures of the actions of one person in a period; each is read once."""

    actions: ActionQuerySet
    period: Period
    today: date
    association: int | None = None
    sort: str = ""

    @cached_property
    def before(self) -> Period | None:
        """The period compared with."""
        return periods.before(self.period, (), today=self.today)

    @cached_property
    def _read(self) -> tuple[list[Row], list[Row], list[Row]]:
        """What counts, what waits, and what counted in the period before; one query."""
        rows = self.actions.filter(self._within)
        if self.association is not None:
            rows = rows.filter(association=self.association)
        found: tuple[list[Row], list[Row], list[Row]] = [], [], []
        for values in rows.filter(status__in=[Status.APPROVED, Status.PENDING]).values_list(
            *COLUMNS
        ):
            row, is_counted = _row(values), values[1] == Status.APPROVED
            if not _holds(self.period, row.day):
                if is_counted:
                    found[2].append(row)
            else:
                found[0 if is_counted else 1].append(row)
        return found

    @property
    def _within(self) -> Q:
        within = Q()
        for period in filter(None, (self.period, self.before)):
            if period.start and period.end:
                within |= Q(date__range=(period.start, period.end))
        return within

    @property
    def rows(self) -> list[Row]:
        """What counts in the period."""
        return self._read[0]

    @property
    def waiting(self) -> tuple[int, int]:
        """How many actions wait, and their minutes."""
        return len(self._read[1]), sum(row.minutes for row in self._read[1])

    @cached_property
    def total(self) -> Line:
        """All that counts."""
        return _add_up(None, "", self.rows)

    @cached_property
    def total_before(self) -> Line:
        """All that counted in the period before."""
        return _add_up(None, "", self._read[2])

    @property
    def change(self) -> int | None:
        """By how many percent the hours differ from the period before, if there were any."""
        return change(self.total.minutes, self.total_before.minutes)

    @cached_property
    def associations(self) -> list[Line]:
        """By association."""
        return self._by(lambda row: row.association)

    @cached_property
    def categories(self) -> list[Line]:
        """By category; those of the same name in several associations are one."""
        return self._by(lambda row: row.category)

    @cached_property
    def projects(self) -> list[Line]:
        """By project; none where nothing was given for one."""
        if not any(row.project for row in self.rows):
            return []
        return self._by(lambda row: row.project or _("Sans projet"))

    @cached_property
    def parts(self) -> list[Line]:
        """By month, in their order."""
        lines = self._grouped(lambda row: row.day.replace(day=1))
        named = [
            replace(line, name=format_month(line.key), url=f"?period={line.key:%Y-%m}")
            for line in lines
        ]
        return sorted(named, key=lambda line: line.key)

    def _by(self, key: Callable[[Row], str]) -> list[Line]:
        lines = [replace(line, name=str(line.key)) for line in self._grouped(key)]
        return arrange(lines, self.sort or "-minutes")

    def _grouped(self, key: Callable[[Row], Hashable]) -> list[Line]:
        groups: dict[Hashable, list[Row]] = defaultdict(list)
        for row in self.rows:
            groups[key(row)].append(row)
        return [_add_up(which, "", rows) for which, rows in groups.items()]

    @cached_property
    def months(self) -> list[Chart]:
        """Months (or years) stacked by association, for a desk and a phone; none for only one."""
        days = [row.day for row in self.rows]
        start, end = self.period.start or min(days, default=None), self.period.end or self.today
        if start is None or not days:
            return []
        columns = periods.months_of(start, max(min(end, self.today), *days))
        by_year = len(columns) > MONTHS_AT_MOST
        figures: dict[tuple[date, str], int] = defaultdict(int)
        for row in self.rows:
            first = row.day.replace(day=1, month=1 if by_year else row.day.month)
            figures[first, row.association] += row.minutes
        if by_year:
            columns = sorted({month.replace(month=1) for month in columns})
        return in_both_sizes(columns, figures, others=_("Autres associations"), by_year=by_year)

    @cached_property
    def calendars(self) -> list[Calendar]:
        """The days of the calendar year that the period is in, for a desk and a phone."""
        start, end = self.period.start, self.period.end
        if start is None or end is None or start.year != end.year or not self.total.minutes:
            return []
        minutes: dict[date, int] = defaultdict(int)
        for row in self.rows:
            minutes[row.day] += row.minutes
        return [calendar(start.year, minutes, in_halves=phone) for phone in (False, True)]


def _row(values: Sequence[Any]) -> Row:
    day, _status, minutes, travel, distance, _pk, place, policy, name, short, project = values
    counted = minutes + (travel if policy == Travel.INCLUDED else 0)
    return Row(day, counted, travel, distance or 0, place, short or name, project)


def _add_up(key: Hashable, name: str, rows: Sequence[Row]) -> Line:
    return Line(
        key=key,
        name=name,
        actions=len(rows),
        minutes=sum(row.minutes for row in rows),
        travel=sum(row.travel for row in rows),
        distance=sum(row.distance for row in rows),
    )


def _holds(period: Period, day: date) -> bool:
    after_start = period.start is None or period.start <= day
    return after_start and (period.end is None or day <= period.end)
