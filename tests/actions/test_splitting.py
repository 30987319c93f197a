"""An entry over a year's end is cut in proportion to days, and nothing is lost."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from benevalibre.actions.drafts import Draft
from benevalibre.actions.splitting import cut, share, split
from benevalibre.associations.models import Category, FiscalYear


def draft(start: date, end: date | None, minutes: int, **more: int) -> Draft:
    return Draft(category=Category(), date=start, end_date=end, minutes=minutes, **more)


def test_one_day_stays_whole():
    entry = draft(date(2026, 12, 31), None, 90)

    parts = split(entry, [])

    assert parts == [entry]


def test_a_new_years_eve_is_cut_in_two():
    entry = draft(date(2025, 12, 31), date(2026, 1, 1), 601, distance_hundredths=301)

    parts = split(entry, [])

    assert [(p.date, p.end_date, p.minutes, p.distance_hundredths) for p in parts] == [
        (date(2025, 12, 31), None, 301, 151),
        (date(2026, 1, 1), None, 300, 150),
    ]


def test_a_fiscal_year_that_ends_in_summer_cuts_too():
    school_year = FiscalYear(start=date(2025, 9, 1), end=date(2026, 8, 31))

    spans = cut(date(2026, 8, 30), date(2026, 9, 2), [school_year])

    assert spans == [
        (date(2026, 8, 30), date(2026, 8, 31)),
        (date(2026, 9, 1), date(2026, 9, 2)),
    ]


def test_a_part_to_which_nothing_falls_is_left_out():
    entry = draft(date(2025, 12, 31), date(2026, 1, 1), 1)

    parts = split(entry, [])

    assert [(p.date, p.minutes) for p in parts] == [(date(2025, 12, 31), 1)]


DAYS = st.dates(date(2000, 1, 1), date(2026, 12, 31))


ENTRIES = st.builds(
    Draft,
    category=st.builds(Category),
    date=DAYS,
    end_date=st.none() | st.dates(date(2027, 1, 1), date(2030, 12, 31)),
    minutes=st.integers(1, 600_000),
    travel_minutes=st.integers(0, 600_000),
    distance_hundredths=st.none() | st.integers(0, 9_999_999),
)
YEARS = st.lists(
    DAYS.map(lambda end: FiscalYear(start=end - timedelta(days=364), end=end)), max_size=3
)


@given(entry=ENTRIES, years=YEARS)
def test_the_parts_of_an_entry_add_up_exactly(entry, years):
    parts = split(entry, years)

    assert sum(part.minutes for part in parts) == entry.minutes
    assert sum(part.travel_minutes for part in parts) == entry.travel_minutes
    distances = [part.distance_hundredths or 0 for part in parts]
    assert sum(distances) == (entry.distance_hundredths or 0)
    assert all(part.date.year == part.last_day.year for part in parts)


@given(start=DAYS, length=st.integers(0, 1500), years=YEARS)
def test_the_spans_follow_one_another_without_a_gap(start, length, years):
    end = start + timedelta(days=length)

    spans = cut(start, end, years)

    assert spans[0][0] == start
    assert spans[-1][1] == end
    assert all(one[1] + timedelta(days=1) == after[0] for one, after in pairwise(spans))


@given(total=st.integers(0, 600_000), weights=st.lists(st.integers(1, 366), min_size=1))
def test_no_share_is_a_whole_unit_away_from_its_due(total, weights):
    parts = share(total, weights)

    assert sum(parts) == total
    whole = sum(weights)
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part * whole - total * weight) < whole
