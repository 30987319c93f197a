"""From the actions of an association to the figures of a period."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, IntegerField, QuerySet, Sum, Value, When

from benevalibre.actions.models import Action
from benevalibre.associations.models import Association, Membership, Travel
from benevalibre.valuation.figures import Figures, Kind, Line, Share
from benevalibre.valuation.freezing import tariff_between
from benevalibre.valuation.models import Gift
from benevalibre.valuation.pricing import Period, Tariff, value


def reckon(association: Association, start: date, end: date) -> Figures:
    """The figures of what counts from ``start`` to ``end``, both included.

    Approved actions only; one that was imported over several days counts on its first day.
    Gifts in kind are those of the fiscal year of just these dates. The days of a closed year are
    priced as its statement says. Ten queries at most, however many actions.
    """
    included = association.policy_travel == Travel.INCLUDED
    tariff = tariff_between(association, start, end)
    counted = Action.objects.approved().filter(association=association).between(start, end)
    given = _given(tariff, included=included)
    own = counted.filter(status_by=F("member")).aggregate(minutes=Sum(given, default=0))
    return Figures(
        start=start,
        end=end,
        fte_hours=association.policy_fte_hours,
        travel_included=included,
        self_approved=own["minutes"],
        lines=_lines(association, counted, tariff, (start, end)),
        people=_people(counted, given),
        gifts=_gifts(association, start, end),
    )


def lines_between(association: Association, start: date, end: date) -> list[Line]:
    """The lines alone of the same figures, for pages that need no more. Eight queries."""
    counted = Action.objects.approved().filter(association=association).between(start, end)
    tariff = tariff_between(association, start, end)
    return _lines(association, counted, tariff, (start, end))


def _gifts(association: Association, start: date, end: date) -> list[Kind]:
    gifts = Gift.objects.filter(
        association=association, fiscal_year__start=start, fiscal_year__end=end
    )
    return [
        Kind(nature=g.nature, label=g.label, cents=g.cents) for g in gifts.order_by("nature", "pk")
    ]


def _given(tariff: Tariff, *, included: bool) -> Any:
    """Minutes, with travel where the rules add it to the rest, or did when a year was closed."""
    travel = {True: F("travel_minutes"), False: Value(0)}
    otherwise = [
        When(date__range=(year.start, year.end), then=travel[year.with_travel])
        for year in tariff.closed
        if year.with_travel != included
    ]
    return F("minutes") + Case(*otherwise, default=travel[included], output_field=IntegerField())


def _sums(given: Any) -> dict[str, Any]:
    return {
        "count": Count("pk"),
        "given": Sum(given),
        "travel": Sum("travel_minutes"),
        "km": Sum("distance_hundredths", default=0),
    }


def _lines(
    association: Association, counted: QuerySet[Action], tariff: Tariff, days: tuple[date, date]
) -> list[Line]:
    periods = tariff.periods(*days)
    included = association.policy_travel == Travel.INCLUDED
    rows = (
        counted.order_by()
        .annotate(period=period_of(periods))
        .values_list("period", "category", "level", "project")
        .annotate(**_sums(_given(tariff, included=included)))
    )
    words = _Words(association)
    lines = [words.line(row, periods, tariff) for row in rows]
    return sorted(lines, key=lambda line: (line.category, line.level, line.project, line.start))


def period_of(periods: Sequence[Period]) -> Any:
    """The place of a day among ``periods``, reckoned in the database."""
    last = len(periods) - 1
    whens = [When(date__lte=p.end, then=Value(n)) for n, p in enumerate(periods[:-1])]
    return Case(*whens, default=Value(last), output_field=IntegerField())


class _Words:
    """The names of the association's words, read once."""

    def __init__(self, association: Association) -> None:
        categories = association.categories.values_list("pk", "name", "is_valued")
        self.categories = {pk: name for pk, name, _valued in categories}
        self.valued = {pk for pk, _name, is_valued in categories if is_valued}
        self.levels = dict(association.levels.values_list("pk", "name"))
        self.projects = dict(association.projects.values_list("pk", "name"))

    def line(self, row: Sequence[Any], periods: Sequence[Period], tariff: Tariff) -> Line:
        """One line of figures, priced."""
        place, category, level, project, count, minutes, travel, distance = row
        period = periods[place]
        is_valued, hourly = tariff.told(
            period.start, category=category, level=level, is_valued=category in self.valued
        )
        return Line(
            category=self.categories[category],
            level=self.levels.get(level, ""),
            project=self.projects.get(project, ""),
            start=period.start,
            end=period.end,
            actions=count,
            minutes=minutes,
            travel=travel,
            distance=distance,
            is_valued=is_valued,
            hourly=hourly,
            cents=None if hourly is None else value(minutes, hourly),
            category_id=category,
            level_id=level,
            project_id=project,
        )


def _people(counted: QuerySet[Action], given: Any) -> list[Share]:
    rows = counted.order_by().values_list("member").annotate(**_sums(given))
    shares = {row[0]: row[1:] for row in rows}
    members = Membership.objects.with_person().in_bulk([pk for pk in shares if pk is not None])
    people = [
        Share(
            member=pk,
            name=members[pk].display_name if pk is not None else "",
            actions=count,
            minutes=minutes,
            travel=travel,
            distance=distance,
        )
        for pk, (count, minutes, travel, distance) in shares.items()
    ]
    return sorted(people, key=lambda share: (share.member is None, share.name.casefold()))
