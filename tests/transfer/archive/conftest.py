"""An association that moves, and who brings it."""

from typing import Any

import pytest

from benevalibre.accounts.models import User
from benevalibre.associations.models import Association, Right
from tests.factories import (
    ActionFactory,
    AssociationFactory,
    MembershipFactory,
    RoleFactory,
    UserFactory,
)


@pytest.fixture
def origin(db: None) -> Association:
    """Les Amis du vélo, where one is managed, one gave two hours, one left and one waits."""
    place = AssociationFactory(name="Les Amis du vélo", description="Réparer ensemble")
    here: dict[str, Any] = {"association": place}
    manager = RoleFactory(name="Direction", manager=True, **here)
    role = RoleFactory(name="Atelier", rights=[Right.MANAGE_ACTIONS], **here)
    MembershipFactory(role=manager, user__email="nadia@example.org", **here)
    jeanne = MembershipFactory(role=role, user__email="jeanne@example.org", **here)
    MembershipFactory(left=True, role=None, user__email="partie@example.org", **here)
    MembershipFactory(pending=True, role=None, user__email="attend@example.org", **here)
    ActionFactory(member=jeanne, minutes=120)
    return place


@pytest.fixture
def traveller(db: None) -> User:
    return UserFactory(email="helene@example.org")
