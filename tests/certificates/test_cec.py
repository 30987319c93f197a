"""The two tests of the citizen engagement account."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benevalibre.certificates.cec import reckon

MINUTES = st.dictionaries(st.integers(), st.integers(0, 30_000), max_size=6)


def hours(**by_association: float) -> dict[str, int]:
    return {name: int(figure * 60) for name, figure in by_association.items()}


@pytest.mark.parametrize(
    "given_hours",
    [hours(a=200), hours(a=100, b=100), hours(a=101, b=99), hours(a=150, b=50), hours(a=400)],
    ids=str,
)
def test_these_hours_give_the_right(given_hours: dict[str, int]) -> None:
    found = reckon(given_hours)

    assert found.eligible
    assert (found.missing_total, found.missing_best) == (0, 0)


@pytest.mark.parametrize(
    ("minutes", "missing_total", "missing_best"),
    [
        ({}, 12_000, 6_000),
        (hours(a=99, b=99, c=99), 0, 60),
        (hours(a=199.5), 30, 0),
        ({"a": 6_000, "b": 5_999}, 1, 0),
        (hours(a=120), 4_800, 0),
        (hours(a=187), 13 * 60, 0),
    ],
    ids=str,
)
def test_these_do_not(minutes: dict[str, int], missing_total: int, missing_best: int) -> None:
    found = reckon(minutes)

    assert not found.eligible
    assert (found.missing_total, found.missing_best) == (missing_total, missing_best)


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
