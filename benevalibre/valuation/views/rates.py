"""What one hour is worth: dated rates, and the minimum wage that the host extends."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from benevalibre.associations.access import MemberRequest, member
from benevalibre.associations.models import Association, FiscalYear, Right
from benevalibre.associations.views.answering import act, form_page
from benevalibre.valuation.forms.rates import RateForm
from benevalibre.valuation.models import Rate, SmicRate
from benevalibre.valuation.pages import priced, scope_of, unrated_minutes
from benevalibre.valuation.pricing import Period, Tariff
from benevalibre.valuation.tabs import tabs

View = Callable[..., HttpResponseBase]


def valuing(view: View) -> View:
    """Where the association gives hours no value in euros, the page does not exist."""

    @wraps(view)
    def checked(request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.association.policy_valued:
            raise Http404
        return view(request, *args, **kwargs)

    return checked


@member(Right.MANAGE_VALUATION)
@valuing
def rate_list(request: MemberRequest) -> HttpResponse:
    """How an hour is valued today, what was and what is to come, and what lacks a rate."""
    here = request.association
    rates, smic, today = list(Rate.objects.of(here)), SmicRate.objects.steps(), here.today()
    year = FiscalYear.objects.filter(association=here).covering(today).first()
    days = Period(
        start=year.start if year else today.replace(month=1, day=1),
        end=year.end if year else today.replace(month=12, day=31),
    )
    rows = priced(rates, smic, today=today)
    context = {
        "association": here,
        "tabs": tabs(here, "valuation:rate_list"),
        "year": year or today.year,
        "in_force": [row for row in rows if row.is_in_force],
        "others": [row for row in rows if not row.is_in_force],
        "is_general": any(row.is_in_force and not _is_precise(row.rate) for row in rows),
        "unrated": unrated_minutes(here, Tariff([rate.price() for rate in rates], smic), days),
        "unvalued": here.categories.in_use().filter(is_valued=False),
    }
    return render(request, "valuation/rate_list.html", context)


@member(Right.MANAGE_VALUATION)
@valuing
def rate_create(request: MemberRequest) -> HttpResponse:
    """A new rate, from a day on."""
    here, by = request.association, request.membership
    form = RateForm(request.POST or None, association=here, rate=None)
    if form.obeys(lambda: Rate.objects.add(here, by=by, **form.columns())):
        return _back(here, request)
    return form_page(request, form, "valuation/rate_form.html", rate=None)


@member(Right.MANAGE_VALUATION)
@valuing
def rate_edit(request: MemberRequest, rate_id: int) -> HttpResponse:
    """Another figure, or another day; closed years keep theirs."""
    here, by = request.association, request.membership
    rate = get_object_or_404(Rate.objects.of(here), pk=rate_id)
    form = RateForm(request.POST or None, association=here, rate=rate)
    if form.obeys(lambda: rate.change(by=by, **form.columns())):
        return _back(here, request)
    return form_page(request, form, "valuation/rate_form.html", rate=rate)


@member(Right.MANAGE_VALUATION)
@valuing
def rate_deletion(request: MemberRequest, rate_id: int) -> HttpResponse:
    """Take a rate away, after asking."""
    here, by = request.association, request.membership
    rate = get_object_or_404(Rate.objects.of(here), pk=rate_id)
    if request.method == "POST":
        act(request, lambda: rate.discard(by=by), done=_("Le taux est supprimé."))
        return redirect("valuation:rate_list", association_id=here.pk)
    context = {"rate": rate, "scope": scope_of(rate)}
    return render(request, "valuation/rate_deletion.html", context)


def _is_precise(rate: Rate) -> bool:
    return rate.level_id is not None or rate.category_id is not None


def _back(here: Association, request: MemberRequest) -> HttpResponse:
    messages.success(request, _("C’est enregistré. Les exercices arrêtés ne bougent pas."))
    return redirect("valuation:rate_list", association_id=here.pk)
