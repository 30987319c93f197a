"""The fiscal years of an association."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from benevalibre.associations.access import MemberRequest, member
from benevalibre.associations.forms.fiscal_years import FiscalYearForm
from benevalibre.associations.models import FiscalYear, Right
from benevalibre.associations.views.answering import form_page


@member(Right.MANAGE_ASSOCIATION)
def fiscal_year_list(request: MemberRequest) -> HttpResponse:
    """The latest first."""
    context = {"years": request.association.fiscal_years.all()}
    return render(request, "associations/fiscal_year_list.html", context)


@member(Right.MANAGE_ASSOCIATION)
def fiscal_year_create(request: MemberRequest) -> HttpResponse:
    """A new one; the day after the last one is proposed."""
    here, by = request.association, request.membership
    form = FiscalYearForm(request.POST or None, initial=FiscalYear.objects.next_of(here))
    create = FiscalYear.objects.create_year
    if form.obeys(lambda: create(here, by=by, **form.cleaned_data)):
        return _back(request)
    return form_page(request, form, "associations/fiscal_year_form.html", year=None)


@member(Right.MANAGE_ASSOCIATION)
def fiscal_year_edit(request: MemberRequest, year_id: int) -> HttpResponse:
    """Other dates, until it is closed."""
    year = get_object_or_404(request.association.fiscal_years, pk=year_id)
    year.association = request.association
    form = FiscalYearForm(request.POST or None, initial={"start": year.start, "end": year.end})
    if form.obeys(lambda: year.change(by=request.membership, **form.cleaned_data)):
        return _back(request)
    return form_page(request, form, "associations/fiscal_year_form.html", year=year)


def _back(request: MemberRequest) -> HttpResponse:
    messages.success(request, _("C’est enregistré."))
    return redirect("associations:fiscal_year_list", association_id=request.association.pk)
