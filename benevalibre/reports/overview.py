"""What an association's year adds up to, as far as whoever looks may see it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    IntegerField,
    Q,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Substr
from django.utils import timezone
from django.utils.translation import gettext as _

from benevalibre.actions.models import Action
from benevalibre.associations.models import Association, Membership, Right, Travel
from benevalibre.associations.models.membership import MembershipState
from benevalibre.reports import seeing
from benevalibre.reports.charts import Chart, last_months, stacked_months
from benevalibre.reports.figures import Sums, Team, Waiting, alone
from benevalibre.reports.lines import LEAST
from benevalibre.reports.periods import a_year_before
from benevalibre.valuation.ratios import change, full_time

NEW: Final = timedelta(days=30)
FOUNDING: Final = timedelta(hours=1)
FIRST_FEW: Final = 4
NONE: Final = Value(0, IntegerField())
MONTHS: Final = 12
MONTHS_ON_PHONE: Final = 6


@dataclass(frozen=True)
class Overview:
    """The room's one page. Each figure is read once, when it is shown."""

    association: Association
    by: Membership
    today: date

    @property
    def sees_figures(self) -> bool:
        """May this person see totals: by a right, or by the association's rules?"""
        return seeing.sees_figures(self.by)

    @property
    def sees_details(self) -> bool:
        """May this person see figures of fewer than three people?"""
        return seeing.sees_details(self.by)

    @property
    def manages_people(self) -> bool:
        """May this person answer to those who ask to join?"""
        return self.by.may(Right.MANAGE_MEMBERS)

    @property
    def lists_people(self) -> bool:
        """May this person read names?"""
        return self.manages_people or self.by.may(Right.LIST_MEMBERS)

    @property
    def moderates(self) -> bool:
        """May this person approve?"""
        return self.by.may(Right.MANAGE_ACTIONS)

    @property
    def rules_are_new(self) -> bool:
        """Has nobody looked at the rules since the association arrived here?"""
        managed = self.by.may(Right.MANAGE_ASSOCIATION)
        return managed and self.association.policy_seen_at is None

    @cached_property
    def start(self) -> date:
        """The first day of the fiscal year, else of the calendar year."""
        years = self.association.fiscal_years.covering(self.today)
        first = years.values_list("start", flat=True).first()
        return first or self.today.replace(month=1, day=1)

    @cached_property
    def _sums(self) -> list[Sums]:
        """This year, this month, last year and last year's month, each up to this day."""
        month = self.today.replace(day=1)
        ranges = [(self.start, self.today), (month, self.today)]
        ranges += [(a_year_before(first), a_year_before(last)) for first, last in ranges]
        first, *others = [self._sum(n, *bounds) for n, bounds in enumerate(ranges)]
        rows = first.union(*others, all=True).order_by("part")
        return [self._allowed(Sums(**_without_part(row))) for row in rows]

    def _sum(self, part: int, first: date, last: date) -> Any:
        """One row of sums; its index holds every column, so that no other page is read.

        Only the first part is shown with its people and distances; counting people costs most.
        """
        people = Count("member", distinct=True)
        travelled = Count("member", filter=Q(distance_hundredths__gt=0), distinct=True)
        is_whole = part == 0
        is_counted = is_whole or not self.sees_details
        return (
            self._counted(first, last)
            .annotate(part=Value(part, IntegerField()))
            .values("part")
            .annotate(
                minutes=Sum(self._given, default=0),
                people=people if is_counted else NONE,
                distance=Sum("distance_hundredths", default=0) if is_whole else NONE,
                travellers=travelled if is_whole else NONE,
            )
        )

    def _counted(self, first: date, last: date) -> Any:
        actions = Action.objects.approved().filter(association=self.association)
        return actions.between(first, last).order_by()

    @property
    def _given(self) -> Any:
        """The minutes that count, with travel where the rules add it to the rest."""
        is_included = self.association.policy_travel == Travel.INCLUDED
        return F("minutes") + F("travel_minutes") if is_included else F("minutes")

    def _allowed(self, sums: Sums) -> Sums:
        """Nothing about fewer than three people for those who see totals only."""
        if self.sees_details or sums.people >= LEAST:
            hidden = not self.sees_details and sums.travellers < LEAST
            return Sums(minutes=sums.minutes, people=sums.people) if hidden else sums
        return Sums()

    @property
    def year(self) -> Sums:
        """Since ``start``."""
        return self._sums[0]

    @property
    def month(self) -> Sums:
        """Since the first of the month."""
        return self._sums[1]

    @property
    def last_year(self) -> Sums:
        """The same days of the year before."""
        return self._sums[2]

    @property
    def month_change(self) -> int | None:
        """By how many percent the month differs from the same days a year ago, if there were."""
        return change(self.month.minutes, self._sums[3].minutes)

    @property
    def fte(self) -> Decimal:
        """The year as full-time equivalents, to the hundredth (DOMAIN §2)."""
        return full_time(self.year.minutes, self.association.policy_fte_hours)

    @cached_property
    def charts(self) -> list[Chart]:
        """Twelve months for a desk, the last six for a phone; none where nothing counts."""
        months = last_months(self.today, MONTHS)
        figures = self._by_month(months[0])
        if not any(figures.values()):
            return []
        late = months[-MONTHS_ON_PHONE:]
        on_phone = {place: value for place, value in figures.items() if place[0] >= late[0]}
        others = _("Autres projets")
        desk = stacked_months(months, figures, others=others)
        phone = stacked_months(late, on_phone, others=others, like=desk, width=360, height=260)
        return [desk, phone]

    def _by_month(self, first: date) -> dict[tuple[date, str], int]:
        """Minutes by month and project; by month alone for those who see totals only.

        Months are cut out of the date as text, which both databases do by themselves, and names
        come apart, so that the index alone is read.
        """
        month = Substr(Cast("date", CharField()), 1, 7)
        rows = self._counted(first, self.today).annotate(month=month)
        if not self.sees_details:
            rows = rows.values("month").annotate(
                minutes=Sum(self._given), people=Count("member", distinct=True)
            )
            shown = [row for row in rows if row["people"] >= LEAST]
            return {(_first_day(row["month"]), _("Heures")): row["minutes"] for row in shown}
        sums = list(rows.values_list("month", "project").annotate(minutes=Sum(self._given)))
        names = self._project_names({project for _month, project, _minutes in sums if project})
        figures: dict[tuple[date, str], int] = defaultdict(int)
        for month_text, project, minutes in sums:
            figures[_first_day(month_text), names.get(project, _("Sans projet"))] += minutes
        return dict(figures)

    def _project_names(self, ids: set[int]) -> dict[int | None, str]:
        if not ids:
            return {}
        return dict(self.association.projects.filter(pk__in=ids).values_list("pk", "name"))

    @cached_property
    def waiting(self) -> Waiting:
        """What waits, for those who moderate."""
        if not self.moderates:
            return Waiting()
        pending = Action.objects.pending().filter(association=self.association)
        rows: Any = pending.annotate(
            all_of=alone(pending, Count("pk")), in_all=alone(pending, Sum("minutes"))
        ).select_related("member__user", "category", "project")
        first = list(rows.order_by("created_at", "pk")[:FIRST_FEW])
        if not first:
            return Waiting()
        return Waiting(count=first[0].all_of, minutes=first[0].in_all, first=first)

    @cached_property
    def team(self) -> Team | None:
        """The people, for those who may read their names."""
        if not self.lists_people:
            return None
        active = Q(state=MembershipState.ACTIVE, merged_into=None)
        month = self.today.replace(day=1)
        idle = Q(last_entry_on=None) | Q(last_entry_on__lt=month)
        new = active & Q(created_at__gt=self._lately)
        counts = {
            "active": active,
            "requests": Q(state=MembershipState.PENDING),
            "idle": active & idle,
            "new": new,
        }
        members = self.association.memberships.all()
        numbers = {
            f"in_{name}": Coalesce(alone(members.filter(which), Count("pk")), 0)
            for name, which in counts.items()
        }
        rows: Any = members.annotate(is_new=Case(When(new, then=1), default=0), **numbers)
        first = list(rows.with_person().order_by("-is_new", "-created_at", "-pk")[:FIRST_FEW])
        if not first:
            return None
        return Team(
            **{name: getattr(first[0], f"in_{name}") for name in counts},
            newest=[member for member in first if member.is_new and member != self.by],
        )

    @property
    def _lately(self) -> datetime:
        """Thirty days ago; not before the association itself, whose first people are not new."""
        return max(timezone.now() - NEW, self.association.created_at + FOUNDING)


def _first_day(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def _without_part(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "part"}
