"""The mails of this room, put in the outbox inside the verb's transaction."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone, translation

from benevalibre.mailing import outbox
from benevalibre.mailing.addresses import absolute
from benevalibre.ui.formats import format_period

if TYPE_CHECKING:
    from benevalibre.accounts.models import User
    from benevalibre.associations.models import Association, Invitation, Membership, Role

INVITATION = "associations.invitation"
REQUESTS = "associations.requests_waiting"


def requests_waiting(association: "Association", *, to: "Iterable[Membership]") -> None:
    """Tell who manages the people that someone asks to join; one an hour, or a day, at most."""
    for manager in to:
        if manager.user is None:
            continue
        outbox.enqueue_grouped(
            REQUESTS,
            to=manager.user.email,
            language=manager.user.language or "fr",
            key=f"requests:{association.pk}:{manager.pk}",
            context=requests_context(association),
            time_zone=association.time_zone,
        )


def requests_context(association: "Association") -> dict[str, Any]:
    """What the notice says of those who ask to join, now."""
    path = reverse("associations:member_list", kwargs={"association_id": association.pk})
    return {
        "association": association.name,
        "count": association.memberships.pending().count(),
        "url": absolute(f"{path}?state=pending"),
    }


def request_approved(member: "Membership") -> None:
    """Tell someone that they may record from now on."""
    _to_member("request_approved", member, "associations:detail")


def request_declined(member: "Membership") -> None:
    """Tell someone that their request was not accepted."""
    _to_member("request_declined", member, "associations:list")


def role_changed(member: "Membership", *, by: "Membership") -> None:
    """Tell someone which role ``by`` gave, and what it allows; only the last change in a row."""
    if member.user is None or member.role is None or member.pk == by.pk:
        return
    key = f"role_changed:{member.association_id}:{member.user_id}:"
    outbox.withdraw(key)
    page = reverse("associations:detail", kwargs={"association_id": member.association_id})
    outbox.enqueue(
        "associations.role_changed",
        to=member.user.email,
        language=member.user.language or "fr",
        key=key,
        essential=True,
        context={
            "name": member.user.short_name,
            "association": member.association.name,
            "role": member.role.name,
            "rights": _in_words(member.role),
            "url": absolute(page),
        },
    )


def _in_words(role: "Role") -> list[Any]:
    """What a role allows, in the order of its form; managing the association says it all."""
    from benevalibre.associations.models.role import Right

    if Right.MANAGE_ASSOCIATION in role.rights:
        return [Right.MANAGE_ASSOCIATION.label]
    return [right.label for right in Right if right in role.rights]


def removed(member: "Membership") -> None:
    """Tell someone that they are no longer in the team, and that their hours stay."""
    _to_member("removed", member, "home:home")


def invitation(invited: "Invitation", *, secret: str) -> None:
    """Invite an address; the mail is the only place where the secret is ever written.

    What people typed (names, the message) makes no link in any mail program.
    """
    by = invited.by
    language = (by.user.language if by and by.user else "") or "fr"
    url = absolute(reverse("associations:invitation_open", args=[secret]))
    with translation.override(language):
        until = format_period(timezone.localdate(invited.expires_at))
    outbox.enqueue(
        INVITATION,
        to=invited.email,
        language=language,
        key=invitation_key(invited),
        secret=True,
        context={
            "who": without_links(by.display_name if by else ""),
            "association": without_links(invited.association.name),
            "message": without_links(invited.message),
            "claims": invited.claims_id is not None,
            "until": until,
            "url": url,
        },
    )


def invitation_key(invited: "Invitation") -> str:
    """What the outbox knows the mail of an invitation by."""
    return f"invitation:{invited.pk}:"


def without_links(text: str) -> str:
    """``text`` with an invisible joint in what mail programs would make clickable.

    They look for « www.x.fr », « x@y » and « http://… » in plain text too.
    """
    return re.sub(r"(?<=\S)([.:/@])(?=\S)", "\\1\u2060", text)


def association_awaiting(association: "Association", *, hosts: "Iterable[User]") -> None:
    """Tell the hosts that a new association waits for them."""
    for host in hosts:
        page = reverse("hosting:association_detail", args=[association.pk])
        _put("association_awaiting", association, user=host, url=absolute(page))


def _to_member(kind: str, member: "Membership", page: str) -> None:
    if member.user is None:
        return
    here = {"association_id": member.association_id} if page == "associations:detail" else {}
    url = absolute(reverse(page, kwargs=here))
    _put(kind, member.association, user=member.user, url=url, essential=True)


def _put(
    kind: str, association: "Association", *, user: "User", url: str, essential: bool = False
) -> None:
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
        essential=essential,
    )
