"""Rollups say what the rows say, whatever was written and however."""

import datetime
from collections import defaultdict
from typing import Any

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from benevalibre.actions import sheets
from benevalibre.actions.drafts import Draft
from benevalibre.actions.models import Action, Status
from benevalibre.associations import merging
from benevalibre.associations.models import Association, Category, Membership
from benevalibre.reports import marking, rollups
from benevalibre.reports.models import (
    AssociationMonth,
    AssociationYear,
    DefaultCategoryYear,
    DirtyMonth,
    MemberMonth,
    MemberYear,
    VocabularyMonth,
)
from tests.factories import (
    ActionFactory,
    AssociationFactory,
    CategoryFactory,
    LevelFactory,
    MembershipFactory,
    ProjectFactory,
)

DAY = datetime.date(2026, 3, 14)
Figures = dict[tuple[Any, ...], tuple[int, ...]]
MODELS = (
    (VocabularyMonth, ("association_id", "month", "category_id", "level_id", "project_id")),
    (MemberMonth, ("association_id", "month", "member_id")),
    (AssociationMonth, ("association_id", "month")),
    (AssociationYear, ("association_id", "year")),
    (MemberYear, ("association_id", "year", "member_id")),
    (DefaultCategoryYear, ("association_id", "year", "default_category_id")),
)


def expected(model: Any, keys: tuple[str, ...]) -> tuple[Figures, dict[Any, set[str]]]:
    """What the rows add up to, reckoned one by one."""
    found: dict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    people: dict[Any, set[str]] = defaultdict(set)
    for row in Action.objects.filter(status=Status.APPROVED).select_related("category"):
        if "member_id" in keys and row.member_id is None:
            continue
        values = {
            "month": row.date.replace(day=1),
            "year": row.date.year,
            "default_category_id": row.category.default_category_id,
        }
        key = tuple(values[name] if name in values else getattr(row, name) for name in keys)
        given = (1, row.minutes, row.travel_minutes, row.distance_hundredths or 0)
        found[key] = [sum(pair) for pair in zip(found[key], given, strict=True)]
        people[key] |= {str(row.member_id)} - {"None"}
    return {key: tuple(sums) for key, sums in found.items()}, dict(people)


def check() -> None:
    """Every rollup equals the rows, and nothing is left to do."""
    rollups.refresh_all()

    for model, keys in MODELS:
        sums, people = expected(model, keys)
        rows = list(model.objects.all())
        kept = {
            tuple(getattr(row, key) for key in keys): (
                row.actions, row.minutes, row.travel, row.distance
            )
            for row in rows
        }  # fmt: skip
        assert kept == sums
        assert len(rows) == len(kept)
        if hasattr(rows[0] if rows else model, "people"):
            ids = {tuple(getattr(row, key) for key in keys): row.people for row in rows}
            assert {key: set(text.split(",")) - {""} for key, text in ids.items()} == people
    assert not DirtyMonth.objects.exists()


DATES = st.dates(datetime.date(2024, 11, 1), datetime.date(2026, 2, 28))
COLUMNS = st.fixed_dictionaries(
    {
        "date": DATES,
        "minutes": st.integers(0, 600_000),
        "travel_minutes": st.integers(0, 600),
        "distance_hundredths": st.none() | st.integers(0, 99_999),
        "status": st.sampled_from(Status.values),
        "place": st.integers(0, 1),
        "member": st.none() | st.integers(0, 2),
        "category": st.integers(0, 1),
        "level": st.none() | st.just(0),
        "project": st.none() | st.integers(0, 1),
    }
)
WRITES = st.lists(
    st.tuples(
        st.sampled_from(["create", "bulk", "save", "update", "delete", "clear", "look", "attach"]),
        st.integers(0, 20),
        COLUMNS,
    ),
    max_size=14,
)


class Places:
    """Two associations, each with people and words."""

    def __init__(self) -> None:
        self.associations = [AssociationFactory(), AssociationFactory()]
        self.words = [
            {
                "member": [MembershipFactory(association=place, named=True) for _n in range(3)],
                "category": [CategoryFactory(association=place) for _n in range(2)],
                "level": [LevelFactory(association=place)],
                "project": [ProjectFactory(association=place) for _n in range(2)],
            }
            for place in self.associations
        ]

    def columns(self, drawn: dict[str, Any]) -> dict[str, Any]:
        """Columns of an action from what was drawn."""
        place = drawn["place"]
        rows = self.words[place]
        chosen = {name: None if drawn[name] is None else rows[name][drawn[name]] for name in rows}
        return {**drawn, **chosen, "association": self.associations[place]}


class RollupsOfAnySequence(TestCase):
    """Whatever is written, in whatever order, with or without a look in between."""

    @settings(max_examples=40)
    @given(WRITES)
    def test_rollups_equal_the_rows(self, writes: list[tuple[str, int, dict[str, Any]]]) -> None:
        places = Places()

        for kind, n, drawn in writes:
            columns = places.columns(drawn)
            columns.pop("place")
            self._write(kind, n, columns)

        check()

    def _write(self, kind: str, n: int, columns: dict[str, Any]) -> None:
        rows = Action.objects.order_by("pk")
        row = rows[n % rows.count()] if rows.exists() else None
        if kind == "create":
            Action.objects.create(**columns)
        elif kind == "bulk":
            Action.objects.bulk_create(Action(**columns) for _n in range(n % 4))
        elif kind == "look":
            rollups.refresh(columns["association"].pk)
        elif kind == "attach":
            category = columns["category"]
            other = Category.objects.exclude(pk=category.pk).first()
            category.default_category = other.default_category
            category.save()
        elif kind == "clear":
            rows.filter(date__month=columns["date"].month).delete()
        elif row is not None and kind == "save":
            for name, value in columns.items():
                setattr(row, name, value)
            row.save()
        elif row is not None and kind == "update":
            rows.filter(pk__gte=row.pk).update(**columns)
        elif row is not None:
            row.delete()


@pytest.mark.django_db
class TestVerbs:
    """The verbs of the application leave rollups that equal the rows."""

    def test_deciding_and_taking_back(self) -> None:
        association = AssociationFactory(rereads=True)
        nadia = MembershipFactory(association=association, manager=True)
        action = ActionFactory(association=association, pending=True, date=DAY)
        check()

        action.approve(by=nadia, version=action.version)

        check()
        assert AssociationMonth.objects.get().minutes == action.minutes

    def test_deleting_and_putting_back(self) -> None:
        from benevalibre.actions import removing

        action = ActionFactory(date=DAY)
        by = action.member
        check()

        batch = action.remove(by=by)

        check()
        assert not AssociationMonth.objects.exists()
        removing.restore(batch, by=by)
        check()
        assert AssociationMonth.objects.get().actions == 1

    def test_recording_a_sheet_and_undoing_it(self) -> None:
        association = AssociationFactory()
        nadia = MembershipFactory(association=association, manager=True)
        category = CategoryFactory(association=association)
        draft = Draft(category=category, date=DAY, minutes=90)

        batch = sheets.record_sheet(
            sheets.Sheet(draft=draft, minutes={nadia.pk: 90}, names=["Paul"]), by=nadia
        )

        check()
        assert AssociationMonth.objects.get().minutes == 180
        sheets.undo(batch, by=nadia)
        check()

    def test_merging_people_and_words(self) -> None:
        association = AssociationFactory()
        nadia = MembershipFactory(association=association, manager=True)
        paul = MembershipFactory(association=association, named=True)
        action = ActionFactory(member=paul, date=DAY)
        other = CategoryFactory(association=association)
        check()

        merging.merge(paul, into=MembershipFactory(association=association), by=nadia)
        merging.merge_words(action.category, into=other, by=nadia)

        check()
        assert VocabularyMonth.objects.get().category_id == other.pk


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
