"""The time sheets of everyone in a closed year: made beside, then downloaded."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from benevalibre.accounts.limits import making
from benevalibre.associations.access import MemberRequest, member
from benevalibre.associations.models import Right
from benevalibre.associations.views.answering import act
from benevalibre.reports.views.bundled import bundle_page, bundle_response
from benevalibre.reports.year_sheets import ask, found, is_small, take
from benevalibre.valuation.views.finding import statement_of


@require_http_methods(["GET", "HEAD", "POST"])
@member(Right.MANAGE_VALUATION)
@making("papers", opening=False)
def bundle(request: MemberRequest, number: int) -> HttpResponse:
    """How far they are; asking for them."""
    statement = statement_of(request, number)
    if request.method == "POST":
        act(request, lambda: ask(statement, by=request.membership))
        return _back(request, number)
    context = {
        "association": request.association,
        "statement": statement,
        "people": len(statement.figures["people"]),
        "minutes": sum(line["minutes"] for line in statement.figures["lines"]),
        "is_small": is_small(statement),
    }
    return bundle_page(request, "reports/bundle.html", found(statement), **context)


@require_safe
@member(Right.MANAGE_VALUATION)
def bundle_file(request: MemberRequest, number: int) -> HttpResponseBase:
    """The file; the page where it is not there, or not any more."""
    statement = statement_of(request, number)
    words = _("feuilles de temps, état %(n)s, exercice %(year)s") % {
        "n": number,
        "year": statement.fiscal_year,
    }
    parts = request.association.name, words
    response = bundle_response(request, found(statement), parts=parts)
    if response is None:
        return _back(request, number)
    take(statement, by=request.membership)
    return response


def _back(request: MemberRequest, number: int) -> HttpResponse:
    return redirect("reports:bundle", request.association.pk, number)
