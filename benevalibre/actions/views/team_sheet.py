"""The group sheet, and its paper twin."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from benevalibre.actions import sheets
from benevalibre.actions.drafts import RecordingError
from benevalibre.actions.forms.entry_fields import OTHER, YESTERDAY
from benevalibre.actions.forms.searching import SearchForm
from benevalibre.actions.forms.sheet import SheetForm, present_ids
from benevalibre.actions.models import Action
from benevalibre.actions.views.team_answers import undo_act
from benevalibre.associations.access import MemberRequest, member
from benevalibre.associations.models import Right
from benevalibre.journal.models import Batch
from benevalibre.ui.durations import format_duration_short
from benevalibre.ui.flash import flash

BLANK_ROWS = 10
ON_PAPER = 500


@require_http_methods(["GET", "HEAD", "POST"])
@member(Right.MANAGE_ACTIONS)
def sheet(request: MemberRequest) -> HttpResponse:
    """Record one meeting for many people; the buttons beside « save » only change the page."""
    if request.method != "POST":
        return _render(request, SheetForm(membership=request.membership), present=[])
    if "save" not in request.POST and "reading" not in request.POST:
        typed = SheetForm(membership=request.membership, initial=request.POST.dict())
        same = sheets.same_as_last_time(request.association) if "same" in request.POST else None
        present = [*present_ids(request.POST), *(same or [])]
        return _render(request, typed, present=present, is_first=same == [])
    form = SheetForm(request.POST, membership=request.membership)
    batch = _recorded(form, request)
    if batch is None:
        return _render(request, form, present=present_ids(request.POST), status=422)
    _say_recorded(request, batch)
    return redirect("actions:list", request.association.pk)


def _recorded(form: SheetForm, request: MemberRequest) -> Batch | None:
    """What the form makes, or None where it or a rule says no."""
    if not form.is_valid():
        return None
    try:
        key = form.cleaned_data["key"]
        return sheets.record_sheet(form.sheet(), by=request.membership, key=key)
    except RecordingError as error:
        form.refuse(error)
        return None


def _say_recorded(request: MemberRequest, batch: Batch) -> None:
    minutes = list(Action.objects.filter(batch=batch).values_list("minutes", flat=True))
    text = ngettext(
        "C’est noté\u00a0: %(n)s personne, %(hours)s.",
        "C’est noté\u00a0: %(n)s personnes, %(hours)s.",
        len(minutes),
    ) % {"n": len(minutes), "hours": format_duration_short(sum(minutes))}
    flash(request, text, acts=[undo_act(request, batch)])


def _render(
    request: MemberRequest,
    form: SheetForm,
    *,
    present: list[int],
    is_first: bool = False,
    status: int = 200,
) -> HttpResponse:
    today = request.association.today()
    search = SearchForm.text(request.POST, "person")
    shown = sheets.people(request.association, kept=present, search=search)
    day = _day(request.POST, today)
    rows = sheets.rows(shown, day, typed=request.POST, present=set(present))
    context = {
        "association": request.association,
        "form": form,
        "rows": [replace(row, error=form.row_errors.get(row.member.pk, "")) for row in rows],
        "search": search,
        "is_first": is_first,
        "is_cut": len(shown) >= sheets.SHOWN,
        "day": day,
        "today": today,
    }
    return render(request, "actions/sheet.html", context, status=status)


def _day(typed: QueryDict, today: date) -> date:
    """The day for which to show what is recorded: that of the form as far as it can be read."""
    if typed.get("when") == YESTERDAY:
        return today - timedelta(days=1)
    try:
        return date.fromisoformat(typed.get("date", "")) if typed.get("when") == OTHER else today
    except ValueError:
        return today


@require_GET
@member(Right.MANAGE_ACTIONS)
def sign_in_sheet(request: MemberRequest) -> HttpResponse:
    """The same people on paper, with room for others; ``?all=1`` for everybody."""
    everybody: list[Any] = sheets.people(request.association)
    if request.GET.get("all"):
        active = request.association.memberships.active().unmerged().with_person()
        everybody = list(active.by_name()[:ON_PAPER])
    context = {
        "association": request.association,
        "people": everybody,
        "blanks": range(BLANK_ROWS),
    }
    return render(request, "actions/sign_in_sheet.html", context)
