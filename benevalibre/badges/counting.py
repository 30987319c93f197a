"""What was brought from elsewhere, in one person's own figures: never twice, never another's.

Where the association itself came here, with that person's hours of a year, that year is counted
here and not by the badge. Hours are known by calendar year: a period counts those of the years,
and of the badges, that it holds entirely.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from benevalibre.accounts.models import User
from benevalibre.actions.models import Action
from benevalibre.associations.models import Association, Membership
from benevalibre.badges.claims import YearHours
from benevalibre.badges.models import BroughtBadge
from benevalibre.badges.places import Place

NOTHING: Final[frozenset[int]] = frozenset()


@dataclass(frozen=True, slots=True)
class Counted:
    """One badge, with the years that this instance counts already."""

    badge: BroughtBadge
    here: frozenset[int] = NOTHING

    @property
    def years(self) -> list[YearHours]:
        """The hours that it adds, by calendar year."""
        if self.badge.is_revoked:
            return []
        return [hours for hours in hours_of(self.badge) if hours.year not in self.here]

    @property
    def minutes(self) -> int:
        """All that it adds."""
        return sum(hours.minutes for hours in self.years)

    @property
    def left_out(self) -> list[int]:
        """Its years that are counted here already."""
        return [hours.year for hours in hours_of(self.badge) if hours.year in self.here]

    def in_year(self, year: int) -> YearHours | None:
        """What it adds to a calendar year."""
        return next((hours for hours in self.years if hours.year == year), None)

    def between(self, start: date | None, end: date | None) -> int:
        """The minutes that it adds to a period (None: no bound)."""
        return sum(
            hours.minutes for hours in self.years if _holds(start, end, *self._days(hours.year))
        )

    def is_cut_by(self, start: date | None, end: date | None) -> bool:
        """Does the period hold only a part of a year's days, which nobody can tell apart?"""
        return any(
            _touches(start, end, *self._days(hours.year))
            and not _holds(start, end, *self._days(hours.year))
            for hours in self.years
        )

    def _days(self, year: int) -> tuple[date, date]:
        first, last = date(year, 1, 1), date(year, 12, 31)
        return max(self.badge.start, first), min(self.badge.end, last)


def counted_for(user: User) -> list[Counted]:
    """What this person brought and what is still valid; one query where that is nothing."""
    badges = list(BroughtBadge.objects.by_user(user).valid())
    return counted_among(badges, user) if badges else []


def brought_by(user: User) -> list[Counted]:
    """All that this person brought, revoked or not, the latest days first."""
    badges = list(BroughtBadge.objects.by_user(user))
    return counted_among(badges, user) if badges else []


def counted_among(badges: Sequence[BroughtBadge], user: User) -> list[Counted]:
    """These badges with the years that are counted here already; two queries more at most."""
    places = Association.objects.filter(
        pk__in=Membership.objects.filter(user=user).values("association")
    )
    here = {place.pk: Place.of_association(place) for place in places}
    same = {
        badge.pk: [pk for pk, place in here.items() if place.is_same(Place.of_badge(badge))]
        for badge in badges
    }
    given = _years_given(user, {pk for found in same.values() for pk in found})
    return [
        Counted(badge, frozenset(year for pk in same[badge.pk] for year in given.get(pk, ())))
        for badge in badges
    ]


def hours_of(badge: BroughtBadge) -> list[YearHours]:
    """What a badge says, by calendar year."""
    return [YearHours(**columns) for columns in badge.years]


def _years_given(user: User, association_ids: Iterable[int]) -> dict[int, set[int]]:
    """The calendar years in which this person has hours that count, by association."""
    found: dict[int, set[int]] = {}
    ids = set(association_ids)
    if ids:
        rows = Action.objects.approved().by_user(user).filter(association__in=ids).order_by()
        for pk, year in rows.values_list("association_id", "date__year").distinct():
            found.setdefault(pk, set()).add(year)
    return found


def _holds(start: date | None, end: date | None, first: date, last: date) -> bool:
    return (start is None or start <= first) and (end is None or last <= end)


def _touches(start: date | None, end: date | None, first: date, last: date) -> bool:
    return (start is None or start <= last) and (end is None or first <= end)
