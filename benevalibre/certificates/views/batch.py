"""Many certificates: how far the worker is in issuing them, and those of one act in one file."""

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from benevalibre.accounts.limits import making
from benevalibre.associations.access import MemberRequest, member
from benevalibre.associations.models import Right
from benevalibre.associations.views.answering import act
from benevalibre.certificates.batching import ask, found, is_small, issued_with, take, write
from benevalibre.certificates.establishing import try_again, under_way
from benevalibre.certificates.models import Certificate
from benevalibre.documents.files import file_name
from benevalibre.reports.views.bundled import bundle_page, bundle_response


@require_http_methods(["GET", "HEAD", "POST"])
@member(Right.ISSUE_CERTIFICATES)
def certificates_issuing(request: MemberRequest) -> HttpResponse:
    """How far the worker is in issuing, or what came of it; trying again what failed."""
    here = request.association
    bundle = under_way(here)
    if bundle is None:
        return redirect("certificates:list", here.pk)
    if request.method == "POST":
        act(request, lambda: try_again(bundle, by=request.membership))
        return redirect("certificates:issuing", here.pk)
    return bundle_page(request, "certificates/issuing.html", bundle, association=here)


@require_http_methods(["GET", "HEAD", "POST"])
@member(Right.ISSUE_CERTIFICATES)
@making("papers", opening=False)
def certificate_batch(request: MemberRequest, certificate_id: int) -> HttpResponse:
    """How far the file of an act is; asking for it."""
    certificate = _certificate(request, certificate_id)
    if request.method == "POST":
        act(request, lambda: ask(certificate, by=request.membership))
        return redirect("certificates:batch", request.association.pk, certificate_id)
    context = {
        "association": request.association,
        "certificate": certificate,
        "papers": issued_with(certificate).count(),
        "is_small": is_small(certificate),
    }
    return bundle_page(request, "certificates/batch.html", found(certificate), **context)


@require_safe
@member(Right.ISSUE_CERTIFICATES)
@making("papers")
def certificate_batch_file(request: MemberRequest, certificate_id: int) -> HttpResponseBase:
    """All those that were issued together with one, to print and sign."""
    certificate = _certificate(request, certificate_id)
    parts = _("Attestations"), request.association.name, certificate.issued_on.isoformat()
    response: HttpResponseBase | None
    if is_small(certificate):
        response = _written_now(certificate, file_name(*parts, suffix="zip"))
    else:
        response = bundle_response(request, found(certificate), parts=parts)
    if response is None:
        return redirect("certificates:batch", request.association.pk, certificate_id)
    take(certificate, by=request.membership)
    return response


def _written_now(certificate: Certificate, name: str) -> StreamingHttpResponse:
    headers = {
        "Content-Type": "application/zip",
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    parts = write(issued_with(certificate), language=get_language() or "fr")
    return StreamingHttpResponse(parts, headers=headers)


def _certificate(request: MemberRequest, certificate_id: int) -> Certificate:
    rows = Certificate.objects.issued_here().of_hours()
    rows = rows.filter(association=request.association)
    return get_object_or_404(rows, pk=certificate_id)
