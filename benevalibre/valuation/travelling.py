"""What somebody drove for the association in a calendar year, and what the scale makes of it.

The scale goes by volunteer, vehicle and calendar year (CGI ann. IV, art. 6 B). We know the
kilometres of one association only: whoever waives expenses elsewhere adds them up themselves.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db.models import Sum

from benevalibre.actions.models import Action
from benevalibre.actions.querysets import ActionQuerySet
from benevalibre.associations.models import Association, Membership
from benevalibre.valuation.mileage import FIRST_YEAR, allowance, tier_of
from benevalibre.valuation.models.waivers import Vehicle

CENTS: Final = 100


@dataclass(frozen=True, slots=True)
class Trip:
    """One action's way: the day, what for, and hundredths of a kilometre."""

    day: date
    label: str
    distance: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A vehicle's part of the year: hundredths of a kilometre, cents, and the tier they fall in.

    ``above`` and ``limit`` bound the tier in km (0 and None: open), ``each`` is in euros per km,
    ``fixed`` in euros.
    """

    kind: str
    power: int
    electric: bool
    distance: int
    cents: int
    above: int
    limit: int | None
    each: Decimal
    fixed: int

    def frozen(self) -> dict[str, Any]:
        """The same as JSON holds it."""
        return asdict(self) | {"each": f"{self.each:f}"}

    @classmethod
    def thawed(cls, told: dict[str, Any]) -> "Share":
        """What ``frozen`` gave."""
        return cls(**(told | {"each": Decimal(told["each"])}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Travelled:
    """A year of one participant: hundredths of a kilometre, those that wait apart; cents.

    ``cents`` is None where nothing can be said: no vehicle, or a year before our scale.
    """

    year: int
    trips: Sequence[Trip]
    distance: int
    pending: int
    shares: Sequence[Share]
    cents: int | None

    @property
    def is_before_the_scale(self) -> bool:
        """Is the year before the first one that we compute?"""
        return self.year < FIRST_YEAR


def travelled_in(member: Membership, year: int) -> Travelled:
    """What counts of ``year`` for a participant, action by action."""
    mine = driven_in(year).filter(member=member)
    rows = mine.approved().select_related("category", "project").order_by("date", "pk")
    trips = [Trip(a.date, a.display_title, a.distance_hundredths or 0) for a in rows]
    waiting = mine.pending().aggregate(distance=Sum("distance_hundredths", default=0))
    shares = reckon([(t.day, t.distance) for t in trips], Vehicle.objects.of(member), year=year)
    return Travelled(
        year=year,
        trips=trips,
        distance=sum(trip.distance for trip in trips),
        pending=waiting["distance"],
        shares=shares,
        cents=sum(share.cents for share in shares) if shares else None,
    )


def driven_in(year: int) -> ActionQuerySet:
    """The actions of a calendar year that have a distance."""
    days = (date(year, 1, 1), date(year, 12, 31))
    return Action.objects.between(*days).filter(distance_hundredths__gt=0)


def reckon(
    days: Iterable[tuple[date, int]], vehicles: Iterable[Vehicle], *, year: int
) -> list[Share]:
    """Each vehicle's part of (day, hundredths of a km), in the order in which they were driven.

    Empty without a vehicle, and for years before the scale.
    """
    order = sorted(vehicles, key=lambda vehicle: (vehicle.start, vehicle.pk or 0))
    if not order or year < FIRST_YEAR:
        return []
    sums = [0] * len(order)
    for day, distance in days:
        sums[_in_use(order, day)] += distance
    return [share_of(v, d, year=year) for v, d in zip(order, sums, strict=True) if d]


def share_of(vehicle: Vehicle, distance: int, *, year: int) -> Share:
    """What the scale makes of ``distance`` hundredths of a km of the whole year."""
    km = Decimal(distance).scaleb(-2)
    kind: Any = vehicle.kind
    tier, above = tier_of(km, vehicle=kind, power=vehicle.power, year=year)
    euros = allowance(km, vehicle=kind, power=vehicle.power, electric=vehicle.electric, year=year)
    return Share(
        kind=kind,
        power=vehicle.power,
        electric=vehicle.electric,
        distance=distance,
        cents=int(euros * CENTS),
        above=above,
        limit=tier.limit,
        each=tier.each,
        fixed=tier.fixed,
    )


def distances(association: Association, year: int) -> dict[int, int]:
    """By participant, the hundredths of a km of ``year`` that count. One query."""
    rows = driven_in(year).approved().filter(association=association, member__isnull=False)
    summed = rows.order_by().values_list("member").annotate(distance=Sum("distance_hundredths"))
    return {member: distance for member, distance in summed if member is not None}


def shares_of(
    association: Association, year: int, totals: dict[int, int]
) -> dict[int, list[Share]]:
    """By participant who said what they drive, each vehicle's part. Two queries."""
    vehicles: dict[int, list[Vehicle]] = {}
    for vehicle in Vehicle.objects.filter(member__association=association, member__in=totals):
        vehicles.setdefault(vehicle.member_id, []).append(vehicle)
    days: dict[int, list[tuple[date, int]]] = {}
    several = [pk for pk, owned in vehicles.items() if len(owned) > 1]
    rows = driven_in(year).approved().filter(association=association, member__in=several)
    for pk, day, distance in rows.values_list("member", "date", "distance_hundredths"):
        days.setdefault(pk or 0, []).append((day, distance or 0))
    first = date(year, 1, 1)
    return {
        pk: reckon(days.get(pk, [(first, totals[pk])]), owned, year=year)
        for pk, owned in vehicles.items()
    }


def _in_use(order: Sequence[Vehicle], day: date) -> int:
    """The place of the vehicle driven on ``day``: the first one counts for the days before too."""
    begun = [place for place, vehicle in enumerate(order) if vehicle.start <= day]
    return begun[-1] if begun else 0
