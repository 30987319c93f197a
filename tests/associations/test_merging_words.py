"""Tests of merging words, in ``benevalibre.associations.merging``."""

import pytest

from benevalibre.actions.models import Action
from benevalibre.associations.merging import merge_words
from benevalibre.associations.models import Membership
from benevalibre.associations.writing import RuleError
from tests.factories import (
    ActionFactory,
    CategoryFactory,
    FiscalYearFactory,
    LevelFactory,
    MembershipFactory,
    ProjectFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> Membership:
    """Who merges."""
    return MembershipFactory(manager=True)


@pytest.mark.parametrize(
    ("factory", "column"),
    [(CategoryFactory, "category"), (LevelFactory, "level"), (ProjectFactory, "project")],
)
def test_what_was_recorded_with_one_word_is_recorded_with_the_other(
    factory: type, column: str, manager: Membership
) -> None:
    source = factory(association=manager.association)
    into = factory(association=manager.association)
    action = ActionFactory(pk=into.pk, association=manager.association, **{column: source})

    merge_words(source, into=into, by=manager)

    action.refresh_from_db()
    assert getattr(action, column) == into
    assert source.merged_into == into
    assert source.archived_at is not None


def test_words_of_two_associations_or_of_two_kinds_do_not_merge(manager: Membership) -> None:
    level = LevelFactory(association=manager.association)

    for other in (LevelFactory(), ProjectFactory(association=manager.association), level):
        with pytest.raises(RuleError):
            merge_words(level, into=other, by=manager)


def test_a_word_used_in_a_closed_year_is_not_merged(manager: Membership) -> None:
    source = CategoryFactory(association=manager.association)
    into = CategoryFactory(association=manager.association)
    action = ActionFactory(category=source, association=manager.association)
    FiscalYearFactory(
        association=manager.association,
        start=action.date.replace(month=1, day=1),
        end=action.date.replace(month=12, day=31),
        closed=True,
    )

    with pytest.raises(RuleError, match="exercice arrêté"):
        merge_words(source, into=into, by=manager)

    source.refresh_from_db()
    assert source.merged_into is None
    assert Action.objects.get(pk=action.pk).category == source
