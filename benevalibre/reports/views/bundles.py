"""The time sheets of everyone in a closed year: made beside, then downloaded."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRefresh

from benevalibre.associations.access import MemberRequest, member
from benevalibre.associations.models import Right
from benevalibre.associations.views.answering import act
from benevalibre.documents.files import file_name
from benevalibre.reports.bundling import ask, is_small
from benevalibre.reports.models import Bundle, BundleStage
from benevalibre.valuation.models import Statement


@require_http_methods(["GET", "HEAD", "POST"])
@member(Right.MANAGE_VALUATION)
def bundle(request: MemberRequest, number: int) -> HttpResponse:
    """How far they are; asking for them."""
    statement = _statement(request, number)
    if request.method == "POST":
        act(request, lambda: ask(statement, by=request.membership))
        return _back(request, number)
    made = Bundle.objects.filter(statement=statement).first()
    is_busy = made is not None and made.stage == BundleStage.WAITING
    if vars(request).get("htmx") and not is_busy:
        return HttpResponseClientRefresh()
    context = {
        "association": request.association,
        "statement": statement,
        "bundle": made,
        "people": len(statement.figures["people"]),
        "minutes": sum(line["minutes"] for line in statement.figures["lines"]),
        "is_small": is_small(statement),
    }
    return render(request, "reports/bundle.html", context)


@require_safe
@member(Right.MANAGE_VALUATION)
def bundle_file(request: MemberRequest, number: int) -> HttpResponseBase:
    """The file; the page where it is not there, or not any more."""
    statement = _statement(request, number)
    made = Bundle.objects.filter(statement=statement, stage=BundleStage.DONE).first()
    if made is None:
        messages.error(request, _("Ces feuilles ne sont pas prêtes\u00a0: demandez-les."))
        return _back(request, number)
    try:
        file = made.file.open("rb")
    except FileNotFoundError:
        made.fail(_("Le fichier n’est plus là. Préparez-le de nouveau."))
        return _back(request, number)
    words = _("feuilles de temps, état %(n)s, exercice %(year)s") % {
        "n": number,
        "year": statement.fiscal_year,
    }
    suffix = "zip" if made.is_archive else "pdf"
    name = file_name(request.association.name, words, suffix=suffix)
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return FileResponse(file, as_attachment=True, filename=name, headers=headers)


def _statement(request: MemberRequest, number: int) -> Statement:
    rows = Statement.objects.of(request.association).select_related("fiscal_year")
    statement = get_object_or_404(rows, number=number)
    statement.association = request.association
    return statement


def _back(request: MemberRequest, number: int) -> HttpResponse:
    return redirect("reports:bundle", request.association.pk, number)
