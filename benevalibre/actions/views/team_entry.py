"""Recording for anyone, and changing anybody's action."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from benevalibre.actions.checking import closed_year_of
from benevalibre.actions.flashing import in_words
from benevalibre.actions.forms.entry import EntryForm
from benevalibre.actions.forms.searching import SearchForm
from benevalibre.actions.history import history
from benevalibre.actions.models import Action, Source
from benevalibre.actions.oddities import oddities
from benevalibre.actions.recording import RecordingError, record
from benevalibre.actions.views.own_edit import is_changed
from benevalibre.actions.views.team_answers import after, undo_act
from benevalibre.associations.access import MemberRequest, member
from benevalibre.associations.models import Membership, Right
from benevalibre.ui.flash import Act, flash

MATCHES = 20
NOBODY = "0"


@require_http_methods(["GET", "HEAD", "POST"])
@member(Right.MANAGE_ACTIONS)
def create(request: MemberRequest) -> HttpResponse:
    """Choose somebody, then record for them, or for nobody in particular."""
    chosen = request.GET.get("person", "")
    if not chosen:
        return _choose(request)
    person = person_of(request, chosen)
    membership = person or request.membership
    if request.method != "POST" or "find" in request.POST:
        typed = request.POST.dict()
        return _entry(request, EntryForm(membership=membership, initial=typed), person)
    form = EntryForm(request.POST, membership=membership)
    actions = _recorded(form, request, person)
    if actions is None:
        return _entry(request, form, person, status=422)
    _say_recorded(request, actions, person)
    for reasons in oddities(actions).values():
        messages.warning(request, _("À vérifier\u00a0: %(why)s.") % {"why": ", ".join(reasons)})
    return redirect("actions:create", request.association.pk)


def _choose(request: MemberRequest) -> HttpResponse:
    context = {"association": request.association, **people_found(request)}
    return render(request, "actions/create_for.html", context)


def people_found(request: MemberRequest) -> dict[str, object]:
    """The people whose name is searched, twenty at most; who recorded lately without a search."""
    search = SearchForm.text(request.GET)
    active = request.association.memberships.active().unmerged().with_person()
    found = active.called(search).by_name() if search else active.order_by("-last_entry_on", "pk")
    people = list(found[: MATCHES + 1])
    return {"search": search, "people": people[:MATCHES], "is_cut": len(people) > MATCHES}


def person_of(request: MemberRequest, chosen: str) -> Membership | None:
    """The participant of that id; None for nobody; ``Http404`` otherwise."""
    if chosen == NOBODY:
        return None
    if not (chosen.isascii() and chosen.isdecimal() and len(chosen) < 18):
        raise Http404
    active = request.association.memberships.active().with_person()
    person = get_object_or_404(active.select_related("usual_level"), pk=int(chosen))
    person.association = request.association
    return person


def _entry(
    request: MemberRequest, form: EntryForm, person: Membership | None, *, status: int = 200
) -> HttpResponse:
    context = {"association": request.association, "form": form, "person": person}
    return render(request, "actions/create.html", context, status=status)


def _recorded(
    form: EntryForm, request: MemberRequest, person: Membership | None
) -> list[Action] | None:
    if not form.is_valid():
        return None
    try:
        return record(
            form.draft(),
            member=person,
            by=request.membership,
            association=request.association,
            source=Source.SELF if person == request.membership else Source.MANAGER,
            key=form.cleaned_data["key"],
        )
    except RecordingError as error:
        form.refuse(error)
        return None


def _say_recorded(request: MemberRequest, actions: list[Action], person: Membership | None) -> None:
    """« C’est noté pour Jeanne… Annuler · Modifier · Encore »."""
    here = [request.association.pk, actions[0].pk]
    text = _("C’est noté pour %(name)s\u00a0: %(what)s.")
    again = reverse("actions:create", args=here[:1])
    acts = [
        Act(
            label=_("Annuler"),
            url=reverse("actions:team_delete", args=here),
            method="post",
            icon="undo-2",
        ),
        Act(label=_("Modifier"), url=reverse("actions:team_edit", args=here)),
    ]
    if person:
        query = urlencode({"person": person.pk})
        acts.append(Act(label=_("Encore"), url=f"{again}?{query}"))
    name = person.display_name if person else _("personne en particulier")
    flash(request, text % {"name": name, "what": in_words(actions)}, acts=acts)


@require_http_methods(["GET", "HEAD", "POST"])
@member(Right.MANAGE_ACTIONS)
def team_edit(request: MemberRequest, action_id: int) -> HttpResponse:
    """Anybody's action: correct it, decide about it, read its journal."""
    action = action_of(request, action_id)
    membership = action.member or request.membership
    if "find" in request.POST:
        typed = EntryForm(membership=membership, action=action, initial=request.POST.dict())
        return _edit(request, typed, action)
    data = request.POST if request.method == "POST" else None
    form = EntryForm(data, membership=membership, action=action)
    if data is None or not is_changed(form, action, request.membership):
        return _edit(request, form, action, status=422 if form.errors else 200)
    messages.success(request, _("C’est modifié\u00a0: %(what)s.") % {"what": in_words([action])})
    return redirect("actions:team_edit", request.association.pk, action.pk)


def action_of(request: MemberRequest, action_id: int) -> Action:
    """An action of the association with all that its page shows, or ``Http404``."""
    found = Action.objects.filter(association=request.association).with_words()
    action = get_object_or_404(
        found.select_related("typed_by__user", "status_by__user"), pk=action_id
    )
    action.association = request.association
    if action.member:
        action.member.association = request.association
    return action


def _edit(
    request: MemberRequest, form: EntryForm, action: Action, *, status: int = 200
) -> HttpResponse:
    context = {
        "association": request.association,
        "form": form,
        "action": action,
        "closed": closed_year_of(action),
        "history": history(action),
        "today": request.association.today(),
    }
    return render(request, "actions/team_edit.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@member(Right.MANAGE_ACTIONS)
def team_delete(request: MemberRequest, action_id: int) -> HttpResponse:
    """Ask, then delete; the next page offers to put it back."""
    action = action_of(request, action_id)
    if request.method != "POST":
        today = request.association.today()
        context = {"association": request.association, "action": action, "today": today}
        return render(request, "actions/team_delete.html", context)
    try:
        batch = action.remove(by=request.membership)
    except RecordingError as error:
        messages.error(request, str(error))
        return redirect("actions:team_edit", request.association.pk, action_id)
    text = _("C’est supprimé\u00a0: %(what)s.") % {"what": in_words([action])}
    flash(request, text, acts=[undo_act(request, batch)])
    return redirect(after(request) if "back" in request.POST else _list(request))


def _list(request: MemberRequest) -> str:
    return reverse("actions:list", args=[request.association.pk])
