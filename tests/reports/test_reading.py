"""What counts between two dates, read from rollups and rows, is what the rows say."""

import datetime
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from benevalibre.actions.models import Action, Status
from benevalibre.reports import reading, rollups
from benevalibre.reports.reading import Given, Grain, Scope
from tests.factories import (
    ActionFactory,
    AssociationFactory,
    CategoryFactory,
    MembershipFactory,
    ProjectFactory,
)

FIRST, LAST = datetime.date(2024, 10, 1), datetime.date(2026, 3, 31)
DAYS = st.dates(FIRST, LAST)
BOUNDS = st.none() | DAYS


def _among(row: Action, scope: Scope) -> bool:
    words = all(getattr(row, column) == value for column, value in scope.words.items())
    people = scope.members is None or row.member_id in scope.members
    after = scope.start is None or row.date >= scope.start
    return words and people and after and (scope.end is None or row.date <= scope.end)


def expected(scope: Scope) -> list[Action]:
    """The rows of ``scope`` that count."""
    rows = Action.objects.filter(association=scope.association, status=Status.APPROVED)
    return [row for row in rows if _among(row, scope)]


def each_sum(cells: Sequence[Any], column: int) -> int:
    return sum(int(cell[column]) for cell in cells)


def _given(rows: list[Action]) -> Given:
    return Given(
        len(rows),
        sum(row.minutes for row in rows),
        sum(row.travel_minutes for row in rows),
        sum(row.distance_hundredths or 0 for row in rows),
    )


class AnyDates(TestCase):
    """Whole months, parts of them, several years, one day; with words and people or without."""

    @settings(max_examples=60)
    @given(
        rows=st.lists(
            st.tuples(DAYS, st.integers(0, 3), st.integers(0, 1), st.integers(0, 2)), max_size=12
        ),
        start=BOUNDS,
        end=BOUNDS,
        words=st.sampled_from(["none", "category", "project"]),
        chosen=st.none() | st.integers(0, 1),
    )
    def test_sums_are_those_of_the_rows(
        self, rows: list[Any], start: Any, end: Any, words: str, chosen: int | None
    ) -> None:
        place = AssociationFactory()
        people = [MembershipFactory(association=place, named=True) for _n in range(2)]
        categories = [CategoryFactory(association=place) for _n in range(2)]
        project = ProjectFactory(association=place)
        for day, who, category, status in rows:
            ActionFactory(
                association=place, date=day, minutes=30 + who, travel_minutes=who,
                member=people[who] if who < 2 else None, typed_by=None,
                category=categories[category], project=project if who else None,
                distance_hundredths=who * 150 or None,
                status=["approved", "approved", "pending"][status],
            )  # fmt: skip
        filters = {
            "none": {},
            "category": {"category_id": categories[0].pk},
            "project": {"project_id": project.pk},
        }
        members = None if chosen is None else [people[chosen].pk]
        scope = Scope(
            association=place.pk, start=start, end=end, words=filters[words], members=members
        )
        rollups.refresh(place.pk)

        cells = {grain: reading.cells(scope, grain) for grain in Grain}
        given_by = reading.people(scope)

        found = expected(scope)
        named = {row.member_id for row in found} - {None}
        assert set(given_by) == named
        for member, sums in given_by.items():
            assert sums == _given([row for row in found if row.member_id == member])
        for grain, each in cells.items():
            added = (each_sum(each, n) for n in range(5, 9))
            assert Given(*added) == _given(found)
            ids = {pk for cell in each for pk in cell.people.split(",")} - {""}
            assert ids == {str(pk) for pk in named}
            assert {c.part for c in each} == {row.date.isoformat()[:grain] for row in found}


@pytest.mark.django_db
def test_each_figure_is_one_query(query_budget: Any) -> None:
    action = ActionFactory(date=datetime.date(2025, 3, 3))
    rollups.refresh_all()
    scope = Scope(
        association=action.association_id,
        start=datetime.date(2024, 12, 30),
        end=datetime.date(2025, 5, 2),
    )

    for read in (lambda: reading.cells(scope, Grain.MONTH), lambda: reading.people(scope)):
        with query_budget(1):
            read()


def test_dates_out_of_order_hold_nothing() -> None:
    scope = Scope(association=1, start=LAST, end=FIRST)

    assert reading.cut(scope).months is None
    assert reading.cut(scope).days == []
