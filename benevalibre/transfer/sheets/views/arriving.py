"""The files that came, and sending another one."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from benevalibre.associations.access import MemberRequest, member
from benevalibre.associations.models import Right
from benevalibre.associations.views.answering import page_of
from benevalibre.documents.files import download, file_name
from benevalibre.transfer.sheets.files import FileError
from benevalibre.transfer.sheets.forms import FileForm, ModelForm
from benevalibre.transfer.sheets.models import RIGHTS, Kind, Spreadsheet, Stage
from benevalibre.transfer.sheets.models_to_fill import FORMATS, model_of
from benevalibre.transfer.sheets.receiving import receive

ROWS = 20


@require_safe
@member()
def spreadsheet_list(request: MemberRequest) -> HttpResponse:
    """What can be imported, what waits, and what was imported."""
    by = request.membership
    kinds = [kind for kind, right in RIGHTS.items() if by.may(right)]
    if not kinds:
        raise PermissionDenied
    here = Spreadsheet.objects.of_right(by).for_page()
    context = {
        "association": request.association,
        "takes_actions": Kind.ACTIONS in kinds,
        "takes_people": Kind.PEOPLE in kinds,
        "waiting": here.filter(author=by).exclude(stage=Stage.DONE).order_by("-pk")[:ROWS],
        "page": page_of(here.done(), request, size=ROWS),
    }
    return render(request, "spreadsheets/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member(Right.MANAGE_ACTIONS)
def send_actions(request: MemberRequest) -> HttpResponse:
    """A file of actions."""
    return _send(request, Kind.ACTIONS)


@require_http_methods(["GET", "HEAD", "POST"])
@member(Right.MANAGE_MEMBERS)
def send_people(request: MemberRequest) -> HttpResponse:
    """A file of people."""
    return _send(request, Kind.PEOPLE)


@require_safe
@member(Right.MANAGE_ACTIONS)
def model_of_actions(request: MemberRequest) -> HttpResponseBase:
    """A file of actions to fill in."""
    return _model(request, Kind.ACTIONS, _("Activités à importer"))


@require_safe
@member(Right.MANAGE_MEMBERS)
def model_of_people(request: MemberRequest) -> HttpResponseBase:
    """A file of people to fill in."""
    return _model(request, Kind.PEOPLE, _("Personnes à importer"))


def _send(request: MemberRequest, kind: Kind) -> HttpResponse:
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form = FileForm(request.POST, request.FILES)
        spreadsheet = _received(request, form, kind)
        if spreadsheet is not None:
            return redirect("spreadsheets:columns", request.association.pk, spreadsheet.pk)
    context = {
        "association": request.association,
        "form": form,
        "is_of_people": kind == Kind.PEOPLE,
    }
    return render(request, "spreadsheets/send.html", context, status=422 if form.errors else 200)


def _received(request: MemberRequest, form: FileForm, kind: Kind) -> Spreadsheet | None:
    """What the form sent, or None where it cannot be read."""
    if not form.is_valid():
        return None
    if not request.association.is_open:
        form.add_error(None, _("Plus rien ne change ici\u00a0: l’association déménage."))
        return None
    file: Any = form.cleaned_data["file"]
    try:
        return receive(file, kind=kind, by=request.membership)
    except FileError as error:
        form.add_error("file", str(error))
        return None


def _model(request: MemberRequest, kind: Kind, name: str) -> HttpResponseBase:
    chosen = FORMATS[ModelForm(request.GET).chosen]
    table = model_of(kind, today=request.association.today())
    return download(table, chosen, name=file_name(name, suffix=chosen.suffix))
