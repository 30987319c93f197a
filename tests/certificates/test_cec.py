"""The two tests of the citizen engagement account."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benevalibre.certificates.cec import acquired, reckon

MINUTES = st.dictionaries(st.integers(), st.integers(0, 30_000), max_size=6)


def hours(**by_association: float) -> dict[str, int]:
    return {name: int(figure * 60) for name, figure in by_association.items()}


@pytest.mark.parametrize(
    "given_hours",
    [
        pytest.param(hours(A=200), id="200 h in one association"),
        pytest.param(hours(A=100, B=100), id="100 h in each of two"),
        pytest.param(hours(A=101, B=99), id="101 h and 99 h"),
        pytest.param(hours(A=150, B=50), id="150 h and 50 h"),
        pytest.param(hours(A=400), id="twice as much gives no more"),
    ],
)
def test_these_hours_give_the_right(given_hours: dict[str, int]) -> None:
    found = reckon(given_hours)

    assert found.eligible
    assert (found.missing_total, found.missing_best) == (0, 0)


@pytest.mark.parametrize(
    ("minutes", "missing_total", "missing_best"),
    [
        pytest.param({}, 12_000, 6_000, id="nothing"),
        pytest.param(hours(A=99, B=99, C=99), 0, 60, id="99 h in each of three"),
        pytest.param(hours(A=199.5), 30, 0, id="half an hour short"),
        pytest.param({"A": 6_000, "B": 5_999}, 1, 0, id="a minute short"),
        pytest.param(hours(A=120), 4_800, 0, id="200 h of which 80 are field work"),
        pytest.param(hours(A=187), 13 * 60, 0, id="13 h short"),
    ],
)
def test_these_do_not(minutes: dict[str, int], missing_total: int, missing_best: int) -> None:
    found = reckon(minutes)

    assert not found.eligible
    assert (found.missing_total, found.missing_best) == (missing_total, missing_best)


def test_four_good_years_give_240_480_720_720() -> None:
    assert [acquired(years) for years in (1, 2, 3, 4)] == [240, 480, 720, 720]


def test_minutes_are_never_negative() -> None:
    with pytest.raises(ValueError):
        reckon({"a": -1})


@given(MINUTES)
def test_what_is_missing_given_to_the_best_is_enough(minutes: dict[int, int]) -> None:
    found = reckon(minutes)
    best = max(minutes, key=lambda key: minutes[key], default=0)

    more = reckon({**minutes, best: minutes.get(best, 0) + found.missing})

    assert more.eligible
    assert found.eligible == (found.missing == 0)
