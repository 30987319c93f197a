"""A volunteer's kilometres of a year, what they drive, and waiving the expenses."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from benevalibre.accounts.limits import making
from benevalibre.associations.access import MemberRequest, member
from benevalibre.associations.models import Field, Membership, Right
from benevalibre.associations.views.answering import act, form_page
from benevalibre.documents.files import file_name
from benevalibre.documents.pdf import pdf_response
from benevalibre.valuation.describing import official_sentence, tier_words, vehicle_words
from benevalibre.valuation.forms.travel import VehicleForm, WaiveForm
from benevalibre.valuation.mileage import FIRST_YEAR, scale_of
from benevalibre.valuation.models.waivers import Vehicle, Waiver, acts_for
from benevalibre.valuation.travel_papers import waiver_pdf
from benevalibre.valuation.travelling import travelled_in
from benevalibre.valuation.waiving import waive

View = Callable[..., HttpResponseBase]
SHOWN_YEARS = 4
OLDEST = 2000


def travelling(view: View) -> View:
    """Where the association does not speak of travel expenses, the page does not exist."""

    @wraps(view)
    def checked(request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.association.waives_expenses:
            raise Http404
        return view(request, *args, **kwargs)

    return checked


@member()
@travelling
def travel_mine(request: MemberRequest) -> HttpResponse:
    """One's own kilometres of the present year."""
    return _year_page(request, request.membership, request.association.today().year)


@member()
@travelling
def travel_year(request: MemberRequest, year: int) -> HttpResponse:
    """One's own kilometres of a year."""
    return _year_page(request, request.membership, year)


@member(Right.MANAGE_VALUATION)
@travelling
def travel_person(request: MemberRequest, year: int, member_id: int) -> HttpResponse:
    """Somebody else's."""
    return _year_page(request, _person(request, member_id), year)


@member()
@travelling
def vehicle_create(request: MemberRequest, member_id: int) -> HttpResponse:
    """Say what one drives: from a day on where it is another vehicle."""
    person, by = _person(request, member_id), request.membership
    is_first = not Vehicle.objects.of(person).exists()
    form = VehicleForm(
        request.POST or None, vehicle=None, is_first=is_first, today=request.association.today()
    )
    if form.obeys(lambda: Vehicle.objects.add(person, by=by, **form.columns())):
        return _back(request, person, _("C’est noté."))
    return _vehicle_page(request, person, form, vehicle=None)


@member()
@travelling
def vehicle_edit(request: MemberRequest, member_id: int, vehicle_id: int) -> HttpResponse:
    """Say it better."""
    person, by = _person(request, member_id), request.membership
    vehicle = _vehicle(person, vehicle_id)
    first = Vehicle.objects.of(person).first()
    form = VehicleForm(
        request.POST or None,
        vehicle=vehicle,
        is_first=vehicle == first,
        today=request.association.today(),
    )
    if form.obeys(lambda: vehicle.change(by=by, **form.columns())):
        return _back(request, person, _("C’est noté."))
    return _vehicle_page(request, person, form, vehicle=vehicle)


@member()
@travelling
def vehicle_deletion(request: MemberRequest, member_id: int, vehicle_id: int) -> HttpResponse:
    """Take a vehicle away, after asking."""
    person, by = _person(request, member_id), request.membership
    vehicle = _vehicle(person, vehicle_id)
    if request.method == "POST":
        act(request, lambda: vehicle.discard(by=by), done=_("Le véhicule est supprimé."))
        return redirect(*_page_of(request, person))
    name, *args = _page_of(request, person)
    context = {"words": vehicle_words(vehicle), "back_url": reverse(name, args=args)}
    return render(request, "valuation/vehicle_deletion.html", context)


@member()
@travelling
def waiver_create(request: MemberRequest, member_id: int, year: int) -> HttpResponse:
    """Read the official sentence, and waive the year's expenses."""
    here, by = request.association, request.membership
    person = _person(request, member_id)
    travelled = travelled_in(person, sane(request, year))
    name, *args = back = _page_of(request, person, year)
    if not travelled.cents or _live(person, year) or not acts_for(person, by=by):
        messages.error(request, _("Il n’y a rien à laisser pour cette année."))
        return redirect(*back)
    form = WaiveForm(request.POST or None, gives_receipts=here.gives_receipts)
    if form.obeys(lambda: waive(person, year, by=by, address=form.donor_address())):
        done = _("C’est noté. Il reste à imprimer la déclaration, à la signer et à la remettre.")
        messages.success(request, done)
        return redirect(*back)
    context = {"person": person, "travelled": travelled, "back_url": reverse(name, args=args)}
    page = "valuation/waiver_form.html"
    return form_page(request, form, page, sentence=official_sentence(), **context)


@member()
@travelling
@require_POST
def waiver_withdrawal(request: MemberRequest, waiver_id: int) -> HttpResponse:
    """Change one's mind, while nobody has accepted."""
    waiver, by = _waiver(request, waiver_id), request.membership
    act(request, lambda: waiver.withdraw(by=by), done=_("La renonciation est retirée."))
    return redirect(*_page_of(request, waiver.member or by, waiver.year))


@member()
@travelling
@making("paper")
def waiver_paper(request: MemberRequest, waiver_id: int) -> HttpResponse:
    """The statement to print and sign."""
    waiver = _waiver(request, waiver_id)
    words = (_("Frais de trajet"), str(waiver.year), waiver.volunteer)
    return pdf_response(waiver_pdf(waiver), name=file_name(*words, suffix="pdf"))


def _year_page(request: MemberRequest, person: Membership, year: int) -> HttpResponse:
    here = request.association
    travelled = travelled_in(person, sane(request, year))
    waiver = _live(person, year)
    answered = Waiver.objects.of_year(here, year).filter(member=person).last()
    context = {
        "association": here,
        "person": person,
        "is_mine": person.pk == request.membership.pk,
        "may_act": acts_for(person, by=request.membership),
        "travelled": travelled,
        "tiers": [tier_words(share) for share in travelled.shares],
        "source": "" if travelled.is_before_the_scale else scale_of(year).source,
        "vehicles": [(v, vehicle_words(v)) for v in Vehicle.objects.of(person)],
        "waiver": waiver or answered,
        "difference": (travelled.cents or 0) - waiver.cents if waiver else 0,
        "further": travelled.distance - waiver.distance_hundredths if waiver else 0,
        "is_running": year == here.today().year,
        "asks_distance": here.policy_distance != Field.HIDDEN,
        "first_year": FIRST_YEAR,
        "years": years_of(here.today().year, year),
    }
    return render(request, "valuation/travel_year.html", context)


def years_of(present: int, shown: int) -> list[int]:
    """The last years, and the one that is shown."""
    return sorted({shown, *(present - n for n in range(SHOWN_YEARS))}, reverse=True)


def sane(request: MemberRequest, year: int) -> int:
    """The year in the address, if anybody can mean it; ``Http404`` else."""
    if not OLDEST <= year <= request.association.today().year:
        raise Http404
    return year


def _person(request: MemberRequest, member_id: int) -> Membership:
    """Whoever asks; somebody else for who manages the valuation only."""
    if member_id == request.membership.pk:
        return request.membership
    if not request.membership.may(Right.MANAGE_VALUATION):
        raise PermissionDenied
    people = Membership.objects.unmerged().with_person().filter(association=request.association)
    person = get_object_or_404(people, pk=member_id)
    person.association = request.association
    return person


def _vehicle(person: Membership, vehicle_id: int) -> Vehicle:
    vehicle = get_object_or_404(Vehicle.objects.of(person), pk=vehicle_id)
    vehicle.member = person
    return vehicle


def _waiver(request: MemberRequest, waiver_id: int) -> Waiver:
    """One's own; anybody's for who manages the valuation."""
    rows = Waiver.objects.filter(association=request.association).select_related("member__user")
    if not request.membership.may(Right.MANAGE_VALUATION):
        rows = rows.filter(member=request.membership)
    waiver = get_object_or_404(rows, pk=waiver_id)
    waiver.association = request.association
    return waiver


def _live(person: Membership, year: int) -> Waiver | None:
    return Waiver.objects.live().filter(member=person, year=year).first()


def _vehicle_page(
    request: MemberRequest, person: Membership, form: VehicleForm, *, vehicle: Vehicle | None
) -> HttpResponse:
    name, *args = _page_of(request, person)
    context = {"person": person, "vehicle": vehicle, "back_url": reverse(name, args=args)}
    return form_page(request, form, "valuation/vehicle_form.html", **context)


def _page_of(request: MemberRequest, person: Membership, year: int | None = None) -> Any:
    """The name of the page of a year, and what stands in its address."""
    here = request.association
    year = year or here.today().year
    if person.pk == request.membership.pk:
        return "valuation:travel_year", here.pk, year
    return "valuation:travel_person", here.pk, year, person.pk


def _back(request: MemberRequest, person: Membership, done: str) -> HttpResponse:
    messages.success(request, done)
    return redirect(*_page_of(request, person))
