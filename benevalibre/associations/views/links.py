"""Guests come by a link; the secret leaves the address bar at once."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from benevalibre.accounts.access import PublicRequest, Request, public, signed_in
from benevalibre.associations.access import GUEST_KEY, GUEST_LINK_KEY
from benevalibre.associations.links import ClosedLinkError, LinkError, find, open_link
from benevalibre.associations.models import Association, Membership

OFFERED_KEY = "offered_association"


@public
@never_cache
def guest_open(request: PublicRequest, secret: str) -> HttpResponse:
    """Open a session of a guest, until the browser closes; accounts keep their own way."""
    try:
        if request.user.is_authenticated:
            response = _offer(request, find(secret))
        else:
            response = _welcome(request, open_link(secret))
    except ClosedLinkError:
        response = render(request, "associations/link_closed.html", status=410)
    except LinkError:
        response = render(request, "associations/link_unknown.html", status=404)
    response["Referrer-Policy"] = "no-referrer"
    return response


@public
@never_cache
def guest_open_old(request: PublicRequest) -> HttpResponseBase:
    """The address of links in Bénévalibre 2.0: ``/dashboard/?vuid=…``."""
    secret = request.GET.get("vuid", "")
    if not secret:
        return redirect("home:home")
    return guest_open(request, secret)


@signed_in
def guest_offer(request: Request) -> HttpResponse:
    """To somebody signed in who opened a link: record under your own name."""
    offered = request.session.get(OFFERED_KEY)
    association = get_object_or_404(Association.objects.visible(), pk=offered or 0)
    membership = Membership.objects.here(request.user).filter(association=association).first()
    context = {"association": association, "membership": membership}
    return render(request, "associations/link_offer.html", context)


@public
@require_POST
def guest_close(request: PublicRequest) -> HttpResponse:
    """End a guest's session, on a shared tablet."""
    if not request.user.is_authenticated:
        request.session.flush()
        messages.success(request, _("C’est fermé. Rouvrez le lien pour noter d’autres heures."))
    return redirect("home:home")


def _offer(request: PublicRequest, guest: Membership) -> HttpResponse:
    request.session[OFFERED_KEY] = guest.association_id
    return redirect("associations:guest_offer")


def _welcome(request: PublicRequest, guest: Membership) -> HttpResponse:
    """A new session, so that nothing of an earlier one on this device is taken over."""
    request.session.flush()
    request.session[GUEST_KEY] = guest.pk
    request.session[GUEST_LINK_KEY] = guest.link.digest
    request.session.set_expiry(0)
    return redirect("home:home")
