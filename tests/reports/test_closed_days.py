"""A closed year never changes, in whichever period its days are asked for."""

import datetime
from typing import Any

import pytest
import time_machine

from benevalibre.associations.models import Association, FiscalYear, Membership, Project, Travel
from benevalibre.reports import periods
from benevalibre.reports.activity import Activity
from benevalibre.reports.offering import offer
from benevalibre.reports.statistics import Question, Statistics
from benevalibre.reports.worth import Worth
from benevalibre.valuation.closing import close
from benevalibre.valuation.models import Rate
from benevalibre.valuation.reckoning import reckon
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

pytestmark = pytest.mark.django_db

CALENDAR = datetime.date(2025, 1, 1), datetime.date(2025, 12, 31)
TODAY = datetime.date(2026, 6, 30)


@pytest.fixture
def nadia() -> Any:
    with time_machine.travel("2026-06-30 10:00+02:00", tick=False):
        yield MembershipFactory(association=AssociationFactory(policy_valued=True), manager=True)


@pytest.fixture
def here(nadia: Membership) -> Association:
    return nadia.association


@pytest.fixture
def rate(here: Association) -> Rate:
    return Rate.objects.create(association=here, start="2024-01-01", cents=1000)


@pytest.fixture
def year(here: Association) -> FiscalYear:
    """From September to August."""
    return FiscalYearFactory(
        association=here, start=datetime.date(2024, 9, 1), end=datetime.date(2025, 8, 31)
    )


def give(by: Membership, day: str, minutes: int = 60, **columns: Any) -> None:
    ActionFactory(member=by, date=datetime.date.fromisoformat(day), minutes=minutes, **columns)


def asked(by: Membership, start: Any, end: Any, **words: int) -> Statistics:
    question = Question(period=periods.between(start, end), words=words)
    return Statistics(by.association, by, offer(by.association), question, TODAY)


def cents_of(by: Membership, start: Any, end: Any) -> tuple[int | None, int, int]:
    """What the statistics, the report and the reckoning of these days say."""
    found = asked(by, start, end)
    assert found.worth is not None
    return found.worth.cents, Activity(found).cents, reckon(by.association, start, end).cents


def test_its_days_keep_their_rates_in_a_period_that_overlaps_it(
    nadia: Membership, rate: Rate, year: FiscalYear
) -> None:
    for day in ("2024-12-31", "2025-08-31", "2025-09-01"):
        give(nadia, day)
    close(year, by=nadia)
    rate.change(by=nadia, cents=5000)

    assert cents_of(nadia, *CALENDAR) == (6000, 6000, 6000)


def test_a_rate_added_since_does_not_cut_its_lines(
    nadia: Membership, rate: Rate, year: FiscalYear
) -> None:
    rate.change(by=nadia, cents=1001)
    category = CategoryFactory(association=year.association)
    for day in ("2024-12-01", "2025-02-01", "2025-07-01"):
        give(nadia, day, 10, category=category)
    frozen = close(year, by=nadia)
    Rate.objects.create(association=year.association, start="2025-01-15", cents=9999)
    whole = datetime.date(2024, 1, 1), datetime.date(2026, 1, 31)

    assert cents_of(nadia, *whole) == (501, 501, 501)
    assert frozen.figures["lines"][0]["cents"] == 501


def test_each_way_of_asking_adds_up_to_the_statement_and_the_rest(
    nadia: Membership, rate: Rate, year: FiscalYear
) -> None:
    level = LevelFactory(association=year.association)
    Rate.objects.create(association=year.association, start="2025-03-10", level=level, cents=2001)
    for n, day in enumerate(("2024-09-01", "2025-03-09", "2025-03-10", "2025-03-11", "2025-10-02")):
        give(nadia, day, 7 + n, level=level, travel_minutes=3)
    frozen = close(year, by=nadia)
    kept = sum(line["cents"] for line in frozen.figures["lines"])
    Rate.objects.create(association=year.association, start="2024-10-01", level=level, cents=9999)
    ever = datetime.date(2020, 1, 1), TODAY

    outside = reckon(year.association, datetime.date(2025, 9, 1), TODAY).cents

    assert cents_of(nadia, *ever) == (kept + outside,) * 3


@pytest.mark.parametrize("before", list(Travel))
def test_its_travel_counts_as_it_did(
    nadia: Membership, rate: Rate, year: FiscalYear, before: Travel
) -> None:
    here = year.association
    after = Travel.APART if before == Travel.INCLUDED else Travel.INCLUDED
    nadia.association.policy_travel = here.policy_travel = before
    here.save()
    for day in ("2025-08-31", "2025-09-01"):
        give(nadia, day, travel_minutes=30)
    close(year, by=nadia)
    nadia.association.policy_travel = after
    nadia.association.save()

    assert cents_of(nadia, *CALENDAR) == (2500, 2500, 2500)
    figures = reckon(nadia.association, *CALENDAR)
    assert (figures.minutes, sum(share.minutes for share in figures.people)) == (150, 150)


def test_a_category_no_longer_valued_still_is_on_its_days(
    nadia: Membership, rate: Rate, year: FiscalYear
) -> None:
    category = CategoryFactory(association=year.association)
    give(nadia, "2025-08-31", category=category)
    give(nadia, "2025-09-01", category=category)
    close(year, by=nadia)
    type(category).objects.filter(pk=category.pk).update(is_valued=False)

    assert asked(nadia, *CALENDAR).worth == Worth(cents=1000, unvalued=60)
    assert cents_of(nadia, *CALENDAR) == (1000, 1000, 1000)


def test_the_page_says_that_a_statement_prices_some_of_its_days(
    nadia: Membership, rate: Rate, year: FiscalYear
) -> None:
    give(nadia, "2025-08-31")
    close(year, by=nadia)

    page = signed_in(nadia).get(
        f"/associations/{nadia.association_id}/statistiques/",
        {"start": "2025-01-01", "end": "2025-12-31"},
    )

    assert "gardent les taux de son état." in page.content.decode()


@pytest.fixture
def renamed(nadia: Membership, rate: Rate, year: FiscalYear) -> Project:
    """An hour of a project, a category and a level whose names changed once the year was closed."""
    here = year.association
    words = {
        "project": ProjectFactory(association=here, name="Kiosque"),
        "category": CategoryFactory(association=here, name="Animer"),
        "level": LevelFactory(association=here, name="Aidant"),
    }
    give(nadia, "2025-03-01", **words)
    close(year, by=nadia)
    for kind, word in words.items():
        type(word).objects.filter(pk=word.pk).update(name=f"Autre {kind}")
    return words["project"]


def test_the_report_of_a_closed_year_has_the_names_of_then(
    nadia: Membership, renamed: Project, year: FiscalYear
) -> None:
    found = Activity(asked(nadia, year.start, year.end))

    assert [line.name for line in (*found.projects, *found.categories)] == ["Kiosque", "Animer"]
    assert "Kiosque" in str(found.months[0])
    assert "Autre project" not in str(found.months[0])


def test_the_report_of_a_project_renamed_since_has_its_euros(
    nadia: Membership, renamed: Project, year: FiscalYear
) -> None:
    statistics = asked(nadia, year.start, year.end, project_id=renamed.pk)
    [word] = [each for each in statistics.offer.projects if each.pk == renamed.pk]

    found = Activity(statistics, word)

    assert found.shows_euros
    assert (found.cents, found.sums.minutes) == (1000, 60)
