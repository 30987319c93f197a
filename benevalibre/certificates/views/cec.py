"""The « compte d’engagement citoyen »: one's own, and that of an association's people."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from benevalibre.accounts.access import Request, signed_in
from benevalibre.accounts.limits import making
from benevalibre.actions.models import Action
from benevalibre.associations.access import MemberRequest, member
from benevalibre.associations.models import Right
from benevalibre.associations.views.answering import act, page_of
from benevalibre.certificates import printing
from benevalibre.certificates.cec import EUROS_AT_MOST, acquired
from benevalibre.certificates.conditions import conditions_of, is_to_be_asked
from benevalibre.certificates.correcting import correct_function
from benevalibre.certificates.counting import held_by, kind_of, of_association
from benevalibre.certificates.elsewhere import engagement_of
from benevalibre.certificates.forms.cec import FunctionForm, YearForm
from benevalibre.documents.files import XLSX, download, file_name
from benevalibre.documents.pdf import pdf_response


@signed_in
def cec_mine(request: Request) -> HttpResponse:
    """Both tests across associations, what is missing, and the two deadlines."""
    form = YearForm(request.GET, today=timezone.localdate())
    found = engagement_of(request.user, form.year)
    context = {
        "form": form,
        "year": form.year,
        "rows": [(row, conditions_of(row.association, form.year)) for row in found.held],
        "attested": found.attested,
        "counted_here": found.counted_here,
        "reckoning": found.reckoning,
        "a_year": acquired(1),
        "at_most": EUROS_AT_MOST,
        "is_running": form.year.end >= form.today,
    }
    return render(request, "certificates/cec_mine.html", context)


@signed_in
@making("paper")
def cec_mine_pdf(request: Request) -> HttpResponse:
    """The same on paper."""
    form = YearForm(request.GET, today=timezone.localdate())
    found = engagement_of(request.user, form.year)
    content = printing.volunteer_pdf(request.user.display_name, found, form.year)
    name = file_name(_("Engagement citoyen"), str(form.year.number), suffix="pdf")
    return pdf_response(content, name=name)


@member(Right.ISSUE_CERTIFICATES)
def cec_list(request: MemberRequest) -> HttpResponse:
    """Whoever held a function that counts, for the legal representative."""
    here = request.association
    manages = request.membership.may(Right.MANAGE_ASSOCIATION)
    form = YearForm(request.GET, today=here.today())
    context = {
        "association": here,
        "form": form,
        "year": form.year,
        "rows": of_association(here, form.year),
        "conditions": conditions_of(here, form.year),
        "manages": manages,
        "asks": manages and is_to_be_asked(here),
    }
    return render(request, "certificates/cec_list.html", context)


@member(Right.ISSUE_CERTIFICATES)
@making("paper")
def cec_list_pdf(request: MemberRequest) -> HttpResponse:
    """The list on paper."""
    here = request.association
    year = YearForm(request.GET, today=here.today()).year
    content = printing.list_pdf(here, of_association(here, year), year)
    return pdf_response(content, name=file_name(here.name, "CEC", str(year.number), suffix="pdf"))


@member(Right.ISSUE_CERTIFICATES)
def cec_list_xlsx(request: MemberRequest) -> HttpResponseBase:
    """The list for a spreadsheet."""
    here = request.association
    year = YearForm(request.GET, today=here.today()).year
    table = printing.list_table(of_association(here, year), year)
    return download(table, XLSX, name=file_name(here.name, "CEC", str(year.number), suffix="xlsx"))


@member(Right.ISSUE_CERTIFICATES)
def cec_person(request: MemberRequest, member_id: int) -> HttpResponse:
    """Each action of someone's year with what it counts for, to be corrected."""
    here = request.association
    person = get_object_or_404(here.memberships.with_person(), pk=member_id)
    form = YearForm(request.GET, today=here.today())
    year = form.year
    actions = Action.objects.approved().by_member(person).between(year.start, year.end)
    page = page_of(actions.select_related("category", "project").latest_first(), request)
    functions = list(person.functions.all())
    found = held_by([person], year)
    shown: Any = page.object_list
    rows = [(action, kind_of(action, functions), _form_of(action)) for action in shown]
    context = {
        "association": here,
        "person": person,
        "form": form,
        "year": year,
        "page": page,
        "rows": rows,
        "functions": functions,
        "total": found[0].total if found else 0,
    }
    return render(request, "certificates/cec_person.html", context)


@member(Right.ISSUE_CERTIFICATES)
@require_POST
def cec_function(request: MemberRequest, action_id: int) -> HttpResponse:
    """Say what one action counts for."""
    here, by = request.association, request.membership
    actions = Action.objects.filter(association=here, member__isnull=False)
    action = get_object_or_404(actions.select_related("association"), pk=action_id)
    form = FunctionForm(request.POST, prefix=f"a{action.pk}")
    counts_for = form.cleaned_data["counts_for"] if form.is_valid() else ""
    if form.is_valid():
        act(
            request,
            lambda: correct_function(action, counts_for=counts_for, by=by),
            done=_("C’est enregistré."),
        )
    there = redirect("certificates:cec_person", here.pk, action.member_id)
    there["Location"] += f"?annee={action.date.year}"
    return there


def _form_of(action: Action) -> FunctionForm:
    return FunctionForm(initial={"counts_for": action.cec_function}, prefix=f"a{action.pk}")
