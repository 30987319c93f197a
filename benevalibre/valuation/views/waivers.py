"""An association's list of travel expenses: who waived what, and what becomes of it."""

from django.contrib import messages
from django.db.models import Sum
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from benevalibre.accounts.limits import making
from benevalibre.associations.access import MemberRequest, member
from benevalibre.associations.models import Right
from benevalibre.associations.views.answering import act, form_page
from benevalibre.documents.files import download, file_name
from benevalibre.documents.pdf import pdf_response
from benevalibre.valuation.describing import tier_words, vehicles_words
from benevalibre.valuation.forms.papers import FORMATS
from benevalibre.valuation.forms.travel import (
    AddressForm,
    DeclineForm,
    FileForm,
    ReceiptIssuerForm,
)
from benevalibre.valuation.models.waivers import ReceiptIssuer, Waiver, may_accept_own
from benevalibre.valuation.tabs import tabs
from benevalibre.valuation.travel_papers import list_table, receipt_pdf
from benevalibre.valuation.travelling import Share, driven_in
from benevalibre.valuation.views.travel import sane, travelling, years_of
from benevalibre.valuation.waiving import list_of


@member(Right.MANAGE_VALUATION)
@travelling
def travel_list(request: MemberRequest) -> HttpResponse:
    """The present year."""
    return _list_page(request, request.association.today().year)


@member(Right.MANAGE_VALUATION)
@travelling
def travel_list_year(request: MemberRequest, year: int) -> HttpResponse:
    """Another one."""
    return _list_page(request, year)


@member(Right.MANAGE_VALUATION)
@travelling
def travel_file(request: MemberRequest, year: int) -> HttpResponseBase:
    """The list of a year for a spreadsheet."""
    here = request.association
    form = FileForm(request.GET)
    if not form.is_valid():
        messages.error(request, _("Ce fichier n’existe pas\u00a0: choisissez-en un dans la liste."))
        return redirect("valuation:travel_list_year", here.pk, sane(request, year))
    format_ = FORMATS[form.cleaned_data["format"]]
    table = list_table(list_of(here, sane(request, year)))
    words = (here.name, _("Frais de trajet"), str(year))
    return download(table, format_, name=file_name(*words, suffix=format_.suffix))


@member(Right.MANAGE_VALUATION)
@travelling
def waiver_detail(request: MemberRequest, waiver_id: int) -> HttpResponse:
    """What was waived, as it was; then it is accepted, or not."""
    here, by = request.association, request.membership
    waiver = _waiver(request, waiver_id)
    issuer = ReceiptIssuer.of(here)
    context = {
        "association": here,
        "waiver": waiver,
        "tiers": [tier_words(Share.thawed(told)) for told in waiver.vehicles],
        "now": _driven_now(waiver),
        "is_own": waiver.member_id == by.pk and not may_accept_own(by),
        "issuer": issuer,
        "may_draft": issuer.is_complete and bool(waiver.address),
    }
    return render(request, "valuation/waiver_detail.html", context)


@member(Right.MANAGE_VALUATION)
@travelling
@require_POST
def waiver_acceptance(request: MemberRequest, waiver_id: int) -> HttpResponse:
    """The signed paper is here."""
    waiver, by = _waiver(request, waiver_id), request.membership
    act(request, lambda: waiver.accept(by=by), done=_("C’est accepté."))
    return redirect("valuation:waiver_detail", request.association.pk, waiver.pk)


@member(Right.MANAGE_VALUATION)
@travelling
def waiver_refusal(request: MemberRequest, waiver_id: int) -> HttpResponse:
    """It does not hold, or no more; say why."""
    here, by = request.association, request.membership
    waiver = _waiver(request, waiver_id)
    form = DeclineForm(request.POST or None)
    if form.obeys(lambda: waiver.decline(by=by, reason=form.cleaned_data["reason"])):
        act(request, lambda: None, done=_("La renonciation n’est pas retenue."))
        return redirect("valuation:travel_list_year", here.pk, waiver.year)
    return form_page(request, form, "valuation/waiver_refusal.html", waiver=waiver)


@member(Right.MANAGE_VALUATION)
@travelling
def waiver_address(request: MemberRequest, waiver_id: int) -> HttpResponse:
    """Where the donor lives, for the receipt."""
    here, by = request.association, request.membership
    waiver = _waiver(request, waiver_id)
    _require_receipts(request)
    form = AddressForm(request.POST or None, initial={"address": waiver.address})
    if form.obeys(lambda: waiver.tell_address(form.cleaned_data["address"], by=by)):
        messages.success(request, _("C’est enregistré."))
        return redirect("valuation:waiver_detail", here.pk, waiver.pk)
    return form_page(request, form, "valuation/waiver_address.html", waiver=waiver)


@member(Right.MANAGE_VALUATION)
@travelling
@making("paper")
def receipt_draft(request: MemberRequest, waiver_id: int) -> HttpResponse:
    """The draft of the receipt, once all that the law wants is known."""
    here, waiver = request.association, _waiver(request, waiver_id)
    _require_receipts(request)
    issuer = ReceiptIssuer.of(here)
    if not (waiver.is_accepted and issuer.is_complete and waiver.address):
        messages.error(request, _("Il manque encore quelque chose pour préparer ce reçu."))
        return redirect("valuation:waiver_detail", here.pk, waiver.pk)
    name = file_name(_("Projet de reçu"), waiver.volunteer, str(waiver.year), suffix="pdf")
    return pdf_response(receipt_pdf(waiver, issuer), name=name)


@member(Right.MANAGE_VALUATION)
@travelling
def receipt_issuer(request: MemberRequest) -> HttpResponse:
    """What receipts say of the association."""
    here, by = request.association, request.membership
    _require_receipts(request)
    issuer = ReceiptIssuer.of(here)
    form = ReceiptIssuerForm(request.POST or None, issuer=issuer)
    if form.obeys(lambda: issuer.change(by=by, **form.columns())):
        messages.success(request, _("C’est enregistré, pour les prochains projets de reçu."))
        return redirect("valuation:travel_list", here.pk)
    return form_page(request, form, "valuation/receipt_issuer.html", association=here)


def _list_page(request: MemberRequest, year: int) -> HttpResponse:
    here = request.association
    listed = list_of(here, sane(request, year))
    context = {
        "association": here,
        "listed": listed,
        "rows": [(row, vehicles_words(row.shares)) for row in listed.rows],
        "formats": FORMATS,
        "years": years_of(here.today().year, year),
        "tabs": tabs(here, "valuation:travel_list"),
        "issuer": ReceiptIssuer.of(here) if here.gives_receipts else None,
    }
    return render(request, "valuation/travel_list.html", context)


def _waiver(request: MemberRequest, waiver_id: int) -> Waiver:
    rows = Waiver.objects.filter(association=request.association)
    rows = rows.select_related("member__user", "answered_by__user")
    waiver = get_object_or_404(rows, pk=waiver_id)
    waiver.association = request.association
    return waiver


def _driven_now(waiver: Waiver) -> int | None:
    """What counts today of the year that was waived, where that is not what was waived."""
    if waiver.member is None or not waiver.is_live:
        return None
    mine = driven_in(waiver.year).approved().filter(member=waiver.member)
    found: int = mine.aggregate(now=Sum("distance_hundredths", default=0))["now"]
    return None if found == waiver.distance_hundredths else found


def _require_receipts(request: MemberRequest) -> None:
    """Nothing about receipts exists where the association may issue none."""
    if not request.association.gives_receipts:
        raise Http404
