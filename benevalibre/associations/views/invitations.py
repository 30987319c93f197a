"""The team's side of invitations: the list, inviting, sending again, taking back."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from benevalibre.associations.access import MemberRequest, member
from benevalibre.associations.addressing import Recipient
from benevalibre.associations.forms.inviting import (
    InvitationFilterForm,
    InviteForm,
    PersonInviteForm,
)
from benevalibre.associations.inviting import MAILS_A_DAY, invite, resend, withdraw
from benevalibre.associations.inviting_many import KIND, Sent, invite_all, take_back
from benevalibre.associations.models import Invitation, Right
from benevalibre.associations.views.answering import act, form_page, page_of
from benevalibre.associations.views.member import person_of
from benevalibre.associations.writing import RuleError
from benevalibre.instance.models import Instance, Opening
from benevalibre.journal.models import Batch
from benevalibre.ui.flash import Act, flash

LEFT_KEY = "invitations_left"
LEFT_LENGTH = 20_000


@member(Right.MANAGE_MEMBERS)
def invitation_list(request: MemberRequest) -> HttpResponse:
    """Fifty at a time, the latest first, with where each stands."""
    form = InvitationFilterForm(request.GET)
    rows = request.association.invitations.in_state(form.chosen).with_words()
    context = {"form": form, "page": page_of(rows, request), "chosen": form.chosen}
    return render(request, "associations/invitation_list.html", context)


@member(Right.MANAGE_MEMBERS)
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_create(request: MemberRequest) -> HttpResponse:
    """One address leaves at once; of a list, one sees first what was understood."""
    data = request.POST if request.method == "POST" else None
    form = InviteForm(data, by=request.membership, initial={"to": _typed_before(request)})
    if form.is_valid() and form.is_sure:
        try:
            sent = invite_all(
                form.good,
                association=request.association,
                by=request.membership,
                role=form.cleaned_data["role"],
                message=form.cleaned_data["message"],
            )
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            return _after_sending(request, sent, left=[*form.faulty, *sent.refused])
    context = {
        "form": form,
        "is_preview": form.is_bound and not form.errors,
        "is_closed": Instance.current().sign_up == Opening.CLOSED,
    }
    status = 422 if form.errors or (form.is_bound and not form.good) else 200
    return render(request, "associations/invitation_create.html", context, status=status)


@member(Right.MANAGE_MEMBERS)
@require_POST
def invitation_undo(request: MemberRequest, batch_id: int) -> HttpResponse:
    """Take back all that were sent at once."""
    mine = Batch.objects.filter(
        association_id=request.association.pk, membership_id=request.membership.pk, kind=KIND
    )
    batch = get_object_or_404(mine, pk=batch_id)
    done = _("C’est annulé\u00a0: ces invitations ne servent plus.")
    act(request, lambda: take_back(batch, by=request.membership), done=done)
    return redirect("associations:invitation_list", association_id=request.association.pk)


@member(Right.MANAGE_MEMBERS)
@require_POST
def invitation_resend(request: MemberRequest, invitation_id: int) -> HttpResponse:
    """Send it again."""
    invitation = _invitation_of(request, invitation_id)
    done = _("L’invitation repart vers %(email)s.") % {"email": invitation.email}
    act(request, lambda: resend(invitation, by=request.membership), done=done)
    return redirect("associations:invitation_list", association_id=request.association.pk)


@member(Right.MANAGE_MEMBERS)
@require_POST
def invitation_withdrawal(request: MemberRequest, invitation_id: int) -> HttpResponse:
    """Take it back; one may invite again from there."""
    invitation = _invitation_of(request, invitation_id)
    try:
        withdraw(invitation, by=request.membership)
    except RuleError as error:
        messages.error(request, str(error))
    else:
        again = reverse("associations:invitation_create", args=[request.association.pk])
        url = f"{again}?{urlencode({'to': invitation.email})}"
        text = _("L’invitation de %(email)s ne sert plus.") % {"email": invitation.email}
        flash(request, text, acts=[Act(label=_("Inviter de nouveau"), url=url, icon="mail")])
    return redirect("associations:invitation_list", association_id=request.association.pk)


@member(Right.MANAGE_MEMBERS)
@require_http_methods(["GET", "HEAD", "POST"])
def member_invite(request: MemberRequest, member_id: int) -> HttpResponse:
    """Invite somebody without account to take over their hours."""
    person, by = person_of(request, member_id), request.membership
    data = request.POST if request.method == "POST" else None
    form = PersonInviteForm(data, by=by)
    here = request.association
    if form.obeys(
        lambda: invite(here, by=by, name=person.name, claims=person, **form.cleaned_data)
    ):
        text = _("L’invitation part vers %(email)s. Une fois acceptée, ces heures la suivront.")
        messages.success(request, text % {"email": form.cleaned_data["email"]})
        return redirect("associations:member_detail", association_id=here.pk, member_id=person.pk)
    context = {"person": person, "is_taken": person.user_id is not None}
    return form_page(request, form, "associations/member_invite.html", **context)


def _typed_before(request: MemberRequest) -> str:
    """What stayed behind the last time, or the address that the page asks for."""
    return str(request.session.pop(LEFT_KEY, "") or request.GET.get("to", "")[:300])


def _after_sending(
    request: MemberRequest, sent: Sent, *, left: Iterable[Recipient]
) -> HttpResponse:
    """« 12 invitations envoyées. Annuler », then the lines that stayed, to mend."""
    here = request.association.pk
    undo = Act(
        label=_("Annuler"),
        url=reverse("associations:invitation_undo", args=[here, sent.batch.pk]),
        icon="undo-2",
        method="post",
    )
    flash(request, _in_words(sent), acts=[undo] if sent.invitations else [])
    lines = "\n".join(one.text for one in left)[:LEFT_LENGTH]
    if not lines:
        return redirect("associations:invitation_list", association_id=here)
    request.session[LEFT_KEY] = lines
    messages.warning(request, _("Les lignes ci-dessous sont restées\u00a0: corrigez-les ici."))
    return redirect("associations:invitation_create", association_id=here)


def _in_words(sent: Sent) -> str:
    n = len(sent.invitations)
    text = ngettext("%(n)s invitation envoyée.", "%(n)s invitations envoyées.", n) % {"n": n}
    if not sent.waiting:
        return text
    later = ngettext(
        "%(n)s partira dans les jours qui viennent\u00a0: au plus %(most)s par jour.",
        "%(n)s partiront dans les jours qui viennent\u00a0: au plus %(most)s par jour.",
        sent.waiting,
    )
    return f"{text} {later % {'n': sent.waiting, 'most': MAILS_A_DAY}}"


def _invitation_of(request: MemberRequest, invitation_id: int) -> Invitation:
    found = get_object_or_404(request.association.invitations.all(), pk=invitation_id)
    found.association = request.association
    return found
