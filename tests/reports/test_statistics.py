"""The statistics of an association: what is counted, compared and told apart, and for whom."""

import datetime
from decimal import Decimal

import pytest
from django.http import QueryDict

from benevalibre.associations.models import Association, Membership, Right, Travel
from benevalibre.reports.lines import Line
from benevalibre.reports.offering import offer
from tests.factories import (
    AssociationFactory,
    CategoryFactory,
    FiscalYearFactory,
    LevelFactory,
    MembershipFactory,
    ProjectFactory,
)
from tests.reports.asking import TODAY, asked, give

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_june")]


@pytest.fixture
def association() -> Association:
    return AssociationFactory(name="Les Amis du vélo")


@pytest.fixture
def nadia(association: Association) -> Membership:
    return MembershipFactory(association=association, manager=True)


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


def test_the_right_on_statistics_alone_names_nobody(association: Association) -> None:
    treasurer = MembershipFactory(association=association, rights=[Right.SEE_STATISTICS])
    give(association, "2026-01-10", 60)

    found = asked(treasurer)

    assert found.total.minutes == 60
    assert found.people == []


def test_an_empty_query_dictionary_is_understood(nadia: Membership) -> None:
    from benevalibre.reports.forms.statistics import StatisticsForm

    form = StatisticsForm(QueryDict(""), offer=offer(nadia.association), today=TODAY, names=True)

    assert form.chosen.code == "2026"
