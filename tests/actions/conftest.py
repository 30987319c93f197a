"""For the tests of actions."""

import pytest

from tests.factories import CategoryFactory, MembershipFactory


@pytest.fixture
def jeanne():
    """A volunteer of an association with one category."""
    member = MembershipFactory(user__first_name="Jeanne")
    CategoryFactory(association=member.association, name="Accueil du public")
    return member
