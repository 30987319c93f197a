"""Whoever was invited: the secret leaves the address bar at once, then one page, one button."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from benevalibre.accounts.access import PublicRequest, Request, public, signed_in
from benevalibre.accounts.adapter import INVITED_KEY
from benevalibre.accounts.forms.welcoming import WelcomeForm
from benevalibre.accounts.limits import limited
from benevalibre.accounts.models import User
from benevalibre.accounts.welcoming import make_account, open_session
from benevalibre.associations.accepting import (
    ClosedInvitationError,
    InvitationError,
    accept,
    find,
    find_by_digest,
)
from benevalibre.associations.models import Invitation, Membership
from benevalibre.associations.writing import RuleError
from benevalibre.instance.models import Instance

INVITATION_KEY = "invitation"


@public
@never_cache
@require_safe
def invitation_open(request: PublicRequest, secret: str) -> HttpResponse:
    """The address of the mail: keep what finds the invitation, and go to its page.

    Programs open links too: nothing is accepted here.
    """
    try:
        invitation = find(secret)
    except InvitationError as error:
        response = _over(request, error)
    else:
        request.session[INVITATION_KEY] = invitation.digest
        request.session[INVITED_KEY] = invitation.email
        response = redirect("associations:invitation")
    response["Referrer-Policy"] = "no-referrer"
    return response


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("signup")
def invitation(request: PublicRequest) -> HttpResponse:
    """One button for who is signed in; a name, or the usual sign-in, for who is not."""
    try:
        found = find_by_digest(str(request.session.get(INVITATION_KEY, "")))
    except InvitationError as error:
        return _over(request, error)
    if request.user.is_authenticated:
        return _offer(request, found)
    may_sign_up = get_adapter().is_open_for_signup(request)
    has_account = User.objects.filter(email_key=found.email_key).exists()
    form = WelcomeForm(request.POST if request.method == "POST" else None, initial=_names(found))
    if may_sign_up and not has_account and form.is_valid():
        member = _arrive(form, found)
        if member is not None and member.user is not None:
            open_session(request, member.user)
            return _welcome(request, member)
    context = {
        "invitation": found,
        "form": form,
        "has_account": has_account,
        "may_sign_up": may_sign_up,
        "contact": Instance.current().contact,
        "next": reverse("associations:invitation"),
    }
    status = 422 if form.is_bound else 200
    return render(request, "associations/invitation.html", context, status=status)


@signed_in
@require_POST
def invitation_acceptance(request: Request) -> HttpResponse:
    """« Rejoindre »."""
    try:
        found = find_by_digest(str(request.session.get(INVITATION_KEY, "")))
        member = accept(found, user=request.user)
    except InvitationError as error:
        return _over(request, error)
    except RuleError as error:
        messages.error(request, str(error))
        return redirect("associations:invitation")
    return _welcome(request, member)


def _offer(request: PublicRequest, found: Invitation) -> HttpResponse:
    here = Membership.objects.here(request.user).filter(association=found.association).first()
    context = {"invitation": found, "membership": here}
    return render(request, "associations/invitation_offer.html", context)


def _arrive(form: WelcomeForm, found: Invitation) -> Membership | None:
    """The place of a new account, both made or neither; None where the form says why not."""
    try:
        with transaction.atomic():
            user = make_account(email=found.email, **form.names)
            return accept(found, user=user)
    except IntegrityError:
        form.add_error(None, _("Cette adresse a déjà un compte\u00a0: connectez-vous."))
    except RuleError as error:
        form.add_error(None, str(error))
    return None


def _welcome(request: PublicRequest | Request, member: Membership) -> HttpResponse:
    """To the express form of the association, with what to do there."""
    for key in (INVITATION_KEY, INVITED_KEY):
        request.session.pop(key, None)
    messages.success(
        request,
        _("Bienvenue dans l’équipe de «\u00a0%(name)s\u00a0»\u00a0! Notez votre dernière activité.")
        % {"name": member.association.name},
    )
    return redirect(f"{reverse('actions:record')}?association={member.association_id}")


def _over(request: PublicRequest | Request, error: InvitationError) -> HttpResponse:
    was_real = isinstance(error, ClosedInvitationError)
    context = {"was_real": was_real}
    status = 410 if was_real else 404
    return render(request, "associations/invitation_over.html", context, status=status)


def _names(found: Invitation) -> dict[str, str]:
    """The name that the inviter wrote, as first and last name."""
    name = found.name or (found.claims.name if found.claims else "")
    first, _space, last = name.partition(" ")
    return {"first_name": first[:30], "last_name": last[:50]}
