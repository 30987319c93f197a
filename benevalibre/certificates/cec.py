"""The « compte d’engagement citoyen »: do a volunteer's hours of one calendar year give the right?

Code du travail, D5151-14: 200 hours at least in the past calendar year, in the direction of
associations or in supervising their volunteers, 100 of them at least in one same association.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

TOTAL_MINUTES: Final = 200 * 60
BEST_MINUTES: Final = 100 * 60
EUROS_A_YEAR: Final = 240
EUROS_AT_MOST: Final = 720

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Reckoning:
    """Minutes in all, minutes in the association with most, and what both tests still lack."""

    total: int
    best: int

    @property
    def missing_total(self) -> int:
        """Minutes that lack to 200 hours, 0 once there."""
        return max(0, TOTAL_MINUTES - self.total)

    @property
    def missing_best(self) -> int:
        """Minutes that lack to 100 hours in one same association, 0 once there."""
        return max(0, BEST_MINUTES - self.best)

    @property
    def eligible(self) -> bool:
        """Do both tests pass?"""
        return self.missing_total == 0 and self.missing_best == 0

    @property
    def missing(self) -> int:
        """Fewest minutes that would make it pass: those for one association count for both."""
        return max(self.missing_total, self.missing_best)


def reckon(minutes_by_association: Mapping[K, int]) -> Reckoning:
    """Apply both tests to the minutes of one calendar year in functions that count (D5151-14).

    Only hours of direction or of supervising volunteers belong in there (R5151-16).
    ``ValueError`` for negative minutes.
    """
    minutes = minutes_by_association.values()
    if any(figure < 0 for figure in minutes):
        raise ValueError("Minutes are never negative")
    return Reckoning(total=sum(minutes), best=max(minutes, default=0))


def acquired(good_years: int) -> int:
    """Euros that so many years of both tests passed give, none of them used.

    Whether the law caps the balance or the whole life is not settled: one says « dans la limite ».
    """
    return min(EUROS_A_YEAR * good_years, EUROS_AT_MOST)
