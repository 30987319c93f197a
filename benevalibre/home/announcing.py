"""The host's announcements on top of every page."""

from django.http import HttpRequest

from benevalibre.accounts.models import User
from benevalibre.associations.models import Membership, Right
from benevalibre.associations.models.role import holding
from benevalibre.instance.models import Announcement, Audience, Instance

DISMISSED = "dismissed_announcements"
MOST_DISMISSED = 50


def dismiss(request: HttpRequest, announcement_id: int) -> None:
    """Show that announcement no more in this session; the last fifty are remembered."""
    kept = [pk for pk in request.session.get(DISMISSED, []) if pk != announcement_id]
    request.session[DISMISSED] = [*kept, announcement_id][-MOST_DISMISSED:]


def left_to_show(request: HttpRequest, user: User | None) -> list[Announcement]:
    """Those for this person that they have not dismissed; all, where there is no session."""
    session = getattr(request, "session", None)
    dismissed = session.get(DISMISSED, []) if session is not None else []
    place = getattr(request, "membership", None)
    return [row for row in announcements_for(user, place) if row.pk not in dismissed]


def announcements_for(user: User | None, place: Membership | None = None) -> list[Announcement]:
    """Those showing now to this account, or to a visitor.

    ``place`` is where this person is now: where they manage something there, nothing is asked.
    """
    showing = Instance.current().showing
    everyone = [row for row in showing if row.audience == Audience.EVERYONE]
    if user is None or len(everyone) == len(showing) or not _manages_something(user, place):
        return everyone
    return showing


def _manages_something(user: User, place: Membership | None) -> bool:
    if place is not None and (place.may(Right.MANAGE_ACTIONS) or place.may(Right.MANAGE_MEMBERS)):
        return True
    rights = holding(Right.MANAGE_ACTIONS, "role__") | holding(Right.MANAGE_MEMBERS, "role__")
    return Membership.objects.active().filter(rights, user=user).exists()
