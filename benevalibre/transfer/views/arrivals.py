"""An association that comes here: its file, what it holds, how far it is, what arrived."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRefresh

from benevalibre.accounts.access import Request, signed_in
from benevalibre.accounts.uploads import receives
from benevalibre.associations.founding import may_found
from benevalibre.associations.models.association import State
from benevalibre.associations.views.answering import act, form_page
from benevalibre.transfer import arriving
from benevalibre.transfer.archive.shape import LARGEST_FILE
from benevalibre.transfer.arriving import FileError
from benevalibre.transfer.forms.moving import ArrivalFileForm, ArrivalNameForm, ArrivalPlainForm
from benevalibre.transfer.models import Arrival, Step
from benevalibre.transfer.telling import comparison, notes_of, origin_of, steps_of


@receives(LARGEST_FILE)
@signed_in
def arrival_create(request: Request) -> HttpResponse:
    """« Faire venir une association »: the file, or those under way."""
    is_sent = request.method == "POST"
    form = ArrivalFileForm(request.POST, request.FILES) if is_sent else ArrivalFileForm()
    made: list[Arrival] = []

    def receive() -> None:
        try:
            made.append(arriving.receive(form.sent, by=request.user))
        except FileError as error:
            form.add_error("file", str(error))

    if form.obeys(receive) and made:
        return redirect("transfer:arrival", arrival_id=made[0].pk)
    known = request.user.arrivals.exclude(step=Step.DONE).order_by("-pk")[:10]
    context = {"may_found": may_found(), "arrivals": known}
    return form_page(request, form, "transfer/arrival_create.html", **context)


@signed_in
def arrival(request: Request, arrival_id: int) -> HttpResponse:
    """What the file holds, to be agreed to; then how far it is; then what arrived."""
    here = _arrival_of(request, arrival_id)
    if here.step != Step.DRAFT:
        return render(request, "transfer/arrival.html", _context(here))
    if request.htmx:
        return HttpResponseClientRefresh()
    named = here.kind == Arrival.Kind.V2
    kind = ArrivalNameForm if named else ArrivalPlainForm
    form = kind(request.POST if request.method == "POST" else None, initial={"name": here.name})
    if form.obeys(lambda: arriving.begin(here, name=form.cleaned_data.get("name", ""))):
        return redirect("transfer:arrival", arrival_id=here.pk)
    context = {"arrival": here, "lines": comparison(here), "origin": origin_of(here)}
    return form_page(request, form, "transfer/arrival_draft.html", **context)


@require_POST
@signed_in
def arrival_retry(request: Request, arrival_id: int) -> HttpResponse:
    """Try again now."""
    here = _arrival_of(request, arrival_id)
    arriving.try_again(here)
    messages.success(request, _("C’est reparti."))
    return redirect("transfer:arrival", arrival_id=here.pk)


@require_POST
@signed_in
def arrival_alone(request: Request, arrival_id: int) -> HttpResponse:
    """Go on without the old address."""
    here = _arrival_of(request, arrival_id)
    arriving.go_alone(here)
    return redirect("transfer:arrival", arrival_id=here.pk)


@signed_in
def arrival_discard(request: Request, arrival_id: int) -> HttpResponse:
    """Give it up, after a question."""
    here = _arrival_of(request, arrival_id)
    if request.method != "POST":
        return render(request, "transfer/arrival_discard.html", {"arrival": here})
    done = _("C’est fait\u00a0: rien n’a été gardé du fichier.")
    if act(request, lambda: arriving.discard(here), done=done):
        return redirect("transfer:arrival_create")
    return redirect("transfer:arrival", arrival_id=here.pk)


def _arrival_of(request: Request, arrival_id: int) -> Arrival:
    """An arrival of whoever asks, or ``Http404``."""
    rows = Arrival.objects.select_related("association")
    found = rows.filter(pk=arrival_id, author=request.user).first()
    if found is None:
        raise Http404
    return found


def _context(here: Arrival) -> dict[str, Any]:
    lines, notes = comparison(here), notes_of(here)
    state = here.association.state if here.association else ""
    return {
        "arrival": here,
        "steps": steps_of(here),
        "lines": lines,
        "is_even": all(line.is_same for line in lines),
        "total": here.summary.get("actions", 0),
        "notes": notes,
        "note_count": here.report.get("count", 0),
        "more_notes": here.report.get("count", 0) > len(notes),
        "waits_for_host": here.step == Step.INVITING and state == State.AWAITING,
        "may_discard": arriving.may_discard(here),
        "may_go_alone": here.step in {Step.ASKING, Step.TELLING},
        "is_open": here.association is not None and here.association.is_open,
    }
