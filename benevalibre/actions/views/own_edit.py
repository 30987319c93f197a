"""One's own entries: edit, delete, put back."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from benevalibre.actions.access import OwnRequest, author_of, own_actions, participant, places
from benevalibre.actions.changing import will_be_read_again
from benevalibre.actions.checking import closed_year_of
from benevalibre.actions.flashing import say_changed, say_removed
from benevalibre.actions.forms.entry import EntryForm
from benevalibre.actions.models import Action
from benevalibre.actions.recording import RecordingError
from benevalibre.actions.removing import restore
from benevalibre.associations.models import Membership
from benevalibre.journal.models import Batch


@require_http_methods(["GET", "HEAD", "POST"])
@participant
def action_edit(request: OwnRequest, action_id: int) -> HttpResponse:
    """Correct one's own action."""
    action = get_object_or_404(own_actions(request).with_words(), pk=action_id)
    by = author_of(request, action)
    if "find" in request.POST:
        typed = EntryForm(membership=by, action=action, initial=request.POST.dict())
        return _edit(request, typed, action, by)
    data = request.POST if request.method == "POST" else None
    form = EntryForm(data, membership=by, action=action)
    if data is None or not is_changed(form, action, by):
        return _edit(request, form, action, by, status=422 if form.errors else 200)
    say_changed(request, action)
    return redirect("actions:mine")


@require_http_methods(["GET", "HEAD", "POST"])
@participant
def action_delete(request: OwnRequest, action_id: int) -> HttpResponse:
    """Ask, then delete one's own action; the next page offers to put it back."""
    action = get_object_or_404(own_actions(request).with_words(), pk=action_id)
    if request.method != "POST":
        return render(
            request, "actions/delete.html", {"action": action, "today": action.association.today()}
        )
    try:
        batch = action.remove(by=author_of(request, action))
    except RecordingError as error:
        messages.error(request, str(error))
        return redirect("actions:edit", action_id)
    say_removed(request, action, batch)
    return redirect("actions:mine")


@require_POST
@participant
def action_restore(request: OwnRequest, batch_id: int) -> HttpResponseBase:
    """Put back what was just deleted."""
    mine = {place.pk: place for place in places(request)}
    batch = get_object_or_404(Batch, pk=batch_id, membership_id__in=mine)
    try:
        restore(batch, by=mine[batch.membership_id or 0])
    except RecordingError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Votre activité est revenue."))
    return redirect("actions:mine")


def _edit(
    request: OwnRequest, form: EntryForm, action: Action, by: Membership, *, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "action": action,
        "closed": closed_year_of(action),
        "is_member": by.is_active and by.association.is_open,
        "read_again": will_be_read_again(action, by=by),
    }
    return render(request, "actions/edit.html", context, status=status)


def is_changed(form: EntryForm, action: Action, by: Membership) -> bool:
    """Change the action as the form says; False where it or a rule says no."""
    if not form.is_valid():
        return False
    try:
        action.change(by=by, draft=form.draft(), version=form.cleaned_data["version"])
    except RecordingError as error:
        form.refuse(error)
        return False
    return True
