"""An association that leaves: frozen, its file, called off, or gone."""

from collections.abc import Iterator
from tempfile import TemporaryFile

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from benevalibre.associations.access import MemberRequest, member
from benevalibre.associations.models import Association, Right
from benevalibre.associations.models.association import State
from benevalibre.associations.views.answering import act, form_page
from benevalibre.documents.files import file_name
from benevalibre.transfer import departing, handshake
from benevalibre.transfer.archive.writing import write
from benevalibre.transfer.forms.moving import DepartureForm
from benevalibre.transfer.v2.single.leaving import Leaving

PART = 256 * 1024


@member(Right.MANAGE_ASSOCIATION)
def departure(request: MemberRequest) -> HttpResponse:
    """What moving means, then where it is: files to take, or the new address."""
    here = request.association
    if here.state != State.ACTIVE:
        context = {"departure": departing.find(here.pk)}
        return render(request, "transfer/departure.html", context)
    form = DepartureForm(request.POST if request.method == "POST" else None)
    if form.obeys(
        lambda: departing.start(here, by=request.membership, message=form.cleaned_data["message"])
    ):
        messages.success(
            request, _("L’association est en pause. Téléchargez maintenant son fichier.")
        )
        return redirect("transfer:departure", association_id=here.pk)
    return form_page(request, form, "transfer/departure_start.html")


@member(Right.MANAGE_ASSOCIATION)
def departure_cancellation(request: MemberRequest) -> HttpResponse:
    """Stay after all, after a question."""
    here = request.association
    if request.method != "POST":
        return render(request, "transfer/departure_cancellation.html")
    done = _("Le déménagement est annulé. On note ses heures ici comme avant.")
    act(request, lambda: departing.cancel(here, by=request.membership), done=done)
    return redirect("transfer:departure", association_id=here.pk)


@require_safe
@member(Right.MANAGE_ASSOCIATION)
def departure_file(request: MemberRequest) -> HttpResponseBase:
    """The file that a Bénévalibre 2.0 imports, with the secret that finishes the move."""
    here = request.association
    token = _token_of(request)
    if token is None:
        return redirect("transfer:departure", association_id=here.pk)
    leaving = Leaving(here, endpoint=departing.endpoint_of(here), token=token)
    name = f"association-{here.pk}_data.json"
    return _download((part.encode() for part in leaving.parts()), name, "application/json")


@require_safe
@member(Right.MANAGE_ASSOCIATION)
def departure_archive(request: MemberRequest) -> HttpResponseBase:
    """The archive that a Bénévalibre like this one reads, with the same secret."""
    here = request.association
    token = _token_of(request)
    if token is None:
        return redirect("transfer:departure", association_id=here.pk)
    name = file_name(
        here.name, _("archive de déménagement"), here.today().isoformat(), suffix="zip"
    )
    return _download(_archive(here, token), name, "application/zip")


def _token_of(request: MemberRequest) -> str | None:
    """The secret of the move under way, or None, said on the next page."""
    found = departing.find(request.association.pk)
    if found is None or found.done_at is not None:
        messages.error(
            request, _("Démarrez d’abord le déménagement\u00a0: le fichier vient ensuite.")
        )
        return None
    try:
        return handshake.secret_of(found.sealed)
    except handshake.InvalidToken:
        messages.error(
            request, _("Le secret de ce déménagement ne se lit plus. Annulez-le, puis recommencez.")
        )
        return None


def _archive(association: Association, token: str) -> Iterator[bytes]:
    origin = {"url": settings.BASE_URL, "association": association.pk, "token": token}
    with TemporaryFile() as file:
        write(association, file, origin=origin)
        file.seek(0)
        while part := file.read(PART):
            yield part


def _download(parts: Iterator[bytes], name: str, kind: str) -> HttpResponseBase:
    return StreamingHttpResponse(
        parts,
        headers={
            "Content-Type": kind,
            "Content-Disposition": content_disposition_header(True, name) or "attachment",
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )
