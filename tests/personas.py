"""Who comes to a page: the personas of the access table, around one association."""

from dataclasses import dataclass

import pytest

from benevalibre.accounts.models import User
from benevalibre.associations.access import GUEST_KEY
from benevalibre.associations.models import Association, Membership, Right
from tests.client import StrictClient
from tests.factories import (
    AssociationFactory,
    GuestLinkFactory,
    MembershipFactory,
    RoleFactory,
    UserFactory,
    all_rights_but,
)

NAMES = ("visitor", "stranger", "guest", "member", "manager", "host")


@dataclass
class Personas:
    """The visitor is nobody; the stranger and the host have an account and no place here."""

    association: Association
    stranger: User
    guest: Membership
    member: Membership
    manager: Membership
    host: User

    def only(self, right: Right) -> Membership:
        """Someone who holds ``right`` and nothing else."""
        return MembershipFactory(association=self.association, rights=[right])

    def all_but(self, right: Right) -> Membership:
        """Someone who holds every right except ``right``."""
        return MembershipFactory(association=self.association, rights=all_rights_but(right))

    def client(self, who: str | User | Membership) -> StrictClient:
        """A browser of ``who``: a name of ``NAMES``, an account or a participant."""
        if who == "visitor":
            return StrictClient()
        person = getattr(self, who) if isinstance(who, str) else who
        return signed_in(person)


def signed_in(person: User | Membership) -> StrictClient:
    """A browser in which an account, or a participant (with an account or a link), is signed in."""
    browser = StrictClient()
    if isinstance(person, User):
        browser.force_login(person)
    elif person.user is not None:
        browser.force_login(person.user)
    else:
        session = browser.session
        session[GUEST_KEY] = person.pk
        session.save()
        browser.cookies["session"] = session.session_key or ""
    return browser


@pytest.fixture
def personas(db: None) -> Personas:
    """One of each, in an association where one joins and records freely."""
    return gathered()


def gathered() -> Personas:
    """Write down the association and who comes to it."""
    association = AssociationFactory(name="Les Amis du vélo")
    RoleFactory(association=association, name="Bénévole", default=True)
    return Personas(
        association=association,
        stranger=UserFactory(first_name="Solène"),
        guest=GuestLinkFactory(membership__association=association).membership,
        member=MembershipFactory(association=association, user__first_name="Jeanne"),
        manager=MembershipFactory(association=association, manager=True, user__first_name="Nadia"),
        host=UserFactory(first_name="Hugo", host=True),
    )
