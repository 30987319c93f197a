"""Giving an action to the person whose it is."""

from dataclasses import fields

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from benevalibre.actions.drafts import Draft, RecordingError
from benevalibre.actions.models import Action
from benevalibre.actions.moderation import is_alone
from benevalibre.actions.views.team_entry import action_of, people_found, person_of
from benevalibre.associations.access import MemberRequest, member
from benevalibre.associations.models import Membership, Right


@require_http_methods(["GET", "HEAD", "POST"])
@member(Right.MANAGE_ACTIONS)
def team_person(request: MemberRequest, action_id: int) -> HttpResponse:
    """Look for somebody, then give them the action."""
    action = action_of(request, action_id)
    if request.method != "POST":
        context = {"association": request.association, "action": action, **people_found(request)}
        return render(request, "actions/team_person.html", context)
    person = person_of(request, request.POST.get("person", ""))
    if person is not None:
        _give(request, action, person)
    return redirect("actions:team_edit", request.association.pk, action.pk)


def _give(request: MemberRequest, action: Action, person: Membership) -> None:
    by = request.membership
    if person == by and by.association.policy_moderate_actions and not is_alone(by):
        messages.error(request, _("Quelqu’un d’autre de l’équipe peut vous donner ces heures."))
        return
    draft = Draft(**{field.name: getattr(action, field.name) for field in fields(Draft)})
    try:
        action.change(by=by, draft=draft, member=person)
    except RecordingError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Ces heures sont maintenant à %(name)s.") % {"name": person})
