"""Coming in and going out: sign-in, sign-up, forgotten password, sign-out."""

from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.contrib.auth import logout
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from benevalibre.accounts import demo, entering, limits
from benevalibre.accounts.access import PublicRequest, public
from benevalibre.accounts.forms.entering import TOO_MANY, ForgottenForm, SignInForm, SignUpForm
from benevalibre.accounts.limits import limited
from benevalibre.instance.models import Instance


@public
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters("password")
@limited("login")
def sign_in(request: PublicRequest) -> HttpResponse:
    """An address, then a code or a password. The demo offers its accounts."""
    if request.user.is_authenticated:
        return entering.onwards(request)
    form = SignInForm(_sent(request), request=request)
    if form.is_valid():
        return entering.sign_in(request, form)
    more = {"offered": demo.offered(), "is_open": get_adapter().is_open_for_signup(request)}
    return _page(request, "accounts/sign_in.html", form, **more)


@public
@require_POST
def demo_sign_in(request: PublicRequest) -> HttpResponse:
    """One tap on an account that the demo offers; elsewhere this page does not exist."""
    user = demo.account_of(request.POST.get("account", ""))
    if user is None:
        raise Http404
    return entering.sign_in_without_proof(request, user)


@public
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@limited("signup")
def sign_up(request: PublicRequest) -> HttpResponse:
    """A new account, where the instance takes any."""
    if request.user.is_authenticated:
        return entering.onwards(request)
    if not get_adapter().is_open_for_signup(request):
        contact = Instance.current().contact
        return render(request, "accounts/sign_up_closed.html", {"contact": contact})
    form = SignUpForm(_sent(request), only=get_adapter().only_address(request))
    if form.is_valid():
        return entering.sign_up(request, form)
    return _page(request, "accounts/sign_up.html", form)


@public
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def forgotten(request: PublicRequest) -> HttpResponse:
    """Ask for the code that lets one choose a new password."""
    form = ForgottenForm(_sent(request))
    if form.is_valid():
        refused = limits.refusal(request, "reset_password", key=form.cleaned_data["email"])
        return refused or entering.forgotten(request, form)
    return _page(request, "accounts/forgotten.html", form)


@public
@require_POST
def sign_out(request: PublicRequest) -> HttpResponse:
    """Close the session; twice is fine."""
    logout(request)
    return redirect("home:home")


@public
@require_safe
def inactive(request: PublicRequest) -> HttpResponse:
    """Said to who has the right password of a deactivated account."""
    return render(request, "accounts/inactive.html", {"contact": Instance.current().contact})


def _sent(request: PublicRequest) -> Any:
    """What the form got: None when the page is only opened."""
    return request.POST if request.method == "POST" else None


def _page(request: PublicRequest, template: str, form: forms.Form, **more: Any) -> HttpResponse:
    """The form again: 200 when opened, 422 when something is wrong, 429 after too many tries."""
    status = 422 if form.is_bound else 200
    if form.has_error("email", TOO_MANY) or form.has_error("__all__", TOO_MANY):
        status = 429
    context = {"form": form, "next": entering.next_page(request), **more}
    return render(request, template, context, status=status)
