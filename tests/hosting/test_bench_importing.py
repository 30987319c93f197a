"""Tests of ``benevalibre.hosting.bench.importing``."""

import pytest

from benevalibre.actions.models import Action
from benevalibre.associations.models import Association, Membership
from benevalibre.hosting.bench import importing
from tests.factories import AssociationFactory, CategoryFactory, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Association:
    association: Association = AssociationFactory()
    MembershipFactory(association=association, manager=True)
    CategoryFactory(association=association)
    return association


def test_each_step_is_timed_and_nothing_stays(place: Association) -> None:
    steps = list(importing.measure(place, lines=250))

    assert [(step.code, step.lines) for step in steps] == [
        ("read", 250),
        ("check", 250),
        ("record", 250),
        ("undo", 250),
    ]
    assert [step.faults for step in steps] == [[], [], [], []]
    assert not Action.objects.exists()
    assert Membership.objects.count() == 1
