"""The mails about waived expenses, put in the outbox inside the verb's transaction."""

from typing import TYPE_CHECKING

from django.urls import reverse

from benevalibre.associations.models import Membership
from benevalibre.mailing import outbox
from benevalibre.mailing.addresses import absolute

if TYPE_CHECKING:
    from benevalibre.valuation.models.waivers import Waiver


def accepted(waiver: "Waiver", *, by: Membership) -> None:
    """Tell the volunteer that the signed paper was received."""
    _to_volunteer("accepted", waiver, by=by)


def declined(waiver: "Waiver", *, by: Membership) -> None:
    """Tell the volunteer that it does not hold, and why; instead of what was about to leave."""
    outbox.withdraw(_key(waiver))
    _to_volunteer("declined", waiver, by=by)


def _to_volunteer(kind: str, waiver: "Waiver", *, by: Membership) -> None:
    """Write one mail; nothing to oneself, nor to an account that is switched off."""
    user = waiver.member.user if waiver.member else None
    if user is None or user.pk == by.user_id or not user.is_active:
        return
    path = reverse("valuation:travel_year", args=[waiver.association_id, waiver.year])
    outbox.enqueue(
        f"valuation.{kind}",
        to=user.email,
        language=user.language or "fr",
        key=_key(waiver),
        essential=True,
        context={
            "name": user.short_name,
            "association": waiver.issuer["name"],
            "year": waiver.year,
            "cents": waiver.cents,
            "reason": waiver.reason,
            "url": absolute(path),
        },
    )


def _key(waiver: "Waiver") -> str:
    return f"waiver:{waiver.pk}:"
