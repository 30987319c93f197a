"""Accounts as the host sees them: who they are, and whether they may come in."""

from collections.abc import Callable
from functools import partial
from typing import Any

from allauth.account.models import EmailAddress
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from benevalibre.accounts.access import Request, host
from benevalibre.accounts.models import User
from benevalibre.associations.models import Membership
from benevalibre.associations.views.answering import act, page_of
from benevalibre.hosting import entrusting as hosts
from benevalibre.hosting import helping, suspending
from benevalibre.hosting.forms.searching import AccountFinderForm
from benevalibre.instance.models import Instance


@require_safe
@host
def account_list(request: Request) -> HttpResponse:
    """Fifty at a time, by name."""
    form = AccountFinderForm(request.GET)
    context = {"form": form, "page": page_of(form.found(), request)}
    return render(request, "hosting/account_list.html", context)


@require_safe
@host
def account_detail(request: Request, user_id: int) -> HttpResponse:
    """How many associations, never which: some are hidden."""
    account = get_object_or_404(User, pk=user_id)
    context = {
        "account": account,
        "addresses": EmailAddress.objects.filter(user=account).order_by("-primary", "email")[:20],
        "associations": Membership.objects.active().filter(user=account).count(),
        "is_self": account.pk == request.user.pk,
        "has_terms": Instance.current().has_terms,
    }
    return render(request, "hosting/account_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@host
def suspension(request: Request, user_id: int) -> HttpResponse:
    """Let nobody sign in with an account."""
    words = {
        "title": _("Désactiver le compte de %(name)s\u00a0?"),
        "text": _(
            "On ne pourra plus s’y connecter, et ses appareils seront déconnectés. Les heures"
            " restent comptées. La personne le saura par mail."
        ),
        "label": _("Désactiver"),
        "done": _("Le compte est désactivé."),
    }
    return _confirmed(request, user_id, suspending.suspend, words)


@require_http_methods(["GET", "HEAD", "POST"])
@host
def entrusting(request: Request, user_id: int) -> HttpResponse:
    """Open the host's pages to somebody."""
    words = {
        "title": _("Confier l’hébergement à %(name)s\u00a0?"),
        "text": _(
            "Cette personne verra les mêmes pages que vous\u00a0: réglages, comptes, mails."
            " Elle n’aura aucun droit dans les associations."
        ),
        "label": _("Confier"),
        "done": _("C’est fait, et la personne le saura par mail."),
    }
    return _confirmed(request, user_id, hosts.entrust, words)


@require_http_methods(["GET", "HEAD", "POST"])
@host
def dismissal(request: Request, user_id: int) -> HttpResponse:
    """Close the host's pages to somebody."""
    words = {
        "title": _("Retirer l’hébergement à %(name)s\u00a0?"),
        "text": _(
            "Ces pages se fermeront pour cette personne. Le reste de son compte ne change pas."
        ),
        "label": _("Retirer l’accès"),
        "done": _("L’accès est retiré."),
    }
    return _confirmed(request, user_id, hosts.dismiss, words)


@require_POST
@host
def restoration(request: Request, user_id: int) -> HttpResponse:
    """Let the owner of an account sign in again."""
    account = get_object_or_404(User, pk=user_id)
    verb = partial(suspending.restore, account, by=request.user)
    act(request, verb, done=_("Le compte est de nouveau actif."))
    return redirect("hosting:account_detail", user_id)


@require_POST
@host
def sign_in_help(request: Request, user_id: int) -> HttpResponse:
    """Write to somebody how to come in."""
    account = get_object_or_404(User, pk=user_id)
    done = _("Le mail part vers %(address)s.") % {"address": account.email}
    act(request, partial(helping.send_help, account, by=request.user), done=done)
    return redirect("hosting:account_detail", user_id)


def _confirmed(
    request: Request, user_id: int, verb: Callable[..., None], words: dict[str, Any]
) -> HttpResponse:
    """A page that asks whether one is sure; then the account's, or home for who lost the right."""
    account = get_object_or_404(User, pk=user_id)
    if request.method == "POST":
        act(request, partial(verb, account, by=request.user), done=words["done"])
        if account.pk == request.user.pk and not account.is_host:
            return redirect("home:home")
        return redirect("hosting:account_detail", user_id)
    title = words["title"] % {"name": account.display_name or account.email}
    context = {"account": account, **words, "title": title}
    return render(request, "hosting/account_confirmation.html", context)
