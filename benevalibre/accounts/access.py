"""Who may see a page: each view says it once, by one decorator. Signing in is the default."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeAlias

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponseBase
from django_htmx.middleware import HtmxDetails

from benevalibre.accounts.models import User

View: TypeAlias = Callable[..., HttpResponseBase]


class PublicRequest(HttpRequest):
    """A request of anybody: ``user`` may be anonymous."""

    user: User | AnonymousUser
    htmx: HtmxDetails


class Request(HttpRequest):
    """A request of somebody who is signed in."""

    user: User
    htmx: HtmxDetails


def public(view: View) -> View:
    """For anybody, signed in or not."""
    audience(view, "public")
    return login_not_required(view)


def signed_in(view: View) -> View:
    """For every account."""
    return audience(view, "signed_in")


def host(view: View) -> View:
    """For the host of the instance; to anybody else the page does not exist."""

    @wraps(view)
    def checked(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_host:
            raise Http404
        return view(request, *args, **kwargs)

    return audience(checked, "host")


def audience(view: View, name: str) -> View:
    """Write on the view whom it is for, so that a test finds every view that forgot it."""
    vars(view)["audience"] = name
    return view
