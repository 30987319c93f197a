"""The accounts that the demo offers on its sign-in page, one tap each."""

from typing import NamedTuple

from django.utils.translation import gettext, gettext_noop

from benevalibre.accounts.models import User
from benevalibre.instance.models import Instance


class DemoAccount(NamedTuple):
    """An account of the demo: its address, and who that is, in a few words."""

    email: str
    label: str


DEMO_ACCOUNTS = [
    DemoAccount("jeanne@example.org", gettext_noop("Jeanne, bénévole dans trois associations")),
    DemoAccount("nadia@example.org", gettext_noop("Nadia, responsable de l’atelier vélo")),
    DemoAccount("michel@example.org", gettext_noop("Michel, trésorier d’une association masquée")),
    DemoAccount("helene@example.org", gettext_noop("Hélène, qui héberge l’instance")),
]


def offered() -> list[DemoAccount]:
    """The accounts to offer: none outside the demo."""
    if not Instance.current().is_demo:
        return []
    return [DemoAccount(email, gettext(label)) for email, label in DEMO_ACCOUNTS]


def account_of(email: str) -> User | None:
    """The active account behind an offered address; None for any other address."""
    if email not in {account.email for account in offered()}:
        return None
    return User.objects.filter(email=email, is_active=True).first()
