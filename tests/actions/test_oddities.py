"""What a moderator should look at first, and why."""

import datetime

import pytest
from django.utils import timezone

from benevalibre.actions.models import Action
from benevalibre.actions.oddities import oddities
from benevalibre.associations.models import Membership
from tests.factories import ActionFactory, CategoryFactory, MembershipFactory

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 3, 10)
LATER = datetime.datetime(2026, 3, 12, 9, tzinfo=datetime.UTC)
LONG = "%s en un jour"
TWIN = "durée déjà notée ce jour-là"
OLD = "plus de trois mois"
FIRST = "première saisie"


@pytest.fixture
def rose() -> Membership:
    """Somebody who has recorded before."""
    member = MembershipFactory(named=True)
    ActionFactory(member=member, date=datetime.date(2026, 1, 1))
    return member


def _pending(member: Membership, **columns: object) -> Action:
    known = {"date": DAY, "created_at": LATER, "pending": True}
    return ActionFactory(member=member, **{**known, **columns})


@pytest.mark.parametrize(
    ("columns", "reasons"),
    [
        ({"minutes": 120}, []),
        ({"minutes": 720}, []),
        ({"minutes": 721}, [LONG % "12\u00a0h\u00a001"]),
        ({"minutes": 48 * 60, "end_date": datetime.date(2026, 3, 13)}, []),
        (
            {"minutes": 26 * 60, "end_date": datetime.date(2026, 3, 11)},
            [LONG % "13\u00a0h"],
        ),
        ({"date": datetime.date(2025, 12, 10)}, []),
        ({"date": datetime.date(2025, 12, 9)}, [OLD]),
    ],
)
def test_one_action_alone(columns: dict[str, object], reasons: list[str], rose: Membership) -> None:
    action = _pending(rose, **columns)

    assert oddities([action]).get(action.pk, []) == reasons


@pytest.mark.parametrize(
    ("other", "reasons"),
    [
        ({"minutes": 90}, [TWIN]),
        ({"minutes": 90, "status": "approved", "pending": False}, [TWIN]),
        ({"minutes": 90, "status": "declined", "pending": False}, []),
        ({"minutes": 91}, []),
        ({"minutes": 90, "date": DAY - datetime.timedelta(days=1)}, []),
        ({"minutes": 11 * 60}, [LONG % "12\u00a0h\u00a030"]),
    ],
)
def test_beside_another_of_the_same_person(
    other: dict[str, object], reasons: list[str], rose: Membership
) -> None:
    action = _pending(rose, minutes=90)
    _pending(rose, **other)

    assert oddities([action]).get(action.pk, []) == reasons


def test_another_person_the_same_day_is_nothing_odd(rose: Membership) -> None:
    action = _pending(rose, minutes=90)
    _pending(MembershipFactory(association=rose.association, named=True), minutes=90)

    assert oddities([action]) == {}


def test_only_the_first_ever_is_a_first_entry() -> None:
    newcomer = MembershipFactory(named=True)
    first = _pending(newcomer, minutes=60)
    second = _pending(newcomer, minutes=75)

    assert oddities([first, second]) == {first.pk: [FIRST]}


def test_what_belongs_to_nobody_has_no_twin() -> None:
    category = CategoryFactory()
    actions = [
        ActionFactory(
            association=category.association,
            category=category,
            nobody=True,
            date=DAY,
            created_at=LATER,
            pending=True,
        )
        for _n in range(2)
    ]

    assert oddities(actions) == {}


def test_a_hundred_cost_two_queries(rose: Membership, query_budget) -> None:
    category = CategoryFactory(association=rose.association)
    today = timezone.localdate()
    actions = [
        _pending(rose, category=category, date=today - datetime.timedelta(days=n), minutes=60 + n)
        for n in range(100)
    ]

    with query_budget(2):
        oddities(actions)
