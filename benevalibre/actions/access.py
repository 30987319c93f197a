"""Who has pages of their own: an account, or a participant who came by a link."""

from functools import wraps
from typing import Any, cast

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.db.models import F
from django.http import HttpResponseBase

from benevalibre.accounts.access import PublicRequest, View, audience
from benevalibre.accounts.models import User
from benevalibre.actions.models import Action
from benevalibre.actions.querysets import ActionQuerySet
from benevalibre.associations.access import guest_of
from benevalibre.associations.models import Association, Membership


class OwnRequest(PublicRequest):
    """A request of an account, or of a ``guest``; ``membership`` is the guest's."""

    guest: Membership | None
    membership: Membership


def participant(view: View) -> View:
    """For whoever may have hours of their own: every account, and guests by their link."""

    @wraps(view)
    def checked(request: OwnRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.guest = guest_of(request)
        if request.guest is not None:
            request.membership = request.guest
        elif not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return audience(login_not_required(checked), "participant")


def own_actions(request: OwnRequest) -> ActionQuerySet:
    """The actions of whoever asks, in every association or in that of the link."""
    if request.guest is not None:
        return Action.objects.by_member(request.guest)
    return Action.objects.by_user(cast("User", request.user))


def places(request: OwnRequest) -> list[Membership]:
    """Where whoever asks may record now, the last used first."""
    if request.guest is not None:
        return [request.guest] if request.guest.association.is_open else []
    return places_of(cast("User", request.user))


def places_of(user: User) -> list[Membership]:
    """Where an account may record now, the last used first."""
    found = (
        Membership.objects.active()
        .filter(user=user, association__in=Association.objects.open())
        .select_related("association", "role", "usual_level")
        .order_by(F("last_entry_on").desc(nulls_last=True), "association__name_key")
    )
    memberships = list(found)
    for membership in memberships:
        membership.user = user
    return memberships


def author_of(request: OwnRequest, action: Action) -> Membership:
    """The participant as whom one's own action is changed."""
    if request.guest is not None:
        return request.guest
    member = cast("Membership", action.member)
    member.association = action.association
    return member
