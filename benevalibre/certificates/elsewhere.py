"""The citizen engagement account with what other instances attest: one person’s, nobody else’s."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from benevalibre.accounts.models import User
from benevalibre.badges.claims import YearHours
from benevalibre.badges.counting import Counted, counted_for
from benevalibre.badges.models import BroughtBadge
from benevalibre.badges.places import Place
from benevalibre.certificates.cec import Reckoning, reckon
from benevalibre.certificates.counting import Held, Year, of_user


@dataclass(frozen=True, slots=True)
class Attested:
    """What one badge adds to a year, in functions that count."""

    badge: BroughtBadge
    hours: YearHours

    @property
    def total(self) -> int:
        """Minutes in all functions."""
        return self.hours.functions


@dataclass(frozen=True, slots=True, kw_only=True)
class Engagement:
    """Both tests over what was given here and elsewhere in one year.

    ``counted_here`` are badges whose hours of that year are counted here already.
    """

    held: list[Held]
    attested: list[Attested] = field(default_factory=list)
    counted_here: list[BroughtBadge] = field(default_factory=list)
    reckoning: Reckoning


def engagement_of(user: User, year: Year) -> Engagement:
    """What an account gave in that year, wherever it is attested; one query where nothing is."""
    held, here = of_user(user, year)
    brought = counted_for(user)
    attested = [
        Attested(one.badge, hours)
        for one in brought
        if (hours := one.in_year(year.number)) and hours.functions
    ]
    return Engagement(
        held=held,
        attested=attested,
        counted_here=[one.badge for one in brought if _is_left_out(one, year)],
        reckoning=_reckon(held, attested) if attested else here,
    )


def _is_left_out(one: Counted, year: Year) -> bool:
    return year.number in one.left_out


def _reckon(held: Sequence[Held], attested: Sequence[Attested]) -> Reckoning:
    """The hours of one association in several badges are hours in one same association."""
    minutes: dict[object, int] = {row.membership.association_id: row.total for row in held}
    places: list[Place] = []
    for row in attested:
        place = Place.of_badge(row.badge)
        known = next((each for each in places if each.is_same(place)), None)
        if known is None:
            places.append(place)
        minutes[known or place] = minutes.get(known or place, 0) + row.total
    return reckon(minutes)
