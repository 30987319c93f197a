"""One's own certificates: what was issued, and asking for one."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from benevalibre.accounts.access import Request, signed_in
from benevalibre.accounts.limits import making
from benevalibre.associations.views.answering import act, form_page, page_of
from benevalibre.badges.counting import brought_by
from benevalibre.certificates.forms.certificates import AskForm
from benevalibre.certificates.issuing import ask
from benevalibre.certificates.models import Certificate, CertificateRequest, MissionSheet
from benevalibre.certificates.paper import certificate_pdf, name_of_file
from benevalibre.certificates.places import places_of
from benevalibre.documents.pdf import pdf_response

SHOWN_REQUESTS = 20


@signed_in
def certificates_mine(request: Request) -> HttpResponse:
    """What associations issued to this person, and what is still asked for."""
    mine = Certificate.objects.by_user(request.user)
    asked = CertificateRequest.objects.by_user(request.user)
    unmet = asked.filter(
        state__in=[CertificateRequest.State.PENDING, CertificateRequest.State.DECLINED]
    )
    context = {
        "page": page_of(mine.select_related("association"), request),
        "requests": unmet[:SHOWN_REQUESTS],
        "brought": brought_by(request.user),
        "sheets": MissionSheet.objects.by_user(request.user).unconfirmed()[:SHOWN_REQUESTS],
        "may_ask": bool(places_of(request.user)),
    }
    return render(request, "certificates/mine.html", context)


@signed_in
def certificate_request(request: Request) -> HttpResponse:
    """Ask an association for one."""
    places = places_of(request.user)
    form = AskForm(request.POST or None, places=places, today=timezone.localdate())

    def do() -> None:
        data = form.cleaned_data
        place = next(each for each in places if each.pk == data["place"])
        ask(place, start=data["start"], end=data["end"])

    if form.obeys(do):
        return _back(request, _("C’est demandé. Un mail vous dira quand l’attestation sera prête."))
    return form_page(request, form, "certificates/ask.html", places=places)


@signed_in
@require_POST
def request_withdrawal(request: Request, request_id: int) -> HttpResponse:
    """Take back what one asked for."""
    asked = get_object_or_404(CertificateRequest.objects.by_user(request.user), pk=request_id)
    act(request, asked.withdraw, done=_("Votre demande est retirée."))
    return redirect("certificates:mine")


@signed_in
@making("paper")
def certificate_mine_pdf(request: Request, certificate_id: int) -> HttpResponse:
    """One of them on paper, where it was issued here."""
    mine = Certificate.objects.issued_here().by_user(request.user)
    mine = mine.select_related("association", "logo", "signature")
    certificate = get_object_or_404(mine, pk=certificate_id)
    return pdf_response(certificate_pdf(certificate), name=name_of_file(certificate))


def _back(request: Request, text: str) -> HttpResponse:
    act(request, lambda: None, done=text)
    return redirect("certificates:mine")
