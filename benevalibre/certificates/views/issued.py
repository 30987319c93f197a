"""The certificates of an association: those it issued, issuing more, and revoking."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext

from benevalibre.accounts.limits import making
from benevalibre.associations.access import MemberRequest, member
from benevalibre.associations.models import Association, Right
from benevalibre.associations.views.answering import form_page, page_of
from benevalibre.certificates.badging import refusal
from benevalibre.certificates.batching import is_small, last_act
from benevalibre.certificates.establishing import establish, under_way
from benevalibre.certificates.forms.certificates import PeopleForm, PeriodForm, ReasonForm
from benevalibre.certificates.issuing import may_issue_own
from benevalibre.certificates.models import Certificate, CertificateRequest, MissionSheet
from benevalibre.certificates.models.certificates import CertificateQuerySet
from benevalibre.certificates.paper import certificate_pdf, name_of_file, rows_of
from benevalibre.certificates.summing import Given, given_by, without_certificate
from benevalibre.certificates.telling import parts_of
from benevalibre.documents.pdf import pdf_response
from benevalibre.ui.formats import format_number

SHOWN_REQUESTS = 50
SHOWN_PEOPLE = 200


@member(Right.ISSUE_CERTIFICATES)
def certificate_list(request: MemberRequest) -> HttpResponse:
    """What was asked for and waits, then what was issued, the latest first."""
    here = request.association
    waiting = CertificateRequest.objects.pending().filter(association=here)
    together = last_act(here.pk)
    context = {
        "association": here,
        "requests": waiting.select_related("member__user").order_by("pk")[:SHOWN_REQUESTS],
        "sheets": _waiting_sheets(here),
        "page": page_of(here.certificates.order_by("-number"), request),
        "together": together,
        "together_is_small": together is not None and is_small(together),
        "issuing": under_way(here),
        "manages": request.membership.may(Right.MANAGE_ASSOCIATION),
    }
    return render(request, "certificates/list.html", context)


@member(Right.ISSUE_CERTIFICATES)
def certificate_create(request: MemberRequest) -> HttpResponse:
    """Choose days and people, see their hours, and issue."""
    here, by = request.association, request.membership
    sent = request.POST if request.method == "POST" else request.GET
    period = PeriodForm(sent, today=here.today())
    start, end = period.days
    people = without_certificate(here, start, end)
    if not may_issue_own(by):
        people = people.exclude(pk=by.pk)
    form = PeopleForm(request.POST or None, people=_ticked(request, people))

    def do() -> None:
        if made := establish(form.chosen(people), start=start, end=end, by=by):
            messages.success(request, _issued(made))

    if period.is_valid() and form.obeys(do):
        return redirect(_after_issuing(here), association_id=here.pk)
    context = {"association": here, "period": period, "start": start, "end": end}
    shown = _shown(request, people, start, end)
    return form_page(request, form, "certificates/create.html", **context, **shown)


@member(Right.ISSUE_CERTIFICATES)
def certificate_detail(request: MemberRequest, certificate_id: int) -> HttpResponse:
    """What one says, and whether it is still worth something."""
    certificate = get_object_or_404(_certificates(request), pk=certificate_id)
    context = {
        "association": request.association,
        "certificate": certificate,
        "rows": rows_of(certificate),
        "no_badge": refusal(certificate),
        "parts": parts_of(certificate),
    }
    return render(request, "certificates/detail.html", context)


@member(Right.ISSUE_CERTIFICATES)
@making("paper")
def certificate_paper(request: MemberRequest, certificate_id: int) -> HttpResponse:
    """One on paper, to sign or to hand over; 404 where its paper is that of another instance."""
    certificate = get_object_or_404(_certificates(request).issued_here(), pk=certificate_id)
    return pdf_response(certificate_pdf(certificate), name=name_of_file(certificate))


@member(Right.ISSUE_CERTIFICATES)
def certificate_revocation(request: MemberRequest, certificate_id: int) -> HttpResponse:
    """Say that it is worth nothing any more, and why."""
    here, by = request.association, request.membership
    certificate = get_object_or_404(_certificates(request).issued_here(), pk=certificate_id)
    form = ReasonForm(request.POST or None)
    if form.obeys(lambda: certificate.revoke(by=by, reason=form.cleaned_data["reason"])):
        return redirect("certificates:detail", here.pk, certificate.pk)
    page = "certificates/revocation.html"
    return form_page(request, form, page, association=here, certificate=certificate)


def _waiting_sheets(here: Association) -> list[MissionSheet]:
    rows = MissionSheet.objects.pending().filter(association=here)
    return list(rows.select_related("member__user").order_by("asked_at", "pk")[:SHOWN_REQUESTS])


def _certificates(request: MemberRequest) -> CertificateQuerySet:
    rows = Certificate.objects.filter(association=request.association)
    rows = rows.select_related("association", "logo", "signature")
    return rows.select_related("issued_by__user", "revoked_by__user", "user", "member__user")


def _shown(request: MemberRequest, people: Any, start: date, end: date) -> dict[str, Any]:
    """One page of people with what each gave in these days."""
    page: Any = page_of(people, request, size=SHOWN_PEOPLE)
    ids = [person.pk for person in page.object_list]
    given = given_by(request.association, ids, start=start, end=end)
    rows = [(person, given.get(person.pk, Given())) for person in page.object_list]
    return {"page": page, "rows": rows}


def _ticked(request: MemberRequest, people: Any) -> list[int]:
    """The ids that were sent and are of people who may have a certificate."""
    sent = [pk for pk in request.POST.getlist("people") if pk.isascii() and pk.isdigit()]
    wanted = [int(pk) for pk in sent[:SHOWN_PEOPLE] if len(pk) < 19]
    return list(people.filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else []


def _after_issuing(here: Association) -> str:
    """The page to look at then."""
    bundle = under_way(here)
    return "certificates:issuing" if bundle and bundle.is_busy else "certificates:list"


def _issued(count: int) -> str:
    text = ngettext(
        "%(count)s attestation établie. La personne le saura par un mail, si elle a un compte.",
        "%(count)s attestations établies. Les personnes le sauront par un mail, si elles ont un "
        "compte.",
        count,
    )
    return text % {"count": format_number(count)}
