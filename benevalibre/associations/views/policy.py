"""« Nos règles »."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from benevalibre.associations.access import GuestRequest, MemberRequest, guest_or_member, member
from benevalibre.associations.forms.policy import PolicyForm
from benevalibre.associations.models import Right
from benevalibre.associations.models.membership import MembershipState
from benevalibre.associations.views.answering import act, form_page


@guest_or_member
def policy(request: GuestRequest) -> HttpResponse:
    """What the association chose, for all its people."""
    form = PolicyForm(association=request.association)
    context = {
        "association": request.association,
        "answers": form.answers(),
        "asked": form.asked(),
        "may_edit": request.membership.may(Right.MANAGE_ASSOCIATION),
    }
    return render(request, "associations/policy.html", context)


@member(Right.MANAGE_ASSOCIATION)
def policy_edit(request: MemberRequest) -> HttpResponse:
    """Choose otherwise."""
    here = request.association
    before = (here.policy_moderate_members, here.policy_moderate_actions)
    form = PolicyForm(request.POST or None, association=here)
    if not form.obeys(lambda: here.change_policy(by=request.membership, **form.choices())):
        return form_page(request, form, "associations/policy_edit.html")
    done = _(
        "C’est enregistré. S’applique à partir d’aujourd’hui\u00a0;"
        " les exercices arrêtés ne bougent pas."
    )
    messages.success(request, done)
    return _onward(request, *before)


@member(Right.MANAGE_ASSOCIATION)
@require_POST
def policy_seen(request: MemberRequest) -> HttpResponse:
    """« Elles nous conviennent »."""
    here = request.association
    act(request, lambda: here.look_at_policy(by=request.membership), done=_("C’est noté, merci."))
    return redirect("associations:policy", association_id=here.pk)


def _onward(
    request: MemberRequest, moderated_members: bool, moderated_actions: bool
) -> HttpResponse:
    """To what waits for an answer that nobody has to give any more; else back to the rules."""
    here = request.association
    asking = here.memberships.filter(state=MembershipState.PENDING)
    if moderated_members and not here.policy_moderate_members and asking.exists():
        messages.info(request, _("Des demandes attendent encore\u00a0: répondez-leur."))
    if moderated_actions and not here.policy_moderate_actions:
        return redirect("actions:moderation_off", association_id=here.pk)
    return redirect("associations:policy", association_id=here.pk)
