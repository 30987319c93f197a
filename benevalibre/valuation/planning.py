"""Planned against done: for each project of a fiscal year, its hours and what they are worth.

What was done is read from the same lines as statements: the frozen ones where the year is closed.
A planned hour has no day yet: it is priced at one rate, that of the category chosen for its
project, else the general one, in force on the day that ``priced_on`` says.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import F

from benevalibre.associations.models import Association, FiscalYear
from benevalibre.valuation.figures import Figures, Line
from benevalibre.valuation.models import PlannedHours, Rate
from benevalibre.valuation.pricing import Tariff, total, value
from benevalibre.valuation.ratios import percentage
from benevalibre.valuation.reckoning import lines_between

ANY_CATEGORY = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A project (or nothing: hours outside of projects) in minutes and cents.

    ``hourly``: the cents of one planned hour; None where no rate says, or it is not valued.
    """

    name: str
    planned: int = 0
    done: int = 0
    category: str = ""
    hourly: int | None = None
    done_cents: int | None = None

    @property
    def planned_cents(self) -> int | None:
        """What was planned comes to; None where nothing was, or where it has no rate."""
        if not self.planned or self.hourly is None:
            return None
        return value(self.planned, self.hourly)

    @property
    def difference(self) -> int:
        """Minutes beyond the plan; below zero, those that lack."""
        return self.done - self.planned

    @property
    def gap(self) -> int:
        """The difference without its sign."""
        return abs(self.difference)

    @property
    def sign(self) -> str:
        """« + », « − », or nothing, with its space."""
        return "" if not self.difference else ("+\u00a0" if self.difference > 0 else "−\u00a0")

    @property
    def share(self) -> int | None:
        """Done as a percentage of planned, half-up; None where nothing was planned."""
        return percentage(self.done, self.planned)


@dataclass(frozen=True, slots=True)
class Comparison:
    """All rows of a year, by name, what is outside of projects last; and their sums."""

    rows: Sequence[Row]
    priced_on: date

    @property
    def total(self) -> Row:
        """The sums of hours; those of money are ``planned_cents`` and ``done_cents``."""
        return Row(
            name="",
            planned=sum(row.planned for row in self.rows),
            done=sum(row.done for row in self.rows),
        )

    @property
    def planned_cents(self) -> int:
        """What the rows with a rate come to."""
        return total(row.planned_cents for row in self.rows)

    @property
    def done_cents(self) -> int:
        """What the lines with a rate come to."""
        return total(row.done_cents for row in self.rows)

    @property
    def unpriced(self) -> int:
        """Planned minutes that are in no amount: said, never counted as zero."""
        return sum(row.planned for row in self.rows if row.hourly is None)


def compare(year: FiscalYear) -> Comparison:
    """The plans of ``year`` beside what was done, a row a project, by the names of today.

    Eleven queries at most, however many actions.
    """
    here = year.association
    day = min(max(here.today(), year.start), year.end)
    plans = list(PlannedHours.objects.of(year))
    tariff = Rate.objects.tariff(here)
    planned = {plan.project.name: _planned(plan, tariff, day) for plan in plans}
    return Comparison(rows_of(planned, called_as_today(done_lines(year), here)), day)


def done_lines(year: FiscalYear) -> Sequence[Line]:
    """The lines of the statement in force, else those of today."""
    statement = year.statements.in_force().first()
    if statement is not None:
        return Figures.thawed(statement.figures).lines
    return lines_between(year.association, year.start, year.end)


def called_as_today(lines: Iterable[Line], here: Association) -> list[Line]:
    """The same lines, their projects called as they are now: a statement keeps the names of then.

    A project that was merged has the name of the other one, to which its plan went too.
    """
    projects = here.projects.annotate(into=F("merged_into__name"))
    names = {pk: into or name for pk, name, into in projects.values_list("pk", "name", "into")}
    found = ((line, line.project_id or 0) for line in lines)
    return [replace(line, project=names.get(pk, line.project)) for line, pk in found]


def rows_of(planned: Mapping[str, Row], lines: Iterable[Line]) -> list[Row]:
    """One row a project, with the hours of ``lines``; a name that only they know has its own."""
    done: dict[str, list[Line]] = {}
    for line in lines:
        done.setdefault(line.project, []).append(line)
    names = sorted({*planned, *done}, key=lambda name: (not name, name.casefold()))
    return [_with_done(planned.get(name, Row(name=name)), done.get(name, [])) for name in names]


def _with_done(row: Row, lines: Sequence[Line]) -> Row:
    priced = [line.cents for line in lines if line.cents is not None]
    return Row(
        name=row.name,
        planned=row.planned,
        category=row.category,
        hourly=row.hourly,
        done=sum(line.minutes for line in lines),
        done_cents=sum(priced) if priced else None,
    )


def _planned(plan: PlannedHours, tariff: Tariff, day: date) -> Row:
    category = plan.category
    hourly = None
    if category is None or category.is_valued:
        number = category.pk if category else ANY_CATEGORY
        hourly = tariff.hourly(day, category=number, level=None)
    label = category.label if category else ""
    return Row(name=plan.project.name, planned=plan.minutes, category=label, hourly=hourly)
