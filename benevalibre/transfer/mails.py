"""The mails of a move, put in the outbox inside the verb's transaction."""

from datetime import date
from typing import Any, Final

from django.urls import reverse

from benevalibre.accounts.models import User
from benevalibre.associations.models import Association, Membership
from benevalibre.mailing import outbox
from benevalibre.mailing.addresses import absolute
from benevalibre.transfer.models import Arrival, Departure

IDLE: Final = "idle:"
"""The key of a warning, before the account that it is about."""


def moving(departure: Departure) -> None:
    """Tell the team that nothing changes any more here, and why."""
    here = departure.association
    _to_team(here, "moving", url=_page_of(here), message=departure.message)


def withdraw_moving(association: Association) -> bool:
    """Take back what ``moving`` wrote; False where it has left already."""
    return outbox.withdraw(f"moving:{association.pk}:") > 0


def staying(association: Association) -> None:
    """Tell the team that the move was called off, and that one records here as before."""
    _to_team(association, "staying", url=_page_of(association))


def moved(departure: Departure) -> None:
    """Tell the team where the association is from now on."""
    _to_team(
        departure.association,
        "moved",
        url=departure.destination_url,
        message=departure.message,
    )


def arrived(arrival: Arrival) -> None:
    """Tell whoever brought an association that all is done."""
    _to_author(arrival, "arrived")


def stopped(arrival: Arrival) -> None:
    """Tell them that it waits for them, and why."""
    _to_author(arrival, "stopped", why=str(arrival.get_trouble_display()))


def idle(user: User, *, ends_on: date | None) -> None:
    """Warn the owner of an account that nobody uses; ``ends_on``: the day it would be deleted."""
    context = {
        "name": user.short_name,
        "seen_on": user.seen_on,
        "ends_on": ends_on,
        "url": absolute(reverse("accounts:sign_in")),
    }
    _put("idle", f"{IDLE}{user.pk}", user, context)


def _to_author(arrival: Arrival, kind: str, **more: Any) -> None:
    if arrival.author is None:
        return
    url = absolute(reverse("transfer:arrival", args=[arrival.pk]))
    context = {"association": arrival.name, "url": url, **more}
    _put(kind, f"{kind}:{arrival.pk}", arrival.author, context)


def _to_team(association: Association, kind: str, **more: Any) -> None:
    team = Membership.objects.active().filter(association=association, user__is_active=True)
    for member in team.select_related("user"):
        if member.user is not None:
            context = {"association": association.name, **more}
            _put(kind, f"{kind}:{association.pk}:{member.pk}", member.user, context)


def _put(kind: str, key: str, user: User, context: dict[str, Any]) -> None:
    outbox.enqueue(
        f"transfer.{kind}",
        to=user.email,
        language=user.language or "fr",
        key=key,
        essential=True,
        context={"name": user.short_name, **context},
    )


def _page_of(association: Association) -> str:
    return absolute(reverse("associations:detail", args=[association.pk]))
