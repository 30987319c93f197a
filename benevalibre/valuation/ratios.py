"""Minutes against other minutes, rounded half-up without a float on the way."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

HUNDREDTH: Final = Decimal("0.01")
MOST_PERCENT: Final = 900
"""Ten times as much is the last change that is said."""


def full_time(minutes: int, hours_of_a_year: int) -> Decimal:
    """Full-time equivalents, to the hundredth (DOMAIN §2, L3121-41)."""
    return (Decimal(minutes) / 60 / hours_of_a_year).quantize(HUNDREDTH, ROUND_HALF_UP)


def percentage(part: int, whole: int) -> int | None:
    """``part`` of ``whole`` in percent; None of nothing."""
    if whole == 0:
        return None
    return int((Decimal(part) * 100 / whole).to_integral_value(ROUND_HALF_UP))


def change(now: int, before: int) -> int | None:
    """By how many percent ``now`` differs from ``before``.

    None where there was nothing, or next to nothing: « + 2 713 % » tells nobody anything.
    """
    percent = percentage(now - before, before)
    return None if percent is None or percent > MOST_PERCENT else percent
