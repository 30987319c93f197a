"""What surrounds every page. The home room fills it; ``ui/page.html`` reads nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Theme = Literal["auto", "light", "dark"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuItem:
    """A line of a menu: ``icon`` is a name of ``ui/icons.svg``, ``badge`` a short text or None.

    ``method`` is « post » for an act such as signing out: the line is then a button in a form.
    """

    label: str
    url: str
    icon: str = "chevron-right"
    current: bool = False
    badge: str | None = None
    method: Literal["get", "post"] = "get"


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """A word of the host to everyone; ``dismiss_url`` takes a POST, empty when it must stay.

    ``url`` with its ``label`` is a page to go to from there.
    """

    text: str
    title: str = ""
    dismiss_url: str = ""
    url: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who is here: ``seed`` (the primary key) picks the colour of the initials."""

    name: str
    seed: int = 0
    image: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The context variable ``frame``. Every attribute has a default that renders.

    ``menu`` holds the entries of the bottom bar (four at most on a phone) and of the side menu;
    without any, the page has a plain header (visitors). ``association_menu`` is shown when the
    page belongs to an association; its name alone when there is no menu (guests).
    ``person`` is None for visitors, who then see the two links ``sign_in_url`` and
    ``sign_up_url`` (hidden where empty).
    """

    site_name: str = "Bénévalibre"
    home_url: str = "/"
    theme: Theme = "auto"
    is_demo: bool = False
    menu: Sequence[MenuItem] = ()
    association_name: str = ""
    association_url: str = ""
    association_menu: Sequence[MenuItem] = ()
    announcements: Sequence[Announcement] = ()
    person: Person | None = None
    account_menu: Sequence[MenuItem] = ()
    sign_in_url: str = ""
    sign_up_url: str = ""
    foot: Sequence[MenuItem] = ()
    manifest_url: str = ""

    @property
    def association_badge(self) -> str:
        """The first badge of the association's menu, for the closed menu of a phone."""
        return next((item.badge for item in self.association_menu if item.badge), "")
