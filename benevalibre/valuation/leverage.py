"""What a funder pays at most, without the volunteering of a project and with it: pure functions.

Where a funder pays a share of the cost of a project, volunteering that is valued is a part of that
cost, and so lifts the ceiling. The oracles are those of DOMAIN §4, in the tests.
"""

from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Final

TENTH: Final = Decimal("0.1")


def ceiling(cost: int, percent: Decimal, *, volunteering: int = 0) -> int:
    """The most that may be asked for, in whole cents and never a cent above.

    ``cost``: cents of the project without its volunteering, which is ``volunteering`` cents;
    ``percent``: the share that is funded, 0 to 100. ``ValueError`` beyond.
    """
    _require(cost, volunteering)
    if not 0 <= percent <= 100:
        raise ValueError("A share of the cost is from 0 to 100")
    return int(((cost + volunteering) * percent / 100).to_integral_value(ROUND_FLOOR))


def share(cost: int, *, volunteering: int) -> Decimal | None:
    """The percentage of volunteering in the whole, to the tenth; None where there is no cost."""
    _require(cost, volunteering)
    if cost + volunteering == 0:
        return None
    return (Decimal(volunteering) * 100 / (cost + volunteering)).quantize(TENTH, ROUND_HALF_UP)


def _require(cost: int, volunteering: int) -> None:
    if cost < 0 or volunteering < 0:
        raise ValueError("A cost is not negative")
