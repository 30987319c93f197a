"""The statistics of an association: what is counted, compared and told apart, and for whom."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.http import QueryDict
from django.urls import reverse

from benevalibre.associations.models import Association, Membership, Right, Travel, Visibility
from benevalibre.reports import periods
from benevalibre.reports.lines import Line
from benevalibre.reports.offering import offer
from benevalibre.reports.statistics import Question, Statistics
from tests.factories import (
    ActionFactory,
    AssociationFactory,
    CategoryFactory,
    FiscalYearFactory,
    LevelFactory,
    MembershipFactory,
    ProjectFactory,
)
from tests.personas import signed_in

TODAY = datetime.date(2026, 6, 15)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_a_day():
    with time_machine.travel("2026-06-15 10:00+02:00", tick=False):
        yield


@pytest.fixture
def association() -> Association:
    return AssociationFactory(name="Les Amis du vélo")


@pytest.fixture
def nadia(association: Association) -> Membership:
    return MembershipFactory(association=association, manager=True)


def give(place: Association, day: str, minutes: int, **columns: Any) -> Any:
    """An approved action in ``place``."""
    when = datetime.date.fromisoformat(day)
    return ActionFactory(association=place, date=when, minutes=minutes, **columns)


def asked(by: Membership, code: str = "2026", **question: Any) -> Statistics:
    """The statistics of a period, as ``by`` sees them."""
    there = offer(by.association)
    period = periods.read(code, there.years)
    assert period is not None
    words = question.pop("words", {})
    return Statistics(
        by.association, by, there, Question(period=period, words=words, **question), TODAY
    )


def shown(lines: list[Line]) -> list[tuple[str, int, int, int]]:
    return [(line.name, line.actions, line.people, line.minutes) for line in lines]


def test_only_what_is_approved_counts_and_what_waits_stands_apart(nadia: Membership) -> None:
    here = nadia.association
    give(here, "2026-02-01", 90, distance_hundredths=1250)
    give(here, "2026-02-02", 40, pending=True)
    give(here, "2026-02-02", 1000, declined=True)
    give(here, "2026-02-02", 1000, to_correct=True)
    give(here, "2025-12-31", 1000)

    found = asked(nadia)

    assert (found.total.actions, found.total.people, found.total.minutes) == (1, 1, 90)
    assert found.distance == 1250
    assert found.waiting == (1, 40)


@pytest.mark.parametrize(
    ("travel", "minutes"), [(Travel.NONE, 90), (Travel.APART, 90), (Travel.INCLUDED, 120)]
)
def test_travel_enters_the_hours_where_the_rules_say_so(
    nadia: Membership, travel: Travel, minutes: int
) -> None:
    nadia.association.policy_travel = travel
    give(nadia.association, "2026-02-01", 90, travel_minutes=30)

    found = asked(nadia)

    assert found.total.minutes == minutes
    assert found.categories[0].minutes == minutes
    assert found.people[0].minutes == minutes
    assert found.travel == 30


def test_full_time_equivalents_are_hours_over_those_of_the_association(nadia: Membership) -> None:
    for day in ("2026-02-01", "2026-02-02"):
        give(nadia.association, day, 803 * 60 + 30)

    assert asked(nadia).full_time == Decimal("1.00")


def test_each_table_counts_each_person_once(nadia: Membership) -> None:
    here = nadia.association
    paul = MembershipFactory(association=here, named=True, name="Paul")
    ines = MembershipFactory(association=here, named=True, name="Inès")
    words = {
        "category": CategoryFactory(association=here, name="Atelier"),
        "project": ProjectFactory(association=here, name="Fête"),
        "level": LevelFactory(association=here, name="Expert"),
    }
    give(here, "2026-01-10", 60, member=paul, **words)
    give(here, "2026-02-10", 30, member=paul, **words)
    give(here, "2026-02-11", 15, member=ines, category=words["category"])
    give(here, "2026-02-12", 10, nobody=True, category=words["category"])

    found = asked(nadia)

    assert shown(found.categories) == [("Atelier", 4, 2, 115)]
    assert shown(found.projects) == [("Fête", 2, 1, 90), ("Sans projet", 2, 1, 25)]
    assert shown(found.levels) == [("Expert", 2, 1, 90), ("Sans niveau", 2, 1, 25)]
    assert shown(found.parts) == [("janvier 2026", 1, 1, 60), ("février 2026", 3, 2, 55)]
    assert [(line.name, line.minutes) for line in found.people] == [("Paul", 90), ("Inès", 15)]


def test_words_and_a_name_narrow_everything(nadia: Membership) -> None:
    here = nadia.association
    wilfried = MembershipFactory(association=here, named=True, name="Wilfried")
    category = CategoryFactory(association=here)
    give(here, "2026-01-10", 60, member=wilfried, category=category)
    give(here, "2026-01-10", 30, category=category)
    give(here, "2026-01-10", 15, member=wilfried)

    by_word = asked(nadia, words={"category_id": category.pk})
    by_name = asked(nadia, person="wilfried")

    assert (by_word.total.minutes, sum(line.minutes for line in by_word.people)) == (90, 90)
    assert (by_name.total.minutes, by_name.total.people) == (75, 1)


def test_a_year_under_way_is_compared_up_to_the_same_day(nadia: Membership) -> None:
    give(nadia.association, "2026-06-15", 150)
    give(nadia.association, "2025-06-15", 100)
    give(nadia.association, "2025-06-16", 1000)

    found = asked(nadia)

    assert found.total_before.minutes == 100
    assert found.change == 50
    assert found.before is not None
    assert found.before.name == "2025 à la même date"


def test_all_the_years_are_told_apart_by_year(nadia: Membership) -> None:
    give(nadia.association, "2020-06-15", 60)
    give(nadia.association, "2026-06-15", 30)

    found = asked(nadia, "all")

    assert [(line.name, line.minutes) for line in found.parts] == [("2020", 60), ("2026", 30)]
    assert found.before is None


def test_a_fiscal_year_begins_in_the_middle_of_a_month(nadia: Membership) -> None:
    year = FiscalYearFactory(
        association=nadia.association,
        start=datetime.date(2025, 9, 15),
        end=datetime.date(2026, 9, 14),
    )
    for day in ("2025-09-14", "2025-09-15", "2026-09-14", "2026-09-15"):
        give(nadia.association, day, 60)

    assert asked(nadia, f"fiscal-{year.pk}").total.minutes == 120


class TestTotalsOnly:
    """Who may see totals only: nothing of fewer than three people, nor what reveals it."""

    @pytest.fixture
    def jeanne(self, association: Association) -> Membership:
        association.policy_visibility = Visibility.TOTALS
        association.save()
        return MembershipFactory(association=association)

    def _three(self, place: Association, day: str, minutes: int, **columns: Any) -> None:
        people = place.memberships.filter(kind="named").order_by("pk")
        for member in people[:3]:
            give(place, day, minutes, member=member, **columns)

    @pytest.fixture(autouse=True)
    def _people(self, association: Association) -> None:
        for _n in range(4):
            MembershipFactory(association=association, named=True)

    def test_two_people_are_no_total(self, jeanne: Membership) -> None:
        give(jeanne.association, "2026-01-10", 60)
        give(jeanne.association, "2026-01-10", 60)

        found = asked(jeanne)

        assert found.total == Line(key=None)
        assert found.categories == found.parts == found.people == []

    def test_a_line_of_one_goes_with_the_smallest_other(self, jeanne: Membership) -> None:
        here = jeanne.association
        large, small, alone = (CategoryFactory(association=here, name=n) for n in "ABC")
        self._three(here, "2026-01-10", 100, category=large)
        self._three(here, "2026-01-10", 10, category=small)
        give(here, "2026-01-10", 7, category=alone)

        found = asked(jeanne)

        assert [(line.name, line.minutes) for line in found.categories] == [
            ("A", 300),
            ("Autres catégories", 37),
        ]

    def test_months_of_one_are_put_together(self, jeanne: Membership) -> None:
        here = jeanne.association
        self._three(here, "2026-01-10", 100)
        self._three(here, "2026-02-10", 10)
        give(here, "2026-03-10", 7)

        assert [(line.name, line.minutes) for line in asked(jeanne).parts] == [
            ("janvier 2026", 300),
            ("Autres mois", 37),
        ]

    def test_the_distance_of_two_drivers_is_not_told(self, jeanne: Membership) -> None:
        self._three(jeanne.association, "2026-01-10", 100)
        give(jeanne.association, "2026-01-10", 10, distance_hundredths=900)

        assert asked(jeanne).distance == 0

    def test_dates_filters_and_months_are_not_theirs_to_choose(self, jeanne: Membership) -> None:
        here = jeanne.association
        self._three(here, "2026-01-10", 100)
        give(here, "2026-02-10", 60)
        category = here.categories.order_by("pk").first()
        page = reverse("reports:statistics", args=[here.pk])
        browser = signed_in(jeanne)

        whole = browser.get(page).content
        for query in ("period=2026-02", "period=all", "start=2026-02-01&end=2026-02-28",
                      f"category={category and category.pk}", "person=Paul"):  # fmt: skip
            answer = browser.get(f"{page}?{query}")
            assert answer.status_code == 200
            assert answer.content == whole or b"6\xc2\xa0h" in answer.content
            assert "février 2026".encode() not in answer.content

    def test_calendar_years_are_not_shown_beside_fiscal_ones(self, jeanne: Membership) -> None:
        here = jeanne.association
        FiscalYearFactory(
            association=here, start=datetime.date(2025, 9, 1), end=datetime.date(2026, 8, 31)
        )
        self._three(here, "2026-01-10", 100)
        page = reverse("reports:statistics", args=[here.pk])

        answer = signed_in(jeanne).get(f"{page}?period=2025")

        assert "Exercice 2025-2026" in answer.content.decode()
        assert "5\u00a0h" in answer.content.decode()

    def test_files_hold_what_the_page_shows_whatever_is_asked(self, jeanne: Membership) -> None:
        here = jeanne.association
        large, alone = (CategoryFactory(association=here, name=name) for name in "AB")
        small = CategoryFactory(association=here, name="C")
        self._three(here, "2026-01-10", 100, category=large)
        self._three(here, "2026-02-10", 10, category=small)
        give(here, "2026-02-10", 7, category=alone, distance_hundredths=500)
        browser = signed_in(jeanne)
        asked_for = f"?category={alone.pk}&start=2026-02-01&end=2026-02-28&period=2026-02"

        file = [here.pk, "categories", "csv"]
        answer: Any = browser.get(reverse("reports:statistics_file", args=file) + asked_for)

        lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
        assert lines == [
            "Catégorie;Activités;Bénévoles;Heures;Heures (en décimal)",
            "A;3;3;5:00:00;5",
            "Autres catégories;4;4;0:37:00;0,62",
        ]

    def test_a_year_of_two_people_is_not_compared_with(self, jeanne: Membership) -> None:
        here = jeanne.association
        self._three(here, "2026-01-10", 100)
        for _n in range(2):
            give(here, "2025-01-10", 60)

        found = asked(jeanne)

        assert found.total.minutes == 300
        assert found.total_before == Line(key=None)
        assert found.change is None

    def test_the_year_before_is_compared_whole(self, jeanne: Membership) -> None:
        here = jeanne.association
        self._three(here, "2026-01-10", 100)
        self._three(here, "2025-12-10", 50)

        found = asked(jeanne)

        assert found.before == periods.calendar_year(2025)
        assert found.total_before.minutes == 150

    def test_nothing_is_said_of_euros(self, jeanne: Membership) -> None:
        jeanne.association.policy_valued = True
        self._three(jeanne.association, "2026-01-10", 100)

        found = asked(jeanne)

        assert (found.worth, found.worth_before) == (None, None)
        assert all(line.worth is None for line in found.categories)

    def test_no_file_names_people(self, jeanne: Membership) -> None:
        self._three(jeanne.association, "2026-01-10", 100)
        file = [jeanne.association_id, "people", "csv"]

        answer = signed_in(jeanne).get(reverse("reports:statistics_file", args=file))

        assert answer.status_code == 404


def test_the_right_on_statistics_alone_names_nobody(association: Association) -> None:
    treasurer = MembershipFactory(association=association, rights=[Right.SEE_STATISTICS])
    give(association, "2026-01-10", 60)

    found = asked(treasurer)

    assert found.total.minutes == 60
    assert found.people == []


def test_an_empty_query_dictionary_is_understood(nadia: Membership) -> None:
    from benevalibre.reports.choosing import StatisticsForm

    form = StatisticsForm(QueryDict(""), offer=offer(nadia.association), today=TODAY, names=True)

    assert form.chosen.code == "2026"
