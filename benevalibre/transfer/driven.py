"""What a person drives, and the travel expenses that they waived, for that person."""

from collections.abc import Iterator
from typing import Any

from benevalibre.accounts.models import User
from benevalibre.valuation.models import Vehicle, Waiver


def vehicles_of(user: User) -> Iterator[dict[str, Any]]:
    """Those of all their associations."""
    rows = Vehicle.objects.filter(member__user=user).order_by("pk")
    for row in rows.values("id", "member_id", "kind", "power", "electric", "start"):
        yield {**row}


def waivers_of(user: User) -> Iterator[dict[str, Any]]:
    """What was waived, as it was then; not who answered."""
    rows = Waiver.objects.filter(member__user=user).order_by("pk")
    told = rows.values(
        "id", "association_id", "year", "number", "state", "volunteer", "address", "issuer",
        "source", "vehicles", "trips", "distance_hundredths", "cents", "waived_at", "waived_on",
        "answered_at", "reason",
    )  # fmt: skip
    for row in told:
        yield {**row}
