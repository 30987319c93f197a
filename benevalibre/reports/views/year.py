"""« Votre année »: its page, its PDF, and putting its card away."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from benevalibre.accounts.access import Request, signed_in
from benevalibre.accounts.limits import making
from benevalibre.accounts.models import User
from benevalibre.actions.access import OwnRequest, own_actions, participant
from benevalibre.documents.pdf import pdf_response
from benevalibre.reports.year import YearGiven, had_function, hide, is_over, years_over
from benevalibre.reports.year_paper import facts, key_figures, name_of_file, title_of, year_pdf


@require_safe
@participant
def year(request: OwnRequest, number: int) -> HttpResponse:
    """What this person gave in a year that is over; 404 for any other."""
    given = _given(request, number)
    user = None if request.guest else cast("User", request.user)
    context = {
        "given": given,
        "title": title_of(given),
        "figures": key_figures(given),
        "facts": facts(given),
        "others": [other for other in years_over(given.own, given.today) if other != number],
        "has_account": user is not None,
        "has_function": user is not None and had_function(user, number),
    }
    return render(request, "reports/year.html", context)


@require_safe
@participant
@making("paper")
def year_file(request: OwnRequest, number: int) -> HttpResponseBase:
    """The same as a PDF; back to the page where nothing was given."""
    given = _given(request, number)
    if not given.total.actions:
        messages.error(request, _("Rien ne compte pour cette année\u00a0: pas de page à imprimer."))
        return redirect("reports:year", number)
    holder = request.guest or cast("User", request.user)
    return pdf_response(year_pdf(given, holder.display_name), name=name_of_file(given))


@require_POST
@signed_in
def year_hiding(request: Request, number: int) -> HttpResponseBase:
    """Show the card on the home page no more."""
    if not is_over(number, timezone.localdate()):
        raise Http404
    hide(request.user, number)
    messages.success(
        request, _("C’est rangé. Votre année reste dans «\u00a0Mes statistiques\u00a0».")
    )
    return redirect("home:home")


def _given(request: OwnRequest, number: int) -> YearGiven:
    today = timezone.localdate()
    if not is_over(number, today):
        raise Http404
    return YearGiven(own_actions(request), number, today)
