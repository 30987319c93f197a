"""What stands at the foot of every page, and the terms that somebody has yet to accept."""

from functools import cache
from importlib import metadata

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from benevalibre.accounts.models import User
from benevalibre.instance.models import Instance
from benevalibre.ui.frame import Announcement, MenuItem

TERMS = "accounts:terms"


def foot(instance: Instance) -> list[MenuItem]:
    """Terms, help, contact, accessibility (RGAA wants its state there), licence and source."""
    items = [MenuItem(label=_("Aide"), url=reverse("home:help"))]
    if instance.has_terms:
        items.append(MenuItem(label=_("Conditions d’utilisation"), url=reverse(TERMS)))
    if instance.contact:
        items.append(MenuItem(label=_("Nous écrire"), url=f"mailto:{instance.contact}"))
    software = _("Bénévalibre %(version)s, logiciel libre (AGPL)") % {"version": version()}
    return [
        *items,
        MenuItem(label=_("Accessibilité\u00a0: non conforme"), url=reverse("home:accessibility")),
        MenuItem(label=software, url=reverse("home:about")),
    ]


def terms_to_accept(request: HttpRequest, user: User | None) -> list[Announcement]:
    """A word to who has not accepted the terms in force, on each page but the terms' own."""
    instance = Instance.current()
    match = request.resolver_match
    is_there = match is not None and match.view_name == TERMS
    if user is None or is_there or not user.has_terms_to_accept(instance):
        return []
    return [
        Announcement(
            title=_("Les conditions d’utilisation ont changé."),
            text="",
            url=reverse(TERMS),
            label=_("Les lire et les accepter"),
        )
    ]


@cache
def version() -> str:
    """The version of this program, as it was installed."""
    return metadata.version("benevalibre")
