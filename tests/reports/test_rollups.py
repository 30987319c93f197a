"""Rollups say what the rows say, whatever was written and however."""

import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from benevalibre.actions import sheets
from benevalibre.actions.drafts import Draft
from benevalibre.actions.models import Action, Status
from benevalibre.associations import merging
from benevalibre.associations.models import Category
from benevalibre.reports import rollups
from benevalibre.reports.models import (
    AssociationMonth,
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
from tests.reports.agreement import check

DAY = datetime.date(2026, 3, 14)
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
