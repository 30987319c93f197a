"""The public page that says what a paper is worth, and nothing more than the paper."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.ratelimit import consume_or_429
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from benevalibre.accounts.access import PublicRequest, public
from benevalibre.certificates.codes import read_code, show_code
from benevalibre.certificates.forms.certificates import CodeForm
from benevalibre.certificates.models import Certificate
from benevalibre.certificates.paper import rows_of
from benevalibre.certificates.telling import parts_of

View = Callable[..., HttpResponseBase]


def sparingly(view: View) -> View:
    """Each opening of the page counts, valid or not: nobody tries codes one after another."""

    @wraps(view)
    def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        refused: HttpResponse | None = consume_or_429(request, action="check", limit_get=True)
        return refused or view(request, *args, **kwargs)

    return counted


@public
@never_cache
def check(request: PublicRequest) -> HttpResponse:
    """A field for the code of a paper, for whoever has no camera."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        return redirect("certificates:checked", show_code(form.cleaned_data["code"]))
    status = 422 if form.is_bound else 200
    return _unlisted(render(request, "certificates/check.html", {"form": form}, status=status))


@public
@sparingly
@never_cache
def checked(request: PublicRequest, code: str) -> HttpResponse:
    """Valid, revoked since a day, or unknown: as one that an archive told of is too.

    To name the address that such an archive gave would lend ours to whoever made it.
    """
    rows = Certificate.objects.issued_here().select_related("association")
    found = rows.filter(code=read_code(code)).first()
    context = {
        "certificate": found,
        "rows": rows_of(found) if found else [],
        "parts": parts_of(found) if found else [],
    }
    page = render(request, "certificates/checked.html", context, status=200 if found else 404)
    return _unlisted(page)


def _unlisted(response: HttpResponse) -> HttpResponse:
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
