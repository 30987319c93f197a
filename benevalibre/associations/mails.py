"""The mails of this room, put in the outbox inside the verb's transaction."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from benevalibre.mailing import outbox
from benevalibre.mailing.addresses import absolute

if TYPE_CHECKING:
    from benevalibre.accounts.models import User
    from benevalibre.associations.models import Association, Membership


def requests_waiting(association: "Association", *, to: "Iterable[Membership]") -> None:
    """Tell who manages the people that someone asks to join; grouped, one an hour at most."""
    path = reverse("associations:member_list", kwargs={"association_id": association.pk})
    for manager in to:
        if manager.user is None:
            continue
        outbox.enqueue_grouped(
            "associations.requests_waiting",
            to=manager.user.email,
            language=manager.user.language or "fr",
            key=f"requests:{association.pk}:{manager.pk}",
            context={
                "association": association.name,
                "count": association.memberships.pending().count(),
                "url": absolute(f"{path}?state=pending"),
            },
        )


def request_approved(member: "Membership") -> None:
    """Tell someone that they may record from now on."""
    _to_member("request_approved", member, "associations:detail")


def request_declined(member: "Membership") -> None:
    """Tell someone that their request was not accepted."""
    _to_member("request_declined", member, "associations:list")


def removed(member: "Membership") -> None:
    """Tell someone that they are no longer in the team, and that their hours stay."""
    _to_member("removed", member, "home:home")


def association_awaiting(association: "Association", *, hosts: "Iterable[User]") -> None:
    """Tell the hosts that a new association waits for them."""
    for host in hosts:
        _put("association_awaiting", association, user=host, url=absolute(reverse("home:home")))


def _to_member(kind: str, member: "Membership", page: str) -> None:
    if member.user is None:
        return
    here = {"association_id": member.association_id} if page == "associations:detail" else {}
    url = absolute(reverse(page, kwargs=here))
    _put(kind, member.association, user=member.user, url=url)


def _put(kind: str, association: "Association", *, user: "User", url: str) -> None:
    context: dict[str, Any] = {
        "name": user.short_name,
        "association": association.name,
        "url": url,
    }
    outbox.enqueue(
        f"associations.{kind}",
        to=user.email,
        language=user.language or "fr",
        key=f"{kind}:{association.pk}:{user.pk}",
        context=context,
    )
