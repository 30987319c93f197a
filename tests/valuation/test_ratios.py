"""Minutes against other minutes."""

from decimal import Decimal

import pytest

from benevalibre.valuation.ratios import change, full_time, percentage


@pytest.mark.parametrize(
    ("part", "whole", "expected"), [(40, 100, 40), (1, 8, 13), (0, 5, 0), (9, 3, 300), (5, 0, None)]
)
def test_the_share_is_half_up(part: int, whole: int, expected: int | None) -> None:
    assert percentage(part, whole) == expected


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        (150, 100, 50),
        (9, 8, 13),
        (7, 8, -13),
        (41, 40, 3),
        (100, 100, 0),
        (0, 8, -100),
        (8, 0, None),
        (1_000, 100, 900),
        (1_010, 100, None),
    ],
)
def test_a_change_is_half_up_both_ways(now: int, before: int, expected: int | None) -> None:
    assert change(now, before) == expected


@pytest.mark.parametrize(
    ("minutes", "expected"), [(1607 * 60, "1.00"), (60, "0.00"), (483, "0.01"), (482, "0.00")]
)
def test_full_time_is_to_the_hundredth(minutes: int, expected: str) -> None:
    assert full_time(minutes, 1607) == Decimal(expected)
