"""Adjectives of actions."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Case, Count, F, Q, Sum, When
from django.db.models.functions import TruncMonth

from benevalibre.actions.finding import holding

if TYPE_CHECKING:
    from benevalibre.accounts.models import User
    from benevalibre.actions.models import Action  # noqa: F401
    from benevalibre.associations.models import Membership


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Minutes that count and minutes that wait are never added up."""

    count: int
    minutes: int
    pending: int
    associations: int = 0


def given() -> Case:
    """The minutes of an action, with its travel where the association counts it with the rest."""
    return Case(
        When(association__policy_travel="included", then=F("minutes") + F("travel_minutes")),
        default=F("minutes"),
    )


APPROVED = Q(status="approved")
PENDING = Q(status="pending")


class ActionQuerySet(models.QuerySet["Action"]):
    def pending(self) -> "ActionQuerySet":
        """Waiting for a moderator."""
        return self.filter(status="pending")

    def approved(self) -> "ActionQuerySet":
        """Those that count."""
        return self.filter(status="approved")

    def by_member(self, member: "Membership") -> "ActionQuerySet":
        """Those of one participant."""
        return self.filter(member=member)

    def by_user(self, user: "User") -> "ActionQuerySet":
        """Those of an account, in every association whose pages exist."""
        return self.filter(member__user=user, association__state__in=["active", "frozen", "moved"])

    def with_words(self) -> "ActionQuerySet":
        """With what a line on screen shows, in the same query."""
        return self.select_related(
            "association", "category", "level", "project", "member__user", "member__role"
        )

    def latest_first(self) -> "ActionQuerySet":
        return self.order_by("-date", "-id")

    def between(self, start: date | None, end: date | None) -> "ActionQuerySet":
        """Those that start on one of these days, both included; None leaves a side open."""
        found = self.filter(date__gte=start) if start else self
        return found.filter(date__lte=end) if end else found

    def to_correct(self) -> "ActionQuerySet":
        """Sent back to their author."""
        return self.filter(status="to_correct")

    def holding_text(self, text: str) -> "ActionQuerySet":
        """Whose title, description, project or category holds ``text``, accents apart."""
        columns = ("title", "description", "project__name", "category__name")
        return self.filter(holding(text, *columns))

    def before(self, day: date, pk: int) -> "ActionQuerySet":
        """Those that come after that place in the list, the latest first."""
        return self.filter(Q(date__lt=day) | Q(date=day, pk__lt=pk))

    def totals(self, *, since: date) -> Totals:
        """What counts since that day, and in how many associations; all that waits."""
        counted = APPROVED & Q(date__gte=since)
        found = self.aggregate(
            number=Count("pk", filter=counted),
            counted=Sum(given(), filter=counted, default=0),
            waiting=Sum(given(), filter=PENDING, default=0),
            places=Count("association", filter=counted, distinct=True),
        )
        return Totals(
            count=found["number"],
            minutes=found["counted"],
            pending=found["waiting"],
            associations=found["places"],
        )

    def totals_by_month(self) -> dict[date, Totals]:
        """What counts and what waits, by the first day of each month."""
        rows = (
            self.annotate(month=TruncMonth("date"))
            .values("month")
            .annotate(
                number=Count("pk"),
                counted=Sum(given(), filter=APPROVED, default=0),
                waiting=Sum(given(), filter=PENDING, default=0),
            )
            .order_by("-month")
        )
        return {
            row["month"]: Totals(
                count=row["number"], minutes=row["counted"], pending=row["waiting"]
            )
            for row in rows
        }
