"""What hours are worth on the days of a closed year: what its statement says, always."""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from hypothesis import strategies as st

from benevalibre.associations.models import (
    Association,
    FiscalYear,
    Membership,
)
from benevalibre.reports import periods
from benevalibre.reports.offering import offer
from benevalibre.reports.statistics import Question, Statistics
from benevalibre.reports.worth import Worth
from benevalibre.valuation.closing import close, reopen
from benevalibre.valuation.models import Rate
from benevalibre.valuation.reckoning import reckon
from tests.factories import (
    ActionFactory,
    AssociationFactory,
    CategoryFactory,
    FiscalYearFactory,
    LevelFactory,
    MembershipFactory,
)

FIRST, LAST = datetime.date(2024, 11, 1), datetime.date(2026, 6, 30)
DAYS = st.dates(FIRST, LAST)
TODAY = datetime.date(2026, 6, 30)
KINDS = ("category", "level", "project")


def asked(by: Membership, start: Any, end: Any, words: Any = None, **more: Any) -> Statistics:
    """The statistics between two dates, as ``by`` sees them."""
    question = Question(period=periods.between(start, end), words=words or {}, **more)
    return Statistics(by.association, by, offer(by.association), question, TODAY)


@pytest.fixture
def here() -> Iterator[Association]:
    with time_machine.travel("2026-06-30 10:00+02:00", tick=False):
        yield AssociationFactory(policy_valued=True)


@pytest.fixture
def nadia(here: Association) -> Membership:
    return MembershipFactory(association=here, manager=True)


@pytest.fixture
def year(here: Association) -> FiscalYear:
    return FiscalYearFactory(
        association=here, start=datetime.date(2025, 1, 1), end=datetime.date(2025, 12, 31)
    )


def give(by: Membership, day: str, minutes: int, **columns: Any) -> Any:
    return ActionFactory(
        member=by, date=datetime.date.fromisoformat(day), minutes=minutes, **columns
    )


def of_year(by: Membership, year: FiscalYear, **question: Any) -> Statistics:
    return asked(by, year.start, year.end, **question)


pytestmark = pytest.mark.django_db


def test_a_closed_year_keeps_the_figures_of_its_statement(
    nadia: Membership, year: FiscalYear
) -> None:
    rate = Rate.objects.create(association=year.association, start="2025-01-01", cents=1000)
    level = LevelFactory(association=year.association)
    give(nadia, "2025-03-01", 60, level=level)
    give(nadia, "2025-03-02", 30)
    close(year, by=nadia)
    rate.change(by=nadia, cents=9999)

    found = of_year(nadia, year)

    assert found.worth == Worth(cents=1500)
    assert found.appraisal is not None
    assert found.appraisal.statement == 1
    assert {line.key: line.worth for line in found.levels} == {
        level.pk: Worth(cents=1000),
        None: Worth(cents=500),
    }
    filtered = of_year(nadia, year, words={"level_id": level.pk})
    assert filtered.worth == Worth(cents=1000)


def test_a_year_opened_again_has_the_rates_of_today(nadia: Membership, year: FiscalYear) -> None:
    rate = Rate.objects.create(association=year.association, start="2025-01-01", cents=1000)
    give(nadia, "2025-03-01", 60)
    close(year, by=nadia)
    reopen(year, by=nadia, reason="Oubli")
    rate.change(by=nadia, cents=1200)

    assert of_year(nadia, year).worth == Worth(cents=1200)


def test_a_word_called_otherwise_since_is_found_again(nadia: Membership, year: FiscalYear) -> None:
    category = CategoryFactory(association=year.association, name="Atelier")
    Rate.objects.create(association=year.association, start="2025-01-01", cents=1000)
    give(nadia, "2025-03-01", 60, category=category)
    close(year, by=nadia)
    category.change(by=nadia, name="Réparer")

    found = of_year(nadia, year)

    assert [(line.name, line.worth) for line in found.categories] == [
        ("Réparer", Worth(cents=1000))
    ]
    assert of_year(nadia, year, words={"category_id": category.pk}).worth == Worth(cents=1000)


def test_a_closed_year_keeps_its_rates_within_a_longer_period_and_a_shorter(
    nadia: Membership, year: FiscalYear
) -> None:
    rate = Rate.objects.create(association=year.association, start="2025-01-01", cents=1000)
    board = CategoryFactory(association=year.association)
    for day in ("2025-03-01", "2025-09-01", "2026-02-01"):
        give(nadia, day, 60)
    give(nadia, "2025-04-01", 60, category=board)
    close(year, by=nadia)
    rate.change(by=nadia, cents=3333)
    board.change(by=nadia, is_valued=False)
    wide = datetime.date(2024, 7, 1), datetime.date(2026, 12, 31)
    narrow = datetime.date(2025, 3, 1), datetime.date(2025, 8, 31)

    pages = [asked(nadia, *days) for days in (wide, narrow)]
    ever = Statistics(
        year.association,
        nadia,
        offer(year.association),
        Question(period=periods.ever(), words={}),
        TODAY,
    )
    documents = [reckon(year.association, *days).cents for days in (wide, narrow)]

    assert [found.worth for found in pages] == [
        Worth(cents=3000 + 3333),
        Worth(cents=2000),
    ]
    assert ever.worth == Worth(cents=3000 + 3333)
    assert documents == [6333, 2000]


def test_a_year_closed_in_hours_stays_so_within_a_longer_period(
    nadia: Membership, year: FiscalYear
) -> None:
    here = year.association
    Rate.objects.create(association=here, start="2025-01-01", cents=1000)
    give(nadia, "2025-03-01", 60)
    give(nadia, "2026-03-01", 60)
    type(here).objects.update(policy_valued=False)
    here.refresh_from_db()
    close(year, by=nadia)
    type(here).objects.update(policy_valued=True)
    nadia.association.refresh_from_db()

    found = asked(nadia, year.start, datetime.date(2026, 12, 31))

    assert found.worth == Worth(cents=1000, unvalued=60)


def test_where_words_changed_since_a_statement_of_old_its_total_holds(
    nadia: Membership, year: FiscalYear
) -> None:
    category = CategoryFactory(association=year.association, name="Atelier")
    Rate.objects.create(association=year.association, start="2025-01-01", cents=1000)
    give(nadia, "2025-03-01", 60, category=category)
    statement = close(year, by=nadia)
    for line in statement.figures["lines"]:
        del line["category_id"], line["level_id"], line["project_id"]
    statement.save(update_fields=["figures"])
    type(category).objects.filter(pk=category.pk).update(name="Réparer")

    found = of_year(nadia, year)

    assert found.worth == Worth(cents=1000)
    assert found.appraisal is not None
    assert found.appraisal.lines is None
    assert found.categories[0].worth is None
    assert of_year(nadia, year, words={"category_id": category.pk}).worth == Worth()


def test_a_year_closed_in_hours_stays_so(nadia: Membership, year: FiscalYear) -> None:
    Rate.objects.create(association=year.association, start="2025-01-01", cents=1000)
    give(nadia, "2025-03-01", 60)
    nadia.association.policy_valued = False
    nadia.association.save()
    close(year, by=nadia)
    nadia.association.policy_valued = True
    nadia.association.save()

    found = of_year(nadia, year)

    assert found.worth == Worth()
    assert found.appraisal is not None
    assert not found.appraisal.is_valued
