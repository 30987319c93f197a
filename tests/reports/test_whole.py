"""The figures of the instance, and what they do not say of hidden associations."""

import datetime
from typing import Any

import pytest
from django.urls import reverse

from benevalibre.associations.models import ActivityField, Association, Travel
from benevalibre.associations.models.association import State
from benevalibre.reports import rollups
from benevalibre.reports.lines import Line
from benevalibre.reports.sources import Sources
from benevalibre.reports.whole import WholeInstance
from tests.factories import (
    ActionFactory,
    AssociationFactory,
    CategoryFactory,
    DefaultCategoryFactory,
    MembershipFactory,
    UserFactory,
)
from tests.personas import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_june")]
TODAY = datetime.date(2026, 6, 15)


def place(minutes: int = 60, *, day: str = "2026-02-03", field: Any = None, **columns: Any) -> Any:
    """An association in which one person gave something."""
    found = AssociationFactory(activity_field=field, **columns)
    ActionFactory(association=found, date=datetime.date.fromisoformat(day), minutes=minutes)
    return found


def whole(year: int | None = None) -> WholeInstance:
    rollups.refresh_all()
    return WholeInstance(Sources(), TODAY, year)


def shown(lines: list[Line]) -> list[tuple[str, int, int]]:
    return [(line.name, line.places, line.minutes) for line in lines]


@pytest.fixture
def fields() -> list[ActivityField]:
    return [ActivityField.objects.create(name=name) for name in ("Sport", "Théâtre", "Pêche")]


def test_everything_is_told_apart_where_nothing_is_hidden(fields: list[ActivityField]) -> None:
    place(60, field=fields[0])
    place(30, field=fields[1], day="2025-02-03")
    AssociationFactory(activity_field=fields[2])

    found = whole()

    assert (found.total.actions, found.total.people, found.total.minutes) == (2, 2, 90)
    assert shown(found.fields) == [("Sport", 1, 60), ("Théâtre", 1, 30), ("Pêche", 1, 0)]
    assert shown(found.years) == [("2026", 1, 60), ("2025", 1, 30)]
    assert shown(found.months) == [("février 2025", 1, 30), ("février 2026", 1, 60)]
    assert whole(2025).total.minutes == 30


def test_hours_are_told_apart_by_the_nomenclature() -> None:
    sport, culture = DefaultCategoryFactory(name="Sport"), DefaultCategoryFactory(name="Culture")
    for nature, minutes in ((sport, 60), (sport, 30), (culture, 15)):
        category = CategoryFactory(default_category=nature)
        ActionFactory(category=category, minutes=minutes, date=TODAY)

    assert shown(whole().natures) == [("Sport", 2, 90), ("Culture", 1, 15)]


def test_travel_counts_where_the_association_says_so() -> None:
    for travel in (Travel.INCLUDED, Travel.APART):
        somewhere = AssociationFactory(policy_travel=travel)
        ActionFactory(association=somewhere, minutes=60, travel_minutes=10, date=TODAY)

    found = whole()

    assert found.total.minutes == 130
    assert sum(line.minutes for line in found.natures) == 130
    assert sum(line.minutes for line in found.months) == 130


def test_a_person_of_two_associations_is_one() -> None:
    user = UserFactory()
    for _n in range(2):
        ActionFactory(member=MembershipFactory(user=user), date=TODAY)
    ActionFactory(member=MembershipFactory(named=True), date=TODAY)

    assert whole().total.people == 2


@pytest.mark.parametrize("state", [State.AWAITING, State.IMPORTING, State.MOVED, State.PURGING])
def test_what_arrives_or_has_left_does_not_count(state: State) -> None:
    place(60)
    place(1000, state=state)

    found = whole()

    assert found.total.minutes == 60
    assert len(found.counted) == 1
    assert sum(line.minutes for line in found.natures) == 60


class TestHidden:
    """A hidden association is counted only in sums of three associations and more."""

    def test_two_associations_say_nothing(self) -> None:
        place(60)
        place(30, hidden=True)

        found = whole()

        assert found.total == Line(key=None)
        assert found.fields == found.natures == found.months == []

    def test_its_field_goes_with_others(self, fields: list[ActivityField]) -> None:
        for _n in range(3):
            place(100, field=fields[0])
        for _n in range(2):
            place(50, field=fields[1])
        place(7, field=fields[2], hidden=True)

        found = whole()

        assert found.total.minutes == 407
        assert shown(found.fields) == [("Sport", 3, 300), ("Autres domaines", 3, 107)]

    def test_its_year_goes_with_others_and_has_no_page(self) -> None:
        for _n in range(3):
            place(100)
        place(50, day="2025-02-03")
        place(7, day="2024-02-03", hidden=True)

        found = whole()

        assert shown(found.years) == []
        assert whole(2024).total == Line(key=None)
        assert found.total.minutes == 357

    def test_no_figure_is_told_by_year_and_by_word_at_once(
        self, fields: list[ActivityField]
    ) -> None:
        for n in range(4):
            place(100, field=fields[0], hidden=n == 0)

        of_a_year = whole(2026)

        assert of_a_year.total.minutes == 400
        assert of_a_year.fields == of_a_year.natures == []
        assert shown(of_a_year.months) == [("février 2026", 4, 400)]
        assert whole().months == []


class TestPage:
    """The host's page."""

    def test_it_shows_the_figures_in_ten_queries(self, query_budget: Any) -> None:
        for minutes in (60, 61, 62):
            place(minutes)
        browser = signed_in(UserFactory(host=True))
        browser.get(reverse("hosting:statistics"))

        with query_budget(10):
            answer = browser.get(reverse("hosting:statistics"))

        assert "3\u00a0h\u00a003" in answer.content.decode()

    @pytest.mark.parametrize(
        "query", ["?year=abc", "?year=99999", "?year=%00", "?sort=x", "?year="]
    )
    def test_any_address_is_answered(self, query: str) -> None:
        place()
        browser = signed_in(UserFactory(host=True))

        assert browser.get(reverse("hosting:statistics") + query).status_code in {200, 422}

    @pytest.mark.parametrize("table", ["years", "fields", "natures", "months"])
    def test_each_table_is_a_file(self, table: str) -> None:
        place(61)
        browser = signed_in(UserFactory(host=True))

        answer: Any = browser.get(reverse("hosting:statistics_file", args=[table, "csv"]))

        content = b"".join(answer.streaming_content).decode()
        assert "1:01:00" in content
        assert Association.objects.count() == 1
