"""What the hours of a period are worth: statistics say what valuation reckons, to the cent."""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from benevalibre.associations.models import (
    Association,
    FiscalYear,
    Membership,
    Right,
    Travel,
    Visibility,
)
from benevalibre.reports import periods
from benevalibre.reports.offering import offer
from benevalibre.reports.statistics import Question, Statistics
from benevalibre.reports.worth import Worth
from benevalibre.valuation.figures import Figures
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

FIRST, LAST = datetime.date(2024, 11, 1), datetime.date(2026, 6, 30)
DAYS = st.dates(FIRST, LAST)
TODAY = datetime.date(2026, 6, 30)
KINDS = ("category", "level", "project")


def asked(by: Membership, start: Any, end: Any, words: Any = None, **more: Any) -> Statistics:
    """The statistics between two dates, as ``by`` sees them."""
    question = Question(period=periods.between(start, end), words=words or {}, **more)
    return Statistics(by.association, by, offer(by.association), question, TODAY)


def by_name(figures: Figures, kind: str) -> dict[str, Worth]:
    """What the lines of valuation come to by the name of a word."""
    found: dict[str, Worth] = defaultdict(Worth)
    for line in figures.lines:
        if not line.is_valued:
            worth = Worth(unvalued=line.minutes)
        elif line.cents is None:
            worth = Worth(unrated=line.minutes)
        else:
            worth = Worth(cents=line.cents)
        found[getattr(line, kind)] += worth
    return dict(found)


class AnyDatesAndRates(TestCase):
    """Rates that change on any day, of a level, a category or all; any two dates; any filter."""

    @settings(max_examples=60)
    @given(
        rows=st.lists(
            st.tuples(DAYS, st.integers(0, 2), st.integers(0, 1), st.integers(0, 2),
                      st.integers(1, 500)),
            max_size=12,
        ),
        rates=st.lists(
            st.tuples(DAYS, st.sampled_from(["all", "level", "category"]), st.integers(1, 9999)),
            max_size=4, unique_by=lambda rate: rate[:2],
        ),
        dates=st.tuples(DAYS, DAYS),
        kind=st.sampled_from([None, *KINDS]),
        with_travel=st.booleans(),
    )  # fmt: skip
    def test_every_sum_is_that_of_the_lines_of_valuation(
        self, rows: Any, rates: Any, dates: Any, kind: Any, with_travel: bool
    ) -> None:
        travel = Travel.INCLUDED if with_travel else Travel.APART
        here = AssociationFactory(policy_valued=True, policy_travel=travel)
        nadia = MembershipFactory(association=here, manager=True)
        words = {
            "category": [CategoryFactory(association=here, is_valued=n > 0) for n in range(3)],
            "level": [None, LevelFactory(association=here)],
            "project": [None, *(ProjectFactory(association=here) for _n in range(2))],
        }
        for day, scope, cents in rates:
            columns = {} if scope == "all" else {scope: words[scope][1]}
            amount = {"cents": cents} if cents % 2 else {"coefficient": f"{cents / 1000:.3f}"}
            Rate.objects.create(association=here, start=day, **columns, **amount)
        for day, category, level, project, minutes in rows:
            ActionFactory(
                member=nadia, date=day, minutes=minutes, travel_minutes=minutes % 7,
                category=words["category"][category], level=words["level"][level],
                project=words["project"][project],
            )  # fmt: skip
        chosen = words[kind][1] if kind else None
        start, end = sorted(dates)

        found = asked(nadia, start, end, {f"{kind}_id": chosen.pk} if kind else {})

        figures = reckon(here, start, end)
        if chosen:
            lines = [line for line in figures.lines if getattr(line, kind) == chosen.name]
            figures = Figures(**{name: getattr(figures, name) for name in figures.__slots__}
                              | {"lines": lines})  # fmt: skip
        assert found.worth is not None
        assert found.worth.cents == (
            figures.cents if any(line.cents is not None for line in figures.lines) else None
        )
        assert found.worth.unrated == figures.unrated_minutes
        assert found.worth.unvalued == figures.unvalued_minutes
        for word, table in (("category", found.categories), ("level", found.levels),
                            ("project", found.projects)):  # fmt: skip
            known = by_name(figures, word)
            names = {each.pk: each.name for each in words[word] if each}
            assert all(line.worth == known[names.get(line.key, "")] for line in table)
            assert not table or len(table) == len(known)


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


def before_and_after(found: Statistics) -> tuple[Worth | None, Worth | None]:
    return found.worth_before, found.worth


pytestmark = pytest.mark.django_db


def test_ten_hours_on_each_side_of_a_new_minimum_wage(nadia: Membership) -> None:
    Rate.objects.create(association=nadia.association, start="2026-01-01", coefficient="1")
    give(nadia, "2026-05-31", 600)
    give(nadia, "2026-06-01", 600)

    found = asked(nadia, datetime.date(2026, 5, 31), datetime.date(2026, 6, 1))

    assert found.worth == Worth(cents=24330)


def test_all_that_was_ever_given_is_priced_by_the_rate_of_each_day(nadia: Membership) -> None:
    Rate.objects.create(association=nadia.association, start="2024-02-10", cents=1000)
    Rate.objects.create(association=nadia.association, start="2024-02-20", cents=2000)
    for day in ("2021-03-01", "2024-02-09", "2024-02-10", "2024-02-20", "2026-01-01"):
        give(nadia, day, 60)
    question = Question(period=periods.ever(), words={})

    found = Statistics(nadia.association, nadia, offer(nadia.association), question, TODAY)

    assert found.worth == Worth(cents=5000, unrated=120)


def test_the_period_before_is_priced_by_its_own_rates(nadia: Membership) -> None:
    Rate.objects.create(association=nadia.association, start="2025-01-01", cents=1000)
    Rate.objects.create(association=nadia.association, start="2026-02-01", cents=1200)
    give(nadia, "2026-01-31", 60)
    give(nadia, "2026-02-01", 60)

    found = asked(nadia, datetime.date(2026, 2, 1), datetime.date(2026, 2, 28))

    assert before_and_after(found) == (Worth(cents=1000), Worth(cents=1200))


def test_a_missing_rate_is_no_zero(nadia: Membership) -> None:
    give(nadia, "2026-02-01", 60)

    found = asked(nadia, datetime.date(2026, 2, 1), datetime.date(2026, 2, 28))

    assert found.worth == Worth(cents=None, unrated=60)
    assert found.categories[0].worth == Worth(cents=None, unrated=60)


def test_euros_are_neither_shown_without_the_policy_nor_of_one_person(nadia: Membership) -> None:
    Rate.objects.create(association=nadia.association, start="2025-01-01", cents=1000)
    give(nadia, "2026-03-01", 60)
    days = datetime.date(2026, 1, 1), datetime.date(2026, 12, 31)

    assert asked(nadia, *days, person=nadia.display_name).worth is None
    nadia.association.policy_valued = False
    assert asked(nadia, *days).worth is None
    assert asked(nadia, *days).worth_before is None
    assert asked(nadia, *days).categories[0].worth is None


@pytest.mark.parametrize(
    ("rights", "shown"),
    [
        ([], False),
        ([Right.MANAGE_ACTIONS], False),
        ([Right.SEE_STATISTICS], True),
        ([Right.MANAGE_VALUATION], True),
    ],
)
def test_euros_take_a_right(here: Association, rights: list[Right], shown: bool) -> None:
    here.policy_visibility = Visibility.ALL
    someone = MembershipFactory(association=here, rights=rights)

    found = asked(someone, datetime.date(2026, 1, 1), datetime.date(2026, 12, 31))

    assert found.shows_euros is shown
