"""Spans of time, and those before them."""

import datetime

import pytest

from benevalibre.reports import periods
from benevalibre.reports.periods import Year

TODAY = datetime.date(2026, 11, 23)
SCHOOL = [
    Year(2, "2026-2027", datetime.date(2026, 9, 1), datetime.date(2027, 8, 31)),
    Year(1, "2025-2026", datetime.date(2025, 9, 1), datetime.date(2026, 8, 31)),
]


def _days(code: str) -> tuple[str, str] | None:
    period = periods.read(code, SCHOOL)
    return (str(period.start), str(period.end)) if period else None


@pytest.mark.parametrize(
    ("code", "days"),
    [
        ("2026", ("2026-01-01", "2026-12-31")),
        ("2026-02", ("2026-02-01", "2026-02-28")),
        ("fiscal-1", ("2025-09-01", "2026-08-31")),
        ("all", ("None", "None")),
        ("fiscal-3", None),
        ("2026-13", None),
        ("1999", None),
        ("99999", None),
        ("", None),
        ("2026\n", None),
    ],
)
def test_codes_are_read(code: str, days: tuple[str, str] | None) -> None:
    assert _days(code) == days


@pytest.mark.parametrize(
    ("code", "is_live", "days"),
    [
        ("2025", True, ("2024-01-01", "2024-12-31")),
        ("2026", True, ("2025-01-01", "2025-11-23")),
        ("2026", False, ("2025-01-01", "2025-12-31")),
        ("2026-11", True, ("2026-10-01", "2026-10-23")),
        ("2026-03", True, ("2026-02-01", "2026-02-28")),
        ("fiscal-2", True, ("2025-09-01", "2025-11-23")),
        ("fiscal-2", False, ("2025-09-01", "2026-08-31")),
        ("fiscal-1", True, ("2024-09-01", "2025-08-31")),
        ("2000", True, None),
        ("all", True, None),
    ],
)
def test_what_comes_before(code: str, is_live: bool, days: tuple[str, str] | None) -> None:
    period = periods.read(code, SCHOOL)
    assert period is not None

    before = periods.before(period, SCHOOL, today=TODAY if is_live else None)

    assert (before and (str(before.start), str(before.end))) == days


def test_two_dates_follow_as_many_days() -> None:
    ten = periods.between(datetime.date(2026, 3, 1), datetime.date(2026, 3, 10))

    before = periods.before(ten, (), today=TODAY)

    assert before is not None
    assert (before.start, before.end) == (datetime.date(2026, 2, 19), datetime.date(2026, 2, 28))


def test_the_current_period_is_the_fiscal_year_of_the_day_else_the_calendar_year() -> None:
    assert periods.current(TODAY, SCHOOL).code == "fiscal-2"
    assert periods.current(TODAY, ()).code == "2026"
