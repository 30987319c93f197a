"""The whole association as one file, for whoever manages it."""

from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import Final

from django.db import transaction
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from benevalibre.associations.access import MemberRequest, member
from benevalibre.associations.models import Association, Membership, Right
from benevalibre.documents.files import file_name
from benevalibre.journal.models import record
from benevalibre.transfer.archive.writing import write

PART: Final = 256 * 1024


@require_safe
@member(Right.MANAGE_ASSOCIATION)
def archive_download(request: MemberRequest) -> HttpResponseBase:
    """« Archive complète »: everything that the association has, to keep or to take elsewhere."""
    day = request.association.today().isoformat()
    name = file_name(request.association.name, _("archive complète"), day, suffix="zip")
    headers = {
        "Content-Type": "application/zip",
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    if request.method == "HEAD":  # nothing leaves, so nothing is made nor written down
        return HttpResponse(headers=headers)
    return StreamingHttpResponse(_parts(request.association, request.membership), headers=headers)


def _parts(association: Association, by: Membership) -> Iterator[bytes]:
    """The archive, made in a file without a name; once all of it has left, that is written down."""
    with TemporaryFile() as file:
        write(association, file)
        file.seek(0)
        while part := file.read(PART):
            yield part
    with transaction.atomic():
        record("association.copy", on=association, by=by, association_id=association.pk)
        Association.objects.filter(pk=association.pk).update(archived_copy_at=timezone.now())
