"""The public page that says what a paper is worth, and nothing more than the paper."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from benevalibre.accounts.access import PublicRequest, public
from benevalibre.accounts.limits import sparingly
from benevalibre.certificates.codes import read_code, show_code
from benevalibre.certificates.forms.certificates import CodeForm
from benevalibre.certificates.models import Certificate
from benevalibre.certificates.paper import rows_of
from benevalibre.certificates.telling import parts_of


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
@sparingly("check")
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
