"""Gifts in kind of a fiscal year: goods, premises and services, each with its evidence."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from benevalibre.associations.access import MemberRequest, member
from benevalibre.associations.models import FiscalYear, Right
from benevalibre.associations.views.answering import act, form_page
from benevalibre.documents.files import file_name
from benevalibre.valuation.evidence import type_of
from benevalibre.valuation.forms.gifts import GiftForm
from benevalibre.valuation.giving import by_nature
from benevalibre.valuation.models import Gift
from benevalibre.valuation.views.finding import year_of
from benevalibre.valuation.views.rates import valuing


@member(Right.MANAGE_VALUATION)
@valuing
def gift_list(request: MemberRequest, year_id: int) -> HttpResponse:
    """What was given in kind in that year, with a total for each nature."""
    year = year_of(request, year_id)
    gifts = list(Gift.objects.of(year))
    context = {
        "association": request.association,
        "year": year,
        "groups": by_nature(gifts),
        "total": sum(gift.cents for gift in gifts),
        "years": request.association.fiscal_years.all(),
    }
    return render(request, "valuation/gift_list.html", context)


@member(Right.MANAGE_VALUATION)
@valuing
def gift_create(request: MemberRequest, year_id: int) -> HttpResponse:
    """A new gift of that year."""
    year, by = year_of(request, year_id), request.membership
    form = GiftForm(request.POST or None, request.FILES or None, gift=None)
    if form.obeys(lambda: Gift.objects.note(year, by=by, **form.columns())):
        messages.success(request, _("C’est noté."))
        return _back(year)
    return form_page(request, form, "valuation/gift_form.html", year=year, gift=None)


@member(Right.MANAGE_VALUATION)
@valuing
def gift_edit(request: MemberRequest, gift_id: int) -> HttpResponse:
    """Other words, value or evidence, while its year is open."""
    gift, by = _gift(request, gift_id), request.membership
    form = GiftForm(request.POST or None, request.FILES or None, gift=gift)
    if form.obeys(lambda: gift.change(by=by, **form.columns())):
        messages.success(request, _("C’est enregistré."))
        return _back(gift.fiscal_year)
    return form_page(request, form, "valuation/gift_form.html", year=gift.fiscal_year, gift=gift)


@member(Right.MANAGE_VALUATION)
@valuing
def gift_deletion(request: MemberRequest, gift_id: int) -> HttpResponse:
    """Take a gift away with its evidence, after asking."""
    gift, by = _gift(request, gift_id), request.membership
    if request.method == "POST":
        act(request, lambda: gift.discard(by=by), done=_("C’est supprimé."))
        return _back(gift.fiscal_year)
    return render(request, "valuation/gift_deletion.html", {"gift": gift})


@member(Right.MANAGE_VALUATION)
@valuing
def gift_evidence(request: MemberRequest, gift_id: int) -> HttpResponseBase:
    """The file that was sent, to be saved: no browser shows it as a page, no cache keeps it."""
    gift = _gift(request, gift_id)
    stored = gift.evidence.name or ""
    if not stored or not gift.evidence.storage.exists(stored):
        raise Http404
    name = file_name(_("Justificatif"), gift.label, suffix=stored.rsplit(".", 1)[-1])
    headers = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}
    content, kind = gift.evidence.open("rb"), type_of(stored)
    return FileResponse(
        content, as_attachment=True, filename=name, content_type=kind, headers=headers
    )


def _gift(request: MemberRequest, gift_id: int) -> Gift:
    gifts = Gift.objects.filter(association=request.association).select_related("fiscal_year")
    gift = get_object_or_404(gifts, pk=gift_id)
    gift.association = gift.fiscal_year.association = request.association
    return gift


def _back(year: FiscalYear) -> HttpResponse:
    return redirect("valuation:gift_list", year.association_id, year.pk)
