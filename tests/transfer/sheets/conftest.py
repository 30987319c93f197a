"""An association into which a spreadsheet is brought, and who brings it."""

from pathlib import Path
from typing import Any

import pytest

from benevalibre.associations.models import Membership, Right
from tests.factories import AssociationFactory, MembershipFactory, RoleFactory

FIXTURES = Path(__file__).parents[2] / "fixtures/benevalibre-2.0.1"


@pytest.fixture
def manager(db: None) -> Membership:
    """Somebody who manages an association where nothing is recorded yet."""
    association = AssociationFactory(name="Les Amis du vélo")
    RoleFactory(association=association, name="Bénévole", default=True)
    return MembershipFactory(
        association=association,
        manager=True,
        user__first_name="Nadia",
        user__last_name="Haddad",
    )


@pytest.fixture
def clerk(manager: Membership) -> Membership:
    """Somebody who manages actions there, and nothing else."""
    found: Any = MembershipFactory(
        association=manager.association, rights=[Right.MANAGE_ACTIONS], user__first_name="Paul"
    )
    return found
