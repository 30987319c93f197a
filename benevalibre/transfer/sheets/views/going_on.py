"""One import: its columns, its lines, the last word, and how far it is."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from benevalibre.associations.access import MemberRequest, member
from benevalibre.associations.views.answering import page_of
from benevalibre.transfer.sheets.forms import ChoicesForm, ColumnsForm, LinesForm, StartForm
from benevalibre.transfer.sheets.models import NOT_STARTED, Spreadsheet, Stage, Verdict
from benevalibre.transfer.sheets.running import choose, start
from benevalibre.transfer.sheets.undoing import may_undo
from benevalibre.transfer.sheets.views.finding import found
from benevalibre.ui.durations import format_duration_short
from benevalibre.ui.flash import Act, flash
from benevalibre.ui.formats import format_number

LINES = 50


@require_safe
@member()
def spreadsheet_detail(request: MemberRequest, spreadsheet_id: int) -> HttpResponse:
    """What would become of each line, how far it is, or what it brought."""
    spreadsheet = found(request, spreadsheet_id)
    if spreadsheet.stage == Stage.READ:
        return redirect("spreadsheets:columns", request.association.pk, spreadsheet.pk)
    if spreadsheet.is_busy:
        return render(request, "spreadsheets/busy.html", _context(request, spreadsheet))
    if vars(request).get("htmx"):
        return HttpResponseClientRefresh()
    if spreadsheet.stage == Stage.CHECKED:
        return _lines(request, spreadsheet, StartForm(spreadsheet=spreadsheet))
    context = _context(request, spreadsheet)
    context["may_undo"] = may_undo(spreadsheet, by=request.membership)
    return render(request, "spreadsheets/done.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member()
def columns(request: MemberRequest, spreadsheet_id: int) -> HttpResponse:
    """Which column holds what."""
    spreadsheet = found(request, spreadsheet_id)
    if spreadsheet.stage not in NOT_STARTED:
        return _back(request, spreadsheet)
    form = ColumnsForm(request.POST if request.method == "POST" else None, spreadsheet=spreadsheet)
    if request.method == "POST" and form.is_valid():
        choose(spreadsheet, **form.cleaned_data)
        return _back(request, spreadsheet)
    context = _context(request, spreadsheet) | {
        "form": form,
        "twin": spreadsheet.twin(),
    }
    status = 422 if form.errors else 200
    return render(request, "spreadsheets/columns.html", context, status=status)


@require_POST
@member()
def choices(request: MemberRequest, spreadsheet_id: int) -> HttpResponse:
    """What to do with the names that are not there."""
    spreadsheet = found(request, spreadsheet_id)
    form = ChoicesForm(request.POST, spreadsheet=spreadsheet, by=request.membership)
    if spreadsheet.stage == Stage.CHECKED and form.is_valid():
        choose(spreadsheet, **form.cleaned_data)
    elif spreadsheet.stage == Stage.CHECKED:
        return _lines(request, spreadsheet, StartForm(spreadsheet=spreadsheet), asked=form)
    return _back(request, spreadsheet)


@require_POST
@member()
def launch(request: MemberRequest, spreadsheet_id: int) -> HttpResponse:
    """Import it, without the lines that were shown as refused."""
    spreadsheet = found(request, spreadsheet_id)
    if spreadsheet.stage != Stage.CHECKED:
        return _back(request, spreadsheet)
    form = StartForm(request.POST, spreadsheet=spreadsheet)
    if not form.is_valid():
        return _lines(request, spreadsheet, form)
    data = form.cleaned_data
    start(
        spreadsheet,
        refused=data["refused"],
        keeps_doubles=not data.get("leave_doubles", True),
        invites=data.get("invite", False),
    )
    if spreadsheet.stage == Stage.DONE:
        _say_done(request, spreadsheet)
    return _back(request, spreadsheet)


@require_POST
@member()
def removal(request: MemberRequest, spreadsheet_id: int) -> HttpResponse:
    """Forget a file that is not imported."""
    spreadsheet = found(request, spreadsheet_id)
    if spreadsheet.stage not in NOT_STARTED:
        return _back(request, spreadsheet)
    spreadsheet.delete()
    messages.success(request, _("C’est oublié\u00a0: rien n’a été importé."))
    return redirect("spreadsheets:list", request.association.pk)


def _lines(
    request: MemberRequest,
    spreadsheet: Spreadsheet,
    form: StartForm,
    *,
    asked: ChoicesForm | None = None,
) -> HttpResponse:
    """The page of the dry run."""
    verdict = LinesForm(request.GET).verdict
    lines = spreadsheet.lines.order_by("number").defer("cells")
    result = spreadsheet.result
    ready = result.get(Verdict.READY, 0)
    context = _context(request, spreadsheet) | {
        "form": form,
        "asked": asked or ChoicesForm(spreadsheet=spreadsheet, by=request.membership),
        "page": page_of(lines.filter(verdict=verdict) if verdict else lines, request, size=LINES),
        "verdict": verdict,
        "ready": ready,
        "can_start": bool(ready or result.get(Verdict.DOUBLE)),
        "twin": spreadsheet.twin(),
    }
    status = 422 if form.errors or (asked and asked.errors) else 200
    return render(request, "spreadsheets/lines.html", context, status=status)


def _context(request: MemberRequest, spreadsheet: Spreadsheet) -> dict[str, Any]:
    return {"association": request.association, "spreadsheet": spreadsheet}


def _back(request: MemberRequest, spreadsheet: Spreadsheet) -> HttpResponse:
    return redirect("spreadsheets:detail", request.association.pk, spreadsheet.pk)


def _say_done(request: MemberRequest, spreadsheet: Spreadsheet) -> None:
    """« C’est importé : 47 activités, 112 h. Annuler »."""
    result = spreadsheet.result
    if spreadsheet.is_of_people:
        text = ngettext(
            "C’est importé\u00a0: %(n)s personne.",
            "C’est importé\u00a0: %(n)s personnes.",
            result["people"],
        ) % {"n": format_number(result["people"])}
    else:
        text = ngettext(
            "C’est importé\u00a0: %(n)s activité, %(hours)s.",
            "C’est importé\u00a0: %(n)s activités, %(hours)s.",
            result["actions"],
        ) % {
            "n": format_number(result["actions"]),
            "hours": format_duration_short(result["minutes"]),
        }
    url = reverse("spreadsheets:undo", args=[spreadsheet.association_id, spreadsheet.pk])
    flash(request, text, acts=[Act(label=_("Annuler"), url=url, icon="undo-2", method="post")])
