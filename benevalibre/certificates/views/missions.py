"""One's own mission sheets: written, saved as they go, asked for, taken back."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from benevalibre.accounts.access import Request, signed_in
from benevalibre.associations.views.answering import act, form_page
from benevalibre.certificates.forms.missions import MissionForm
from benevalibre.certificates.models import MissionSheet
from benevalibre.certificates.places import places_of
from benevalibre.certificates.telling import told


@signed_in
def mission_create(request: Request) -> HttpResponse:
    """Begin one."""
    places = places_of(request.user)
    form = MissionForm(request.POST or None, sheet=None, places=places)

    def do() -> None:
        member = next(each for each in places if each.pk == form.cleaned_data["place"])
        _write(request, MissionSheet(association=member.association, member=member), form)

    if form.obeys(do):
        return redirect("certificates:mine")
    return form_page(request, form, "certificates/mission.html", places=places, sheet=None)


@signed_in
def mission_edit(request: Request, sheet_id: int) -> HttpResponse:
    """Resume it; where the association has it, read it."""
    sheet = _mine(request, sheet_id)
    if not sheet.is_editable and request.method != "POST":
        context = {"sheet": sheet, "parts": told(sheet.texts)}
        return render(request, "certificates/mission_sent.html", context)
    form = MissionForm(request.POST or None, sheet=sheet, places=[])
    if form.obeys(lambda: _write(request, sheet, form)):
        return redirect("certificates:mine")
    return form_page(request, form, "certificates/mission.html", places=[], sheet=sheet)


@signed_in
@require_POST
def mission_withdrawal(request: Request, sheet_id: int) -> HttpResponse:
    """Take back what one asked for, to write in it again."""
    sheet = _mine(request, sheet_id)
    act(request, sheet.withdraw, done=_("La demande est retirée\u00a0: la fiche est à vous."))
    return redirect("certificates:mission_edit", sheet.pk)


@signed_in
def mission_delete(request: Request, sheet_id: int) -> HttpResponse:
    """Delete a draft, once one is sure."""
    sheet = _mine(request, sheet_id)
    if request.method == "POST":
        act(request, sheet.discard, done=_("La fiche est supprimée."))
        return redirect("certificates:mine")
    return render(request, "certificates/mission_delete.html", {"sheet": sheet})


def _mine(request: Request, sheet_id: int) -> MissionSheet:
    rows: Any = MissionSheet.objects.by_user(request.user).select_related("member__user")
    sheet: MissionSheet = get_object_or_404(rows, pk=sheet_id)
    return sheet


def _write(request: Request, sheet: MissionSheet, form: MissionForm) -> None:
    """Save what was typed; with the button « ask », ask too: both, or neither."""
    asks = "ask" in request.POST
    with transaction.atomic():
        sheet.write(**form.columns())
        if asks:
            sheet.ask()
    done = _("C’est demandé. Un mail vous dira la réponse de l’équipe.")
    act(
        request,
        lambda: None,
        done=done if asks else _("C’est enregistré. Reprenez quand vous voulez."),
    )
