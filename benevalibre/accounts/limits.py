"""How often something may be tried: counted by the library, in the database, for all processes."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.ratelimit import consume_or_429
from django.http import HttpRequest, HttpResponse, HttpResponseBase

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
