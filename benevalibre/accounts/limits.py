"""How often something may be tried: counted by the library, in the database, for all processes."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.ratelimit import consume_or_429
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from benevalibre.accounts.access import View


def refusal(request: HttpRequest, action: str, *, key: str | None = None) -> HttpResponse | None:
    """The page 429 when ``action`` (of ACCOUNT_RATE_LIMITS) was done too often; else count it.

    Opening a page with GET counts for nothing.
    """
    refused: HttpResponse | None = consume_or_429(request, action=action, key=key)
    return refused


def limited(action: str) -> Callable[[View], View]:
    """Count what is sent to the view, per client or account as the rate of ``action`` says."""

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return refusal(request, action) or view(request, *args, **kwargs)

        return checked

    return decorate


def sparingly(action: str) -> Callable[[View], View]:
    """Count each opening of the view too, found or not: nobody tries one code after another."""

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            refused: HttpResponse | None = consume_or_429(request, action=action, limit_get=True)
            return refused or view(request, *args, **kwargs)

        return checked

    return decorate


def making(action: str, *, opening: bool = True) -> Callable[[View], View]:
    """Count the papers that the view makes, for each account, or each session of a guest.

    Whoever asks for too many at once reads that they may have more in a minute. Without
    ``opening``, only what is sent to the view counts.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            key = f"{request.user.pk or request.session.session_key}"
            if consume_or_429(request, action=action, key=key, limit_get=opening):
                return render(request, "ui/busy.html", status=429)
            return view(request, *args, **kwargs)

        vars(checked)["making"] = action
        return checked

    return decorate
