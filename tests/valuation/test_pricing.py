"""The value of an hour and of minutes, against the worked examples of the field."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benevalibre.valuation.pricing import (
    Fixed,
    Multiple,
    Period,
    Price,
    Tariff,
    in_force,
    value,
    whole_euros,
)
from benevalibre.valuation.smic import SHIPPED

DAY = date(2026, 5, 31)
FIELD, BOARD = 1, 2
EXPERT = 7
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def since(start: str, cents: int, **scope: int) -> Price:
    return Price(start=date.fromisoformat(start), amount=Fixed(cents=cents), **scope)


def test_france_active_2024() -> None:
    lines = [(5, 60), (2, 30), (5, 60), (2, 18)]

    euros = sum(value(hours * 60, rate * 100) for hours, rate in lines)

    assert sum(hours for hours, _rate in lines) == 14
    assert euros == 696_00


def test_the_rate_is_rounded_before_it_is_multiplied() -> None:
    multiple = Multiple(coefficient=Decimal(1), employer_percent=Decimal("31.1"))
    hourly = multiple.hourly(DAY, [(date(2014, 1, 1), 940)])

    assert hourly == 1232
    assert value(1_000 * 60, hourly) == 12_320_00


@pytest.mark.parametrize(("coefficient", "cents"), [(1, 953), (2, 1906), (3, 2859)])
def test_execution_supervision_expertise(coefficient: int, cents: int) -> None:
    multiple = Multiple(coefficient=Decimal(coefficient))

    assert multiple.hourly(date(2015, 6, 1), [(date(2014, 1, 1), 953)]) == cents


def test_a_rise_of_the_minimum_wage_counts_from_its_day() -> None:
    tariff = Tariff(
        [Price(start=date(2020, 1, 1), amount=Multiple(coefficient=Decimal(1)))], SHIPPED
    )
    before = tariff.hourly(date(2026, 5, 31), category=FIELD, level=None)
    after = tariff.hourly(date(2026, 6, 1), category=FIELD, level=None)

    assert (before, after) == (1202, 1231)
    assert value(600, 1202) + value(600, 1231) == 243_30


def test_the_most_precise_rate_wins() -> None:
    tariff = Tariff(
        [
            since("2026-01-01", 1000),
            since("2026-01-01", 2000, category=FIELD),
            since("2026-01-01", 3000, level=EXPERT),
        ],
        SHIPPED,
    )

    assert tariff.hourly(DAY, category=BOARD, level=None) == 1000
    assert tariff.hourly(DAY, category=FIELD, level=None) == 2000
    assert tariff.hourly(DAY, category=FIELD, level=EXPERT) == 3000
    assert tariff.hourly(DAY, category=FIELD, level=8) == 2000


def test_a_precise_rate_that_is_not_in_force_yet_gives_way() -> None:
    tariff = Tariff([since("2026-01-01", 1000), since("2026-07-01", 3000, level=EXPERT)], SHIPPED)

    assert tariff.hourly(DAY, category=FIELD, level=EXPERT) == 1000


def test_the_latest_rate_in_force_wins() -> None:
    tariff = Tariff([since("2026-05-31", 1500), since("2025-01-01", 1000)], SHIPPED)

    assert tariff.hourly(date(2026, 5, 30), category=FIELD, level=None) == 1000
    assert tariff.hourly(date(2026, 5, 31), category=FIELD, level=None) == 1500


def test_without_a_rate_there_is_none_not_zero() -> None:
    tariff = Tariff([since("2026-06-01", 1500)], SHIPPED)
    before_any_wage = Multiple(coefficient=Decimal(1)).hourly(date(2018, 12, 31), SHIPPED)

    assert tariff.hourly(DAY, category=FIELD, level=None) is None
    assert before_any_wage is None


def test_a_year_is_cut_where_something_changes() -> None:
    tariff = Tariff([since("2025-01-01", 1000), since("2026-03-15", 1100)], SHIPPED)

    periods = tariff.periods(*YEAR)

    assert periods == [
        Period(start=date(2026, 1, 1), end=date(2026, 3, 14)),
        Period(start=date(2026, 3, 15), end=date(2026, 5, 31)),
        Period(start=date(2026, 6, 1), end=date(2026, 12, 31)),
    ]


@pytest.mark.parametrize(
    ("day", "cents"),
    [("2025-12-31", 1188), ("2026-01-01", 1202), ("2018-12-31", None), ("2030-01-01", 1231)],
)
def test_the_wage_of_a_day(day: str, cents: int | None) -> None:
    assert in_force(SHIPPED, date.fromisoformat(day)) == cents


@pytest.mark.parametrize(("cents", "euros"), [(149, 1), (150, 2), (69600, 696), (0, 0)])
def test_whole_euros_are_half_up(cents: int, euros: int) -> None:
    assert whole_euros(cents) == euros


def test_nothing_is_negative() -> None:
    with pytest.raises(ValueError):
        value(-1, 1000)


@given(st.integers(0, 600_000), st.integers(0, 100_000))
def test_minutes_are_rounded_half_up_to_the_cent(minutes: int, cents: int) -> None:
    exact = Decimal(minutes) * Decimal(cents) / 60

    assert value(minutes, cents) == exact.quantize(Decimal(1), ROUND_HALF_UP)


@given(
    st.lists(st.tuples(st.dates(date(2024, 1, 1), date(2027, 12, 31)), st.integers(1, 9_999))),
    st.dates(*YEAR),
)
def test_no_rate_changes_within_a_period(rates: list[tuple[date, int]], day: date) -> None:
    tariff = Tariff(
        [Price(start=start, amount=Fixed(cents=cents)) for start, cents in rates], SHIPPED
    )

    periods = tariff.periods(*YEAR)
    around = next(period for period in periods if period.start <= day <= period.end)

    assert (periods[0].start, periods[-1].end) == YEAR
    assert all(a.end + timedelta(days=1) == b.start for a, b in pairwise(periods))
    assert tariff.hourly(day, category=1, level=None) == tariff.hourly(
        around.start, category=1, level=None
    )
