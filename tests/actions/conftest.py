"""For the tests of actions."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.factories import CategoryFactory, MembershipFactory


@pytest.fixture
def in_june() -> Iterator[None]:
    """It is Monday 15 June 2026, ten in the morning in Paris."""
    with time_machine.travel("2026-06-15 10:00+02:00", tick=False):
        yield


@pytest.fixture
def jeanne():
    """A volunteer of an association with one category."""
    member = MembershipFactory(user__first_name="Jeanne")
    CategoryFactory(association=member.association, name="Accueil du public")
    return member
