"""What a volunteer's kilometres are worth, for expenses that are waived or paid back.

The scale is that of the arrêté of 27 March 2023 (CGI ann. IV, art. 6 B), unchanged through 2026.
Volunteers use it since the expenses of 2022-01-01; the scale of before is not computed here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Literal

Vehicle = Literal["car", "motorcycle", "moped"]

FIRST_YEAR: Final = 2022
ELECTRIC: Final = Decimal("1.20")
CENT: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Tier:
    """Up to ``limit`` km of the year (None: beyond), ``each`` euros a km and ``fixed`` euros."""

    limit: int | None
    each: Decimal
    fixed: int = 0


@dataclass(frozen=True, slots=True)
class Scale:
    """What is in force from a year on: for each vehicle, the tiers up to a fiscal power."""

    first_year: int
    source: str
    tiers: Mapping[Vehicle, Sequence[tuple[int | None, Sequence[Tier]]]]


def _tiers(limits: tuple[int, int], low: str, middle: str, fixed: int, high: str) -> list[Tier]:
    return [
        Tier(limits[0], Decimal(low)),
        Tier(limits[1], Decimal(middle), fixed),
        Tier(None, Decimal(high)),
    ]


CAR: Final = (5_000, 20_000)
TWO_WHEELS: Final = (3_000, 6_000)
SCALES: Final = (
    Scale(
        FIRST_YEAR,
        "Arrêté du 27 mars 2023",
        {
            "car": [
                (3, _tiers(CAR, "0.529", "0.316", 1_065, "0.370")),
                (4, _tiers(CAR, "0.606", "0.340", 1_330, "0.407")),
                (5, _tiers(CAR, "0.636", "0.357", 1_395, "0.427")),
                (6, _tiers(CAR, "0.665", "0.374", 1_457, "0.447")),
                (None, _tiers(CAR, "0.697", "0.394", 1_515, "0.470")),
            ],
            "motorcycle": [
                (2, _tiers(TWO_WHEELS, "0.395", "0.099", 891, "0.248")),
                (5, _tiers(TWO_WHEELS, "0.468", "0.082", 1_158, "0.275")),
                (None, _tiers(TWO_WHEELS, "0.606", "0.079", 1_583, "0.343")),
            ],
            "moped": [(None, _tiers(TWO_WHEELS, "0.315", "0.079", 711, "0.198"))],
        },
    ),
)


def scale_of(year: int) -> Scale:
    """The scale for expenses of ``year``; ``ValueError`` before 2022."""
    found = [scale for scale in SCALES if scale.first_year <= year]
    if not found:
        raise ValueError(f"No mileage scale for expenses of {year}")
    return found[-1]


def allowance(km: Decimal, *, vehicle: Vehicle, power: int, electric: bool, year: int) -> Decimal:
    """Euros, half-up to the cent, for ``km`` of one volunteer and vehicle in the whole ``year``.

    ``power`` is the fiscal power in CV (any positive one for a moped). The tier depends on the
    yearly total: a month's share is a difference of totals, not a sum of allowances.
    ``ValueError`` for a negative distance, a power below 1, an unknown vehicle, or a year before
    2022. Source: CGI ann. IV, art. 6 B.
    """
    tier, _above = tier_of(km, vehicle=vehicle, power=power, year=year)
    euros = km * tier.each + tier.fixed
    return (euros * ELECTRIC if electric else euros).quantize(CENT, ROUND_HALF_UP)


def tier_of(km: Decimal, *, vehicle: Vehicle, power: int, year: int) -> tuple[Tier, int]:
    """The tier that the ``km`` of a whole year fall in, and the limit that it begins above.

    ``ValueError`` as for ``allowance``.
    """
    if km < 0:
        raise ValueError("A distance is never negative")
    if power < 1:
        raise ValueError("A fiscal power is at least 1")
    rows = scale_of(year).tiers.get(vehicle)
    if rows is None:
        raise ValueError(f"No mileage scale for {vehicle!r}")
    tiers = _tiers_of(power, rows)
    tier = _tier(tiers, km)
    below = [each.limit for each in tiers[: tiers.index(tier)]]
    return tier, (below[-1] or 0) if below else 0


def _tiers_of(power: int, tiers: Sequence[tuple[int | None, Sequence[Tier]]]) -> Sequence[Tier]:
    return next(row for most, row in tiers if most is None or power <= most)


def _tier(tiers: Sequence[Tier], km: Decimal) -> Tier:
    return next(tier for tier in tiers if tier.limit is None or km <= tier.limit)
