"""The mails about waived expenses, put in the outbox inside the verb's transaction."""

from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse

from benevalibre.associations.models import Membership, Right
from benevalibre.mailing import outbox
from benevalibre.mailing.addresses import absolute

if TYPE_CHECKING:
    from benevalibre.valuation.models.waivers import Waiver


WAIVED: Final = "valuation.waived"


def waived(waiver: "Waiver", *, by: Membership) -> None:
    """Tell who keeps the accounts that somebody waived; one an hour, or a day, at most."""
    here = waiver.association
    managers = Membership.objects.with_right(Right.MANAGE_VALUATION).select_related(
        "association", "user"
    )
    for manager in managers.filter(association=here).exclude(pk=by.pk):
        if manager.user is not None:
            outbox.enqueue_grouped(
                WAIVED,
                to=manager.user.email,
                language=manager.user.language or "fr",
                key=f"waivers:{here.pk}:{manager.pk}",
                context=waived_context(manager),
                time_zone=here.time_zone,
            )


def waived_context(manager: Membership) -> dict[str, Any]:
    """What the notice says to ``manager`` of what awaits a signed paper, now."""
    here = manager.association
    waiting = here.waivers.filter(state="pending").order_by("-year")
    latest = waiting.values_list("year", flat=True).first()
    args = [here.pk] if latest is None else [here.pk, latest]
    page = "valuation:travel_list" if latest is None else "valuation:travel_list_year"
    return {
        "name": manager.user.short_name if manager.user else "",
        "association": here.name,
        "count": waiting.count(),
        "url": absolute(reverse(page, args=args)),
    }


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
