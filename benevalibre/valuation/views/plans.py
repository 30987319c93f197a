"""Hours planned for projects beside those that were done, and the budget of a subsidy form."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from benevalibre.associations.access import MemberRequest, member
from benevalibre.associations.models import FiscalYear, Right
from benevalibre.associations.views.answering import form_page
from benevalibre.documents.files import download, file_name
from benevalibre.valuation import budgeting
from benevalibre.valuation.forms.papers import FORMATS
from benevalibre.valuation.forms.plans import BudgetForm, PlansFileForm, PlansForm
from benevalibre.valuation.models import PlannedHours
from benevalibre.valuation.papers import comparison
from benevalibre.valuation.planning import compare
from benevalibre.valuation.tabs import tabs
from benevalibre.valuation.views.finding import year_of
from benevalibre.valuation.views.rates import valuing


@member(Right.MANAGE_VALUATION)
def plan_list(request: MemberRequest) -> HttpResponse:
    """To the fiscal year of today, else the latest; where there is none, what to do first."""
    here = request.association
    years, today = list(here.fiscal_years.all()), here.today()
    if years:
        year = next((year for year in years if year.start <= today <= year.end), years[0])
        return redirect("valuation:plan_detail", here.pk, year.pk)
    context = {
        "association": here,
        "tabs": tabs(here, "valuation:plan_list"),
        "manages": request.membership.may(Right.MANAGE_ASSOCIATION),
    }
    return render(request, "valuation/plan_list.html", context)


@member(Right.MANAGE_VALUATION)
def plan_detail(request: MemberRequest, year_id: int) -> HttpResponse:
    """Each project of a year: planned, done, and the difference."""
    here, year = request.association, year_of(request, year_id)
    context = {
        "association": here,
        "year": year,
        "years": here.fiscal_years.all(),
        "comparison": compare(year),
        "formats": FORMATS,
        "tabs": tabs(here, "valuation:plan_list"),
    }
    return render(request, "valuation/plan_detail.html", context)


@member(Right.MANAGE_VALUATION)
def plan_edit(request: MemberRequest, year_id: int) -> HttpResponse:
    """The plans of a year in one form, a page of projects after the other."""
    year, by = year_of(request, year_id), request.membership
    page = request.GET.get("page", "1")
    form = PlansForm(request.POST if request.method == "POST" else None, year=year, page=page)
    if form.obeys(lambda: PlannedHours.objects.plan(year, by=by, plans=form.plans())):
        messages.success(request, _("C’est enregistré."))
        return redirect(_after(form, year))
    return form_page(request, form, "valuation/plan_form.html", year=year)


def _after(form: PlansForm, year: FiscalYear) -> str:
    """The next page of the form, else what it all comes to."""
    args = [year.association_id, year.pk]
    if form.page.has_next():
        return f"{reverse('valuation:plan_edit', args=args)}?page={form.page.next_page_number()}"
    return reverse("valuation:plan_detail", args=args)


@member(Right.MANAGE_VALUATION)
def plan_file(request: MemberRequest, year_id: int) -> HttpResponseBase:
    """The same table for a spreadsheet."""
    year = year_of(request, year_id)
    form = PlansFileForm(request.GET)
    if not form.is_valid():
        messages.error(request, _("Ce fichier n’existe pas\u00a0: choisissez-en un dans la liste."))
        return redirect("valuation:plan_detail", year.association_id, year.pk)
    table = comparison(compare(year), year, is_valued=request.association.policy_valued)
    format_ = FORMATS[form.cleaned_data["format"]]
    name = file_name(request.association.name, table.title, suffix=format_.suffix)
    return download(table, format_, name=name)


@member(Right.MANAGE_VALUATION)
@valuing
def plan_budget(request: MemberRequest, year_id: int) -> HttpResponse:
    """Class 86 and 87 planned and done, for a project or all; what a funder pays at most."""
    year = year_of(request, year_id)
    found = compare(year)
    names = [row.name for row in found.rows if row.name]
    form = BudgetForm(request.GET or None, names=names)
    asked = form.cleaned_data if form.is_valid() else {}
    context = {
        "association": request.association,
        "year": year,
        "form": form,
        "budget": budgeting.budget(year, found, plan=form.chosen, asked=asked),
    }
    status = 422 if form.errors else 200
    return render(request, "valuation/plan_budget.html", context, status=status)
