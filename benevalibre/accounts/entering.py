"""Coming in: what happens after the forms of sign-in, sign-up and forgotten password.

Each function takes a valid form and gives the next page. The library keeps the state of a code in
the session and decides what follows; it answers alike whether the address has an account or not.
"""

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.models import Login
from allauth.account.utils import (
    complete_signup,
    get_next_redirect_url,
    has_verified_email,
    perform_login,
)
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.http import urlencode

from benevalibre.accounts.forms.entering import ForgottenForm, SignInForm, SignUpForm
from benevalibre.accounts.models import User


def next_page(request: HttpRequest) -> str:
    """Where ``next`` asks to go, when that is a path of this site; else an empty text."""
    return get_next_redirect_url(request) or ""


def onwards(request: HttpRequest) -> HttpResponse:
    """To the page that was asked for, or home: for who is signed in already."""
    return redirect(next_page(request) or resolve_url("home:home"))


def sign_in(request: HttpRequest, form: SignInForm) -> HttpResponse:
    """Send a code, or open the session where the form holds the right password."""
    email = form.cleaned_data["email"]
    if form.is_by_password:
        login = Login(user=form.user, email=email, redirect_url=next_page(request) or None)
        return _answer(perform_password_login(request, {"email": email}, login))
    LoginCodeVerificationProcess.initiate(request=request, user=form.user, email=email)
    return redirect(_with_next(request, "account_confirm_login_code"))


def drop_unproven_password(user: User, email: str) -> None:
    """Make useless a password that stood there before anybody showed that ``email`` is theirs.

    It may be that of whoever typed the address of somebody else. To call before a code confirms
    the address; who typed that password just now confirms by another page, and keeps it.
    """
    if user.has_usable_password() and not has_verified_email(user, email):
        user.set_unusable_password()
        user.save(update_fields=["password"])


def sign_in_without_proof(request: HttpRequest, user: User) -> HttpResponse:
    """Open a session for ``user`` who proved nothing. Only the demo calls this."""
    return _answer(perform_login(request, user, email_verification="none"))


def sign_up(request: HttpRequest, form: SignUpForm) -> HttpResponse:
    """Make the account and send the code that confirms its address.

    When the address has an account, nothing is made, its owner is told by mail, and the answer is
    the same.
    """
    user, same_answer = form.try_save(request)
    if same_answer is not None:
        return same_answer
    return _answer(complete_signup(request, user, None, next_page(request) or None))


def forgotten(request: HttpRequest, form: ForgottenForm) -> HttpResponse:
    """Send the code that lets one choose a new password."""
    form.save(request)
    return redirect(_with_next(request, "account_confirm_password_reset_code"))


def _with_next(request: HttpRequest, name: str) -> str:
    asked = next_page(request)
    return reverse(name) + (f"?{urlencode({'next': asked})}" if asked else "")


def _answer(response: HttpResponse) -> HttpResponse:
    """The library's answer, typed."""
    return response
