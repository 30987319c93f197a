"""Taking an import out again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from benevalibre.actions.moderation import ModerationError
from benevalibre.associations.access import MemberRequest, member
from benevalibre.transfer.sheets.models import Spreadsheet
from benevalibre.transfer.sheets.undoing import may_undo, undo
from benevalibre.transfer.sheets.views.finding import found
from benevalibre.ui.formats import format_number


@require_http_methods(["GET", "HEAD", "POST"])
@member()
def spreadsheet_undo(request: MemberRequest, spreadsheet_id: int) -> HttpResponse:
    """Ask, then undo as one what was imported as one."""
    spreadsheet = found(request, spreadsheet_id)
    if request.method == "POST":
        _undo(request, spreadsheet)
        return redirect("spreadsheets:list", request.association.pk)
    if not may_undo(spreadsheet, by=request.membership):
        return redirect("spreadsheets:detail", request.association.pk, spreadsheet.pk)
    context = {"association": request.association, "spreadsheet": spreadsheet}
    return render(request, "spreadsheets/undo.html", context)


def _undo(request: MemberRequest, spreadsheet: Spreadsheet) -> None:
    try:
        went = undo(spreadsheet, by=request.membership)
    except ModerationError as error:
        messages.error(request, str(error))
        return
    messages.success(request, _sentence(spreadsheet, went))


def _sentence(spreadsheet: Spreadsheet, went: dict[str, int]) -> str:
    if spreadsheet.is_of_people:
        return ngettext(
            "C’est annulé\u00a0: %(n)s personne retirée.",
            "C’est annulé\u00a0: %(n)s personnes retirées.",
            went["people"],
        ) % {"n": format_number(went["people"])}
    sentence = ngettext(
        "C’est annulé\u00a0: %(n)s activité retirée.",
        "C’est annulé\u00a0: %(n)s activités retirées.",
        went["actions"],
    ) % {"n": format_number(went["actions"])}
    if went["left"]:
        sentence += " " + _("%(n)s ont changé depuis et restent ainsi.") % {"n": went["left"]}
    return sentence
