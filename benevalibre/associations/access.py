"""Who may do what in an association: the audience decorators of its pages.

A stranger gets 404 (the association is not theirs to know), a participant without the right 403.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone

from benevalibre.accounts.access import PublicRequest, Request, View, audience
from benevalibre.associations.models import Association, Membership, Right
from benevalibre.associations.models.membership import Kind, MembershipState

GUEST_KEY = "guest_membership"
GUEST_LINK_KEY = "guest_link"


class MemberRequest(Request):
    """A request of an active participant, who holds the right that the view asks for."""

    membership: Membership
    association: Association


class GuestRequest(PublicRequest):
    """A request of a participant, signed in or come by a link."""

    membership: Membership
    association: Association


def membership_of(request: HttpRequest, association_id: int) -> Membership:
    """The active participation of whoever is signed in, or ``Http404``."""
    if request.user.pk is None:
        raise Http404
    here = Association.objects.visible().filter(pk=association_id)
    found = (
        Membership.objects.active()
        .select_related("association", "role", "user")
        .filter(association__in=here, user_id=request.user.pk)
        .first()
    )
    if found is None:
        raise Http404
    return found


def guest_of(request: HttpRequest) -> Membership | None:
    """The participant whose link opened this session, while the link is open; else None."""
    pk = request.session.get(GUEST_KEY)
    if pk is None or request.user.is_authenticated:
        return None
    found = (
        Membership.objects.select_related("association", "link")
        .filter(pk=pk, kind=Kind.GUEST, state=MembershipState.ACTIVE)
        .filter(association__in=Association.objects.visible())
        .first()
    )
    if found is None or not _still_opens(found, request):
        request.session.pop(GUEST_KEY, None)
        return None
    return found


def _still_opens(guest: Membership, request: HttpRequest) -> bool:
    """Is the link that opened this session open, and not replaced by a new one?"""
    opened_by = request.session.get(GUEST_LINK_KEY, guest.link.digest)
    return guest.link.is_open(timezone.now()) and bool(opened_by == guest.link.digest)


def visited(request: HttpRequest, association_id: int) -> tuple[Association, Membership | None]:
    """The association at a public address, and the place that whoever comes has or had there.

    ``Http404`` where it does not exist, and where it is hidden from somebody without account (a
    guest of its own link sees it). A participant's frame is that of the association.
    """
    found = Association.objects.visible().filter(pk=association_id).first()
    guest = guest_of(request)
    mine = guest if guest and guest.association_id == association_id else None
    if found is None or (found.hidden and mine is None and not request.user.is_authenticated):
        raise Http404
    if request.user.is_authenticated:
        rows = Membership.objects.select_related("association", "role", "user")
        mine = rows.filter(association=found, user_id=request.user.pk).first()
    if mine is not None and mine.is_active:
        vars(request)["membership"] = mine
    return found, mine


def member(right: Right | None = None) -> Callable[[View], View]:
    """For active participants of the association in the address, holding ``right`` if one is named.

    The view is called with ``request.membership`` and ``request.association`` set, and without
    ``association_id``.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(
            request: MemberRequest, association_id: int, *args: Any, **kwargs: Any
        ) -> HttpResponseBase:
            request.membership = membership_of(request, association_id)
            request.association = request.membership.association
            if right is not None and not request.membership.may(right):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return audience(checked, f"member:{right.value if right else ''}")

    return decorate


def guest_or_member(view: View) -> View:
    """For active participants of the association in the address, or of the link in the session."""

    @wraps(view)
    def checked(
        request: GuestRequest, association_id: int, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        guest = guest_of(request)
        if guest is None and not request.user.is_authenticated:
            raise Http404
        if guest is not None and guest.association_id != association_id:
            raise Http404
        request.membership = guest or membership_of(request, association_id)
        request.association = request.membership.association
        return view(request, *args, **kwargs)

    return audience(login_not_required(checked), "guest_or_member")
