"""The statistics of an association: the page, and its tables as files."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from benevalibre.associations.access import MemberRequest, member
from benevalibre.associations.models import Right
from benevalibre.documents.files import download, file_name
from benevalibre.reports.forms.files import CHOICES
from benevalibre.reports.forms.statistics import FixedPeriodForm, PeriodForm, StatisticsForm
from benevalibre.reports.offering import offer
from benevalibre.reports.picturing import describe, pages, pictures
from benevalibre.reports.seeing import sees_details, sees_figures, sees_people
from benevalibre.reports.statistics import Question, Statistics
from benevalibre.reports.statistics_tables import TABLES, table_of

FILES = {choice.code: choice.file for choice in CHOICES}


@require_safe
@member()
def statistics(request: MemberRequest) -> HttpResponse:
    """Figures, charts and tables, as far as this person may see them."""
    form, found = _asked(request)
    context = {
        "association": request.association,
        "form": form,
        "statistics": found,
        "today": found.today,
        "may_report": request.membership.may(Right.SEE_STATISTICS),
        "fall": abs(found.change or 0),
        **describe(found.question.period),
        **pages(found),
        **pictures(found),
        **_valuation(request, found),
    }
    status = 422 if form.errors else 200
    return render(request, "reports/statistics.html", context, status=status)


@require_safe
@member()
def statistics_file(request: MemberRequest, table: str, code: str) -> HttpResponseBase:
    """One table as a file; 404 for a table or a file that does not exist."""
    _form, found = _asked(request)
    if table not in TABLES or code not in FILES or (table == "people" and not found.names_people):
        raise Http404
    words = request.association.name, str(TABLES[table]), found.question.period.name
    name = file_name(*words, suffix=FILES[code].suffix)
    return download(table_of(found, table), FILES[code], name=name)


def _valuation(request: MemberRequest, found: Statistics) -> dict[str, str]:
    """Where rates and the statement are, for those who manage them."""
    if found.appraisal is None or not request.membership.may(Right.MANAGE_VALUATION):
        return {}
    here, number = request.association.pk, found.appraisal.statement
    urls = {"rates_url": reverse("valuation:rate_list", args=[here])}
    if number:
        urls["statement_url"] = reverse("valuation:statement_detail", args=[here, number])
    return urls


def _asked(request: MemberRequest) -> tuple[PeriodForm, Statistics]:
    """What the address asks for, and the answer; ``PermissionDenied`` for who sees no figure."""
    by, here = request.membership, request.association
    if not sees_figures(by):
        raise PermissionDenied
    today = here.today()
    there = offer(here)
    if not sees_details(by):
        fixed = FixedPeriodForm(request.GET, years=there.years, today=today, first=there.first)
        question = Question(period=fixed.chosen, words={}, sort=fixed.order)
        return fixed, Statistics(here, by, there, question, today)
    form = StatisticsForm(request.GET, offer=there, today=today, names=sees_people(by))
    question = Question(
        period=form.chosen,
        words=form.words,
        person=form.called,
        sort=form.order,
        page=form.page_number,
    )
    return form, Statistics(here, by, there, question, today)
