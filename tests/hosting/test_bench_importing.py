"""Tests of ``benevalibre.hosting.bench.importing``."""

import pytest

from benevalibre.actions.models import Action
from benevalibre.associations.models import Association, Membership
from benevalibre.hosting.bench import importing
from tests.factories import AssociationFactory, CategoryFactory, MembershipFactory


@pytest.fixture
def place() -> Association:
    association: Association = AssociationFactory()
    MembershipFactory(association=association, manager=True)
    CategoryFactory(association=association)
    return association


@pytest.mark.django_db
def test_each_step_is_timed_and_nothing_stays(place: Association) -> None:
    steps = list(importing.measure(place, lines=250))

    assert [(step.code, step.lines) for step in steps] == [
        ("read", 250),
        ("check", 250),
        ("record", 250),
        ("undo", 250),
    ]
    assert not Action.objects.exists()
    assert Membership.objects.count() == 1


@pytest.mark.parametrize(("seconds", "faults"), [(60.0, []), (60.1, ["plus de 60 s"])])
def test_a_step_above_its_budget_is_named(seconds: float, faults: list[str]) -> None:
    assert importing.Step(code="record", seconds=seconds, lines=10_000).faults == faults
