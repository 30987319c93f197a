"""Who comes to a page: the personas of the access table, around one association."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field

import pytest
from pytest_django.plugin import DjangoDbBlocker

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
from tests.standing import standing

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
    sessions: dict[str, str] = field(default_factory=dict)

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
        if isinstance(who, str) and who in self.sessions:
            return with_session(self.sessions[who])
        return signed_in(getattr(self, who) if isinstance(who, str) else who)

    def sign_in(self) -> None:
        """Open a session for each once and for all, where a test opens many browsers."""
        for who in NAMES:
            if who != "visitor":
                self.sessions[who] = self.client(who).cookies["session"].value


def with_session(key: str) -> StrictClient:
    """A browser that comes back to a session."""
    browser = StrictClient()
    browser.cookies["session"] = key
    return browser


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


@pytest.fixture(scope="module")
def gathered_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Personas]:
    """The personas, each signed in, for all tests of a file."""
    with standing(django_db_blocker, _gathered_and_signed_in) as personas:
        yield personas


@pytest.fixture
def shared_personas(gathered_once: Personas, db: None) -> Personas:
    """The personas as they were gathered for all tests of the file: what the others did is undone.

    A file of many tests that read takes it as its own ``personas``.
    """
    return deepcopy(gathered_once)


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


def _gathered_and_signed_in() -> Personas:
    personas = gathered()
    personas.sign_in()
    return personas
