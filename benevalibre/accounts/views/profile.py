"""One's own account: names and looks, address, password, sessions."""

from typing import Any

from allauth.account.internal.flows.password_change import (
    change_password,
    finalize_password_change,
)
from allauth.usersessions.internal.flows.sessions import end_other_sessions, end_sessions
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from benevalibre.accounts.access import Request, signed_in
from benevalibre.accounts.forms.profile import AddressForm, PasswordForm, ProfileForm
from benevalibre.accounts.limits import limited
from benevalibre.accounts.middleware import language_of
from benevalibre.accounts.sessions import places


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: Request) -> HttpResponse:
    """Names, photo, theme and language; the way to the rest of the account."""
    if request.method != "POST":
        return render(request, "accounts/profile.html", {"form": ProfileForm.of(request.user)})
    form = ProfileForm.of(request.user, request.POST, request.FILES)
    if form.is_valid():
        request.user.change_profile(**form.cleaned_data)
        with override(language_of(request)):
            messages.success(request, _("C’est enregistré."))
        return redirect("accounts:profile")
    return render(request, "accounts/profile.html", {"form": form}, status=422)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@limited("manage_email")
def address(request: Request) -> HttpResponse:
    """Ask for another address; a code sent there confirms it, the present one serves till then."""
    form = AddressForm(request.user, _sent(request))
    if form.is_valid():
        form.save(request)
        return redirect("account_email_verification_sent")
    return render(request, "accounts/address.html", {"form": form}, status=_status(form))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters("present", "password")
@limited("change_password")
def password(request: Request) -> HttpResponse:
    """Choose or change a password; the other sessions are closed, and a mail says so."""
    form = PasswordForm(_sent(request), user=request.user)
    if form.is_valid():
        change_password(request.user, form.cleaned_data["password"])
        finalize_password_change(request, request.user)
        return redirect("accounts:profile")
    return render(request, "accounts/password.html", {"form": form}, status=_status(form))


@signed_in
@require_safe
def session_list(request: Request) -> HttpResponse:
    """Where one is signed in, this place first, then by last use."""
    found = places(request.user, here=request.session.session_key)
    return render(request, "accounts/session_list.html", {"places": found})


@signed_in
@require_POST
def session_end(request: Request, session_id: int) -> HttpResponse:
    """Sign out somewhere."""
    ended = get_object_or_404(UserSession, pk=session_id, user=request.user)
    end_sessions(request, [ended])
    return redirect("accounts:session_list")


@signed_in
@require_POST
def session_end_others(request: Request) -> HttpResponse:
    """Sign out everywhere but here."""
    end_other_sessions(request, request.user)
    messages.success(request, _("Vous n’êtes plus connecté qu’ici."))
    return redirect("accounts:session_list")


def _sent(request: Request) -> Any:
    """What the form got: None when the page is only opened."""
    return request.POST if request.method == "POST" else None


def _status(form: Any) -> int:
    return 422 if form.is_bound else 200
