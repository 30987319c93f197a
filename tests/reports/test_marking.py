"""Each write marks the months whose sums it changes, and no other."""

import datetime
from typing import Any

import pytest
from django.db import connection

from benevalibre.actions.models import Action
from benevalibre.associations.models import Association, Membership
from benevalibre.reports import marking, rollups
from benevalibre.reports.models import AssociationMonth, AssociationYear, DirtyMonth
from tests.factories import ActionFactory, AssociationFactory, CategoryFactory, MembershipFactory
from tests.reports.agreement import check

DAY = datetime.date(2026, 3, 14)


@pytest.fixture
def association(db: None) -> Association:
    return AssociationFactory()


def test_a_write_that_changes_no_figure_marks_nothing(association: Association) -> None:
    action = ActionFactory(association=association, date=DAY)
    rollups.refresh_all()

    Action.objects.filter(pk=action.pk).update(title="Autre", version=9)
    ActionFactory(association=association, date=DAY, pending=True)

    assert not DirtyMonth.objects.exists()


def test_a_write_marks_its_month_only(association: Association) -> None:
    action = ActionFactory(association=association, date=DAY)
    rollups.refresh_all()

    Action.objects.filter(pk=action.pk).update(date=DAY.replace(month=5))

    marked = set(DirtyMonth.objects.values_list("association_id", "month"))
    assert marked == {(association.pk, DAY.replace(month=n, day=1)) for n in (3, 5)}


def test_a_clean_association_costs_one_query(association: Association, query_budget: Any) -> None:
    with query_budget(1):
        rollups.refresh(association.pk)
    with query_budget(1):
        rollups.refresh_all()


def test_lost_triggers_come_back_with_every_month_marked(association: Association) -> None:
    ActionFactory(association=association, date=DAY)
    rollups.refresh_all()
    marking.remove()
    ActionFactory(association=association, date=DAY)

    marking.install()

    check()
    assert AssociationMonth.objects.get().actions == 2


def test_a_sound_installation_is_left_alone(association: Association) -> None:
    ActionFactory(association=association, date=DAY)
    rollups.refresh_all()

    marking.install()

    assert not DirtyMonth.objects.exists()


def test_months_that_follow_one_another_are_added_up_together() -> None:
    months = [datetime.date(2026, n, 1) for n in (1, 2, 5, 12)]

    found = rollups.spans(months)

    assert found == [
        ("2026-01-01", "2026-02-28"),
        ("2026-05-01", "2026-05-31"),
        ("2026-12-01", "2026-12-31"),
    ]


def test_many_rows_at_once_leave_few_marks(association: Association) -> None:
    member = MembershipFactory(association=association, named=True)
    category = CategoryFactory(association=association)

    Action.objects.bulk_create(
        Action(association=association, member=member, category=category, date=DAY, minutes=30)
        for _n in range(500)
    )

    few = 1 if connection.vendor == "sqlite" else 5
    assert DirtyMonth.objects.count() <= few
    check()


def test_nobody_is_in_no_set_of_people(association: Association) -> None:
    ActionFactory(association=association, nobody=True, date=DAY)

    check()

    assert AssociationYear.objects.get().people == ""
    assert not Membership.objects.exists()
