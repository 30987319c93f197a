"""The activity report of an association: its page, its PDF and its introduction."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from benevalibre.accounts.limits import making
from benevalibre.associations.access import MemberRequest, member
from benevalibre.associations.heading import heading_of
from benevalibre.associations.models import Right
from benevalibre.associations.views.answering import form_page
from benevalibre.documents.pdf import pdf_response
from benevalibre.reports import activity_method, activity_words
from benevalibre.reports.activity import Activity
from benevalibre.reports.activity_paper import activity_pdf, name_of_file
from benevalibre.reports.forms.activity import ActivityForm, IntroductionForm, project_of
from benevalibre.reports.models import Introduction
from benevalibre.reports.offering import offer
from benevalibre.reports.seeing import sees_euros
from benevalibre.reports.statistics import Question, Statistics


@require_safe
@member(Right.SEE_STATISTICS)
def activity(request: MemberRequest) -> HttpResponse:
    """The report as it will be handed over."""
    form, report = _asked(request)
    here = request.association
    context = {
        "association": here,
        "form": form,
        "report": report,
        "heading": heading_of(here),
        "introduction": Introduction.of(here),
        "may_write": request.membership.may(Right.MANAGE_ASSOCIATION),
        **(_shown(report) if report.sums.actions else {}),
    }
    return render(request, "reports/activity.html", context, status=422 if form.errors else 200)


@require_safe
@member(Right.SEE_STATISTICS)
@making("paper")
def activity_file(request: MemberRequest) -> HttpResponseBase:
    """The same as a PDF; back to the page where it is asked wrongly, or there is nothing in it."""
    form, report = _asked(request)
    page = reverse("reports:activity", args=[request.association.pk])
    if form.errors:
        return redirect(f"{page}?{request.GET.urlencode()}")
    if not report.sums.actions:
        messages.error(request, _("Rien ne compte pour cette période\u00a0: pas de rapport."))
        return redirect(f"{page}?{request.GET.urlencode()}")
    text = Introduction.of(request.association).text
    return pdf_response(activity_pdf(report, text), name=name_of_file(report))


@member(Right.MANAGE_ASSOCIATION)
def introduction_edit(request: MemberRequest) -> HttpResponse:
    """The text above the figures, kept for the next report."""
    here, by = request.association, request.membership
    introduction = Introduction.of(here)
    form = IntroductionForm(request.POST or None, initial={"text": introduction.text})
    if form.obeys(lambda: introduction.write(form.cleaned_data["text"], by=by)):
        messages.success(request, _("C’est enregistré, en tête du rapport."))
        return redirect("reports:activity", association_id=here.pk)
    page = "reports/introduction.html"
    may_see = by.may(Right.SEE_STATISTICS)
    return form_page(request, form, page, association=here, may_see=may_see)


def _shown(report: Activity) -> dict[str, object]:
    return {
        "title": activity_words.title_of(report),
        "about": activity_words.about(report),
        "headline": activity_words.headline(report),
        "source": activity_words.source(report),
        "figures": activity_words.key_figures(report),
        "months": activity_words.months(report),
        "sections": activity_words.sections(report),
        "comparison": activity_words.comparison(report),
        "value": activity_method.rates(report) if report.shows_euros else None,
        "valued": activity_method.valued(report) if report.shows_euros else "",
        "method": activity_method.title(),
        "notes": activity_method.notes(report),
    }


def _asked(request: MemberRequest) -> tuple[ActivityForm, Activity]:
    """What the address asks for, and the report."""
    here, by = request.association, request.membership
    today, there = here.today(), offer(here)
    form = ActivityForm(request.GET, offer=there, today=today, has_euros=sees_euros(by))
    question = Question(period=form.chosen, words=form.words)
    found = Statistics(here, by, there, question, today)
    report = Activity(found, project_of(there, form.chosen_project), with_euros=form.wants_euros)
    return form, report
