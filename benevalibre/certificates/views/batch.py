"""The certificates that one act issued, in one file."""

from django.http import HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from benevalibre.associations.access import MemberRequest, member
from benevalibre.associations.models import Right
from benevalibre.certificates.batching import issued_with, write
from benevalibre.certificates.models import Certificate
from benevalibre.documents.files import file_name


@member(Right.ISSUE_CERTIFICATES)
def certificate_batch(request: MemberRequest, certificate_id: int) -> HttpResponseBase:
    """All those that were issued together with one, to print and sign."""
    rows = Certificate.objects.issued_here().filter(association=request.association)
    certificate = get_object_or_404(rows, pk=certificate_id)
    words = _("Attestations"), request.association.name, certificate.issued_on.isoformat()
    name = file_name(*words, suffix="zip")
    headers = {
        "Content-Type": "application/zip",
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    parts = write(issued_with(certificate), language=get_language() or "fr")
    return StreamingHttpResponse(parts, headers=headers)
