"""``doctor`` finds rollups that do not say what the rows say."""

import datetime

import pytest
from django.core.management import call_command

from benevalibre.hosting import checkup
from benevalibre.reports import comparing, rollups
from benevalibre.reports.models import (
    AssociationMonth,
    AssociationYear,
    DefaultCategoryYear,
    MemberMonth,
    MemberYear,
    VocabularyMonth,
)
from tests.factories import ActionFactory

pytestmark = pytest.mark.django_db
MODELS = {
    model._meta.model_name or "": model
    for model in (VocabularyMonth, MemberMonth, AssociationMonth, AssociationYear, MemberYear,
                  DefaultCategoryYear)
}  # fmt: skip


@pytest.fixture(autouse=True)
def _hours() -> None:
    for day in ("2025-12-31", "2026-01-01"):
        ActionFactory(date=datetime.date.fromisoformat(day), distance_hundredths=5)
    ActionFactory(nobody=True, date=datetime.date(2026, 1, 5))


def test_sound_rollups_are_well() -> None:
    assert dict(comparing.differences()) == dict.fromkeys(MODELS, 0)
    assert list(checkup.rollups_agree()) == []


@pytest.mark.parametrize("name", MODELS)
def test_each_rollup_is_compared(name: str) -> None:
    rollups.refresh_all()
    MODELS[name].objects.filter(pk=MODELS[name].objects.first().pk).update(minutes=9_999)

    assert dict(comparing.differences())[name] == 1
    assert len(list(checkup.rollups_agree())) == 1


@pytest.mark.parametrize("name", MODELS)
def test_a_line_that_is_lost_is_found_missing(name: str) -> None:
    rollups.refresh_all()
    MODELS[name].objects.first().delete()

    assert dict(comparing.differences())[name] == 1


def test_reckoning_puts_everything_right() -> None:
    rollups.refresh_all()
    MemberYear.objects.all().delete()
    VocabularyMonth.objects.update(minutes=1)
    VocabularyMonth.objects.create(
        association_id=999, month="2026-01-01", category_id=1, actions=1, minutes=1, travel=0,
        distance=0, people="",
    )  # fmt: skip

    call_command("reckon")

    assert dict(comparing.differences()) == dict.fromkeys(MODELS, 0)
