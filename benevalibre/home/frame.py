"""What surrounds every page: filled here for ``ui/page.html``."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from benevalibre.accounts.models import User
from benevalibre.associations.models import Association, Membership
from benevalibre.home.announcing import left_to_show
from benevalibre.home.footing import foot, terms_to_accept
from benevalibre.home.menus import Menus
from benevalibre.instance.models import Instance, Opening
from benevalibre.transfer.notices import banner_of
from benevalibre.ui.frame import Announcement, Frame, MenuItem, Person, Theme

THEMES: dict[str, Theme] = {"light": "light", "dark": "dark"}


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context variable ``frame``, made when a page is drawn and not for a fragment of one."""
    return {"frame": SimpleLazyObject(lambda: frame_of(request))}


def frame_of(request: HttpRequest) -> Frame:
    """The frame of whoever asks: an account, a participant come by a link, or a visitor."""
    match = request.resolver_match
    menus = Menus(match.view_name if match else "")
    user = getattr(request, "user", None)
    if isinstance(user, User) or getattr(user, "is_authenticated", False):
        return _of_account(request, user, menus)
    membership: Membership | None = getattr(request, "membership", None)
    if membership is not None:
        return Frame(
            **_common(request, None),
            menu=menus.guest(),
            account_menu=menus.of_guest(),
            person=Person(name=membership.display_name, seed=membership.pk),
            association_name=membership.association.name,
        )
    return Frame(**_common(request, None), **_doors())


def _of_account(request: HttpRequest, user: Any, menus: Menus) -> Frame:
    membership: Membership | None = getattr(request, "membership", None)
    place: dict[str, Any] = {}
    if membership is not None:
        waiting = getattr(request, "waiting", None)
        place = _place(membership.association, menus.association(membership, waiting=waiting))
    elif user.is_host and menus.current.startswith(("hosting:", "valuation:smic_")):
        place = {
            "association_name": _("Hébergement"),
            "association_url": reverse("hosting:home"),
            "association_menu": menus.hosting(),
        }
    return Frame(
        **_common(request, user),
        **place,
        theme=THEMES.get(user.theme, "auto"),
        menu=menus.main(),
        account_menu=menus.account(user),
        person=Person(
            name=user.display_name, seed=user.pk, image=user.avatar.url if user.avatar else ""
        ),
    )


def _common(request: HttpRequest, user: User | None) -> dict[str, Any]:
    """What every page has."""
    instance = Instance.current()
    return {
        "site_name": instance.name,
        "home_url": reverse("home:home"),
        "is_demo": instance.is_demo,
        "manifest_url": reverse("home:manifest"),
        "foot": foot(instance),
        "announcements": [
            *terms_to_accept(request, user),
            *_moving(request),
            *_announcements(request, user),
        ],
    }


def _moving(request: HttpRequest) -> list[Announcement]:
    """What each page of an association on the move says; its own page says more."""
    place: Membership | None = getattr(request, "membership", None)
    match = request.resolver_match
    if place is None or (match and match.view_name == "associations:detail"):
        return []
    text = banner_of(place.association)
    return [Announcement(text=text)] if text else []


def _announcements(request: HttpRequest, user: User | None) -> list[Announcement]:
    return [
        Announcement(
            title=row.title,
            text=row.text,
            dismiss_url=reverse("home:announcement_dismissal", args=[row.pk]),
        )
        for row in left_to_show(request, user)
    ]


def _place(association: Association, menu: list[MenuItem]) -> dict[str, Any]:
    return {
        "association_name": association.name,
        "association_url": reverse("associations:detail", args=[association.pk]),
        "association_menu": menu,
    }


def _doors() -> dict[str, Any]:
    """The two ways in, for a visitor."""
    is_open = Instance.current().sign_up == Opening.OPEN
    return {
        "sign_in_url": reverse("accounts:sign_in"),
        "sign_up_url": reverse("accounts:sign_up") if is_open else "",
    }
