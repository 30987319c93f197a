"""The activity report of an association: what it shows a funder of one period.

A closed year is told by the figures of its statement, any other period by those that a statement
would hold today, so that all documents of one period agree to the cent.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Final, NamedTuple

from django.db.models import F, Q, Sum
from django.utils.translation import gettext as _

from benevalibre.actions.models import Action
from benevalibre.associations.models import Association
from benevalibre.reports.charts import Chart, in_both_sizes
from benevalibre.reports.lines import Line
from benevalibre.reports.offering import Word
from benevalibre.reports.periods import Period
from benevalibre.reports.reading import Cell, Grain
from benevalibre.reports.seeing import sees_euros
from benevalibre.reports.statistics import Statistics
from benevalibre.valuation.figures import Figures
from benevalibre.valuation.figures import Line as Grained
from benevalibre.valuation.models import Statement
from benevalibre.valuation.pricing import total
from benevalibre.valuation.ratios import full_time
from benevalibre.valuation.reckoning import reckon

SERIES: Final = 5


class Sums(NamedTuple):
    """What a period comes to: minutes, people, actions."""

    minutes: int
    people: int
    actions: int


@dataclass(frozen=True)
class Activity:
    """The figures of a report; ``found`` holds its period, and the words of ``project`` if any.

    Each figure is read once, when it is shown. ``with_euros`` is False where nobody wants them.
    """

    found: Statistics
    project: Word | None = None
    with_euros: bool = True

    @property
    def association(self) -> Association:
        """Whose report it is."""
        return self.found.association

    @property
    def period(self) -> Period:
        """What it is about."""
        return self.found.question.period

    @property
    def days(self) -> tuple[date, date]:
        """Its first and last day; ``ValueError`` for a period without bounds."""
        if self.period.start is None or self.period.end is None:
            raise ValueError(self.period.code)
        return self.period.start, self.period.end

    @property
    def is_running(self) -> bool:
        """Is the period not over yet?"""
        return self.period.holds(self.found.today)

    @cached_property
    def statement(self) -> Statement | None:
        """The one in force of the fiscal year of just these dates."""
        return self._statement(self.period)

    @cached_property
    def figures(self) -> Figures:
        """Those of the statement, else what counts today."""
        if self.statement is not None and not self._is_otherwise:
            return Figures.thawed(self.statement.figures)
        return reckon(self.association, *self.days)

    @cached_property
    def _is_otherwise(self) -> bool:
        """Has the statement other hours of the project: merged, say? No euros can be told then."""
        if self.statement is None or self.project is None:
            return False
        kept = Figures.thawed(self.statement.figures)
        minutes = sum(line.minutes for line in kept.lines if self._is_its(line))
        given, travel = self.found.total.minutes, self.found.total.travel
        plain = given - (travel if self.found.with_travel else 0)
        return minutes != plain + (travel if kept.travel_included else 0)

    @cached_property
    def lines(self) -> Sequence[Grained]:
        """The one grain of every sum, of the project only where one is chosen."""
        if self.project is None:
            return self.figures.lines
        return [line for line in self.figures.lines if self._is_its(line)]

    def _is_its(self, line: Grained) -> bool:
        """Is it of the project? By its name where a line of old kept no id."""
        if self.project is None or line.project_id is not None:
            return self.project is None or line.project_id == self.project.pk
        return line.project == self.project.name

    @cached_property
    def sums(self) -> Sums:
        """Minutes, people and actions."""
        people = self.figures.givers if self.project is None else self.found.total.people
        actions = sum(line.actions for line in self.lines)
        return Sums(sum(line.minutes for line in self.lines), people, actions)

    @property
    def travel(self) -> int:
        """Minutes of travel."""
        return sum(line.travel for line in self.lines)

    @property
    def distance(self) -> int:
        """Hundredths of a kilometre."""
        return sum(line.distance for line in self.lines)

    def full_time(self, minutes: int) -> Decimal:
        """Full-time equivalents, to the hundredth (DOMAIN §2)."""
        return full_time(minutes, self.figures.fte_hours)

    @property
    def shows_euros(self) -> bool:
        """May the value be told: by the rules, by the statement, to whoever asks?"""
        agreed = self.statement is None or (self.statement.is_valued and not self._is_otherwise)
        return self.with_euros and sees_euros(self.found.by) and agreed

    @property
    def cents(self) -> int:
        """What the lines with a rate come to."""
        return total(line.cents for line in self.lines)

    @cached_property
    def sums_before(self) -> Sums | None:
        """Those of the period before: of its statement where it has one; None where it is empty."""
        before = self.found.before
        if before is None:
            return None
        kept = self._statement(before) if self.project is None else None
        if kept is not None:
            figures = Figures.thawed(kept.figures)
            return Sums(figures.minutes, figures.givers, figures.actions)
        line = self.found.total_before
        return Sums(line.minutes, line.people, line.actions) if line.actions else None

    @cached_property
    def approvals(self) -> tuple[int, int]:
        """The minutes that were read by somebody else, and those approved by their own author.

        The rest counted as soon as it was noted.
        """
        counted = Action.objects.approved().filter(self.found.scope.filters).between(*self.days)
        given = F("minutes") + F("travel_minutes") * int(self.figures.travel_included)
        minutes = counted.aggregate(
            own=Sum(given, filter=Q(status_by=F("member")), default=0),
            nobody=Sum(given, filter=Q(status_by=None), default=0),
        )
        own = minutes["own"]
        if self.statement is not None and self.project is None:
            own = self.figures.self_approved
        return max(0, self.sums.minutes - own - minutes["nobody"]), own

    @cached_property
    def months(self) -> list[Chart]:
        """Months (or years) stacked by project, else by category, for a desk and a phone.

        None where they do not come to the total: a frozen year stands above its rows.
        """
        names, nothing = self._series
        given: dict[tuple[date, str], int] = defaultdict(int)
        for each in self.found.cells:
            cell = each.cell
            name = names(cell) or nothing
            travel = cell.travel if self.figures.travel_included else 0
            given[date.fromisoformat(f"{cell.part}-01-01"[:10]), name] += cell.minutes + travel
        if sum(given.values()) != self.sums.minutes:
            return []
        by_year = self.found.grain is Grain.YEAR
        columns = self.found.months
        if by_year:
            columns = sorted({month.replace(month=1) for month in columns})
        return in_both_sizes(columns, few(given), others=_("Autres"), by_year=by_year)

    @property
    def by_project(self) -> bool:
        """Are months told apart by project?"""
        return self.project is None and any(line.project for line in self.lines)

    @property
    def _series(self) -> tuple[Callable[[Cell], str | None], str]:
        names = self.found.offer.names
        if self.by_project:
            projects = dict(names["projects"])
            projects |= {x.project_id: x.project for x in self.lines if x.project_id}
            return lambda cell: projects.get(cell.project), _("Sans projet")
        return lambda cell: names["categories"].get(cell.category), ""

    @cached_property
    def projects(self) -> list[Line]:
        """By project, most hours first; none where there is nothing to tell apart."""
        if not self.by_project:
            return []
        return self._by(lambda line: line.project or _("Sans projet"))

    @cached_property
    def categories(self) -> list[Line]:
        """By category, most hours first."""
        return self._by(lambda line: line.category)

    def _by(self, key: Callable[[Grained], str]) -> list[Line]:
        groups: dict[str, list[Grained]] = defaultdict(list)
        for line in self.lines:
            groups[key(line)].append(line)
        found = [
            Line(
                key=name,
                name=name,
                actions=sum(line.actions for line in lines),
                minutes=sum(line.minutes for line in lines),
            )
            for name, lines in groups.items()
        ]
        return sorted(found, key=lambda line: (-line.minutes, line.name))

    def _statement(self, period: Period) -> Statement | None:
        if period.start is None or period.end is None:
            return None
        kept = Statement.objects.in_force().filter(association=self.association)
        year = {"fiscal_year__start": period.start, "fiscal_year__end": period.end}
        return kept.filter(**year).first()


def few(given: dict[tuple[date, str], int]) -> dict[tuple[date, str], int]:
    """The same with five names at most, and the rest as one: as many greys as print tells apart."""
    sums: dict[str, int] = defaultdict(int)
    for (_month, name), minutes in given.items():
        sums[name] += minutes
    names = sorted(sums, key=lambda name: (-sums[name], name))
    kept = set(names if len(names) <= SERIES + 1 else names[:SERIES])
    found: dict[tuple[date, str], int] = defaultdict(int)
    for (month, name), minutes in given.items():
        found[month, name if name in kept else _("Autres")] += minutes
    return dict(found)
