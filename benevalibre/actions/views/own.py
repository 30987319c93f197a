"""One's own entries: record, repeat, take back."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from benevalibre.actions.access import OwnRequest, author_of, own_actions, participant, places
from benevalibre.actions.flashing import say_recorded
from benevalibre.actions.forms.entry import EntryForm
from benevalibre.actions.forms.place import PlaceForm
from benevalibre.actions.models import Action, Source
from benevalibre.actions.recording import SPLIT, RecordingError, record, warnings
from benevalibre.associations.models import Membership


@require_http_methods(["GET", "HEAD", "POST"])
@participant
def action_record(request: OwnRequest) -> HttpResponse:
    """The express entry; the page and its form after a choice of association are the same."""
    where = PlaceForm(request.POST or request.GET, places(request))
    membership = where.place()
    if membership is None:
        return render(request, "actions/nowhere.html")
    if request.method != "POST":
        return _entry(request, EntryForm(membership=membership), where)
    if "find" in request.POST:
        return _entry(request, EntryForm(membership=membership, initial=request.POST.dict()), where)
    form = EntryForm(request.POST, membership=membership)
    actions = _recorded(form, membership)
    if actions is None:
        return _entry(request, form, where, status=422)
    doubts = warnings(form.draft(), member=membership, recorded=actions)
    say_recorded(request, actions, doubts)
    return redirect("home:home")


@require_safe
@participant
def action_again(request: OwnRequest, action_id: int) -> HttpResponse:
    """The express entry filled like an earlier action, today: one tap from saved."""
    action = get_object_or_404(own_actions(request).with_words(), pk=action_id)
    where = PlaceForm({"association": action.association_id}, places(request))
    membership = where.place()
    if membership is None or membership.association_id != action.association_id:
        messages.error(request, _("On ne peut plus noter d’heures dans cette association."))
        return redirect("actions:mine")
    return _entry(request, EntryForm(membership=membership, again=action), where)


@require_POST
@participant
def action_undo(request: OwnRequest, action_id: int) -> HttpResponseBase:
    """Take back what was just noted, in each year over which it was split."""
    action = get_object_or_404(own_actions(request).with_words(), pk=action_id)
    by = author_of(request, action)
    try:
        for part in _parts(request, action):
            part.remove(by=by)
    except RecordingError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("C’est annulé\u00a0: rien n’a été noté."))
    return redirect("home:home")


def _entry(
    request: OwnRequest, form: EntryForm, where: PlaceForm, *, status: int = 200
) -> HttpResponse:
    template = "actions/express.html" if request.htmx else "actions/record.html"
    return render(request, template, {"form": form, "where": where}, status=status)


def _recorded(form: EntryForm, membership: Membership) -> list[Action] | None:
    """What a form makes, or None where it or a rule says no."""
    if not form.is_valid():
        return None
    try:
        return record(
            form.draft(),
            member=membership,
            by=membership,
            association=membership.association,
            source=Source.SELF if membership.user_id else Source.LINK,
            key=form.cleaned_data["key"],
        )
    except RecordingError as error:
        form.refuse(error)
        return None


def _parts(request: OwnRequest, action: Action) -> list[Action]:
    """The action, with the others into which years split the same entry."""
    if action.batch is None or action.batch.kind != SPLIT:
        return [action]
    return list(own_actions(request).with_words().filter(batch=action.batch))
