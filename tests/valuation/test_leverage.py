"""What a funder pays at most: the oracles of the domain, and what must always hold."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benevalibre.valuation.accounts import OLD_FORMS, PLANS, TODAY, Nature
from benevalibre.valuation.budgeting import sides
from benevalibre.valuation.leverage import ceiling, share

CENTS = st.integers(0, 10**10)
PERCENT = st.decimals(0, 100, places=2)


def test_a_project_of_10_000_funded_at_20_percent_gets_2_000() -> None:
    assert ceiling(10_000_00, Decimal(20)) == 2_000_00


def test_with_5_000_of_volunteering_it_gets_3_000() -> None:
    assert ceiling(10_000_00, Decimal(20), volunteering=5_000_00) == 3_000_00


def test_80_percent_of_3_000_is_2_400() -> None:
    assert ceiling(3_000_00, Decimal(80)) == 2_400_00


def test_80_percent_of_3_600_with_600_of_volunteering_is_2_880() -> None:
    assert ceiling(3_000_00, Decimal(80), volunteering=600_00) == 2_880_00


def test_a_ceiling_is_never_passed_by_a_cent() -> None:
    assert ceiling(9_99, Decimal("33.33")) == 3_32


@pytest.mark.parametrize(
    ("cost", "volunteering", "expected"),
    [(10_000_00, 5_000_00, "33.3"), (0, 0, None), (0, 5, "100.0"), (5, 0, "0.0")],
)
def test_the_share_of_volunteering(cost: int, volunteering: int, expected: str | None) -> None:
    found = share(cost, volunteering=volunteering)

    assert found == (None if expected is None else Decimal(expected))


@pytest.mark.parametrize(
    ("cost", "percent", "volunteering"), [(-1, 20, 0), (1, -1, 0), (1, 101, 0), (1, 20, -1)]
)
def test_what_makes_no_sense_is_refused(cost: int, percent: int, volunteering: int) -> None:
    with pytest.raises(ValueError, match=r"not negative|from 0 to 100"):
        ceiling(cost, Decimal(percent), volunteering=volunteering)


@given(cost=CENTS, percent=PERCENT, volunteering=CENTS)
def test_volunteering_never_lowers_a_ceiling(
    cost: int, percent: Decimal, volunteering: int
) -> None:
    without = ceiling(cost, percent)
    with_time = ceiling(cost, percent, volunteering=volunteering)

    assert without <= with_time <= cost + volunteering
    assert with_time * 100 <= (cost + volunteering) * percent < (with_time + 1) * 100


AMOUNTS = st.dictionaries(st.sampled_from([nature.value for nature in Nature]), CENTS)


@given(
    plan=st.sampled_from(list(PLANS.values())), planned=AMOUNTS, done=AMOUNTS, whole=st.booleans()
)
def test_class_86_and_class_87_are_always_equal(plan, planned, done, whole) -> None:
    uses, origins = sides(plan, planned, done, whole=whole)

    assert (uses.total.planned, uses.total.done) == (origins.total.planned, origins.total.done)
    assert sum(row.done for row in uses.rows) == uses.total.done
    if not whole:
        assert uses.total.done == sum(done.values())


def test_a_budget_has_the_labels_of_its_form() -> None:
    for plan, code, label in ((TODAY, "875", "Bénévolat"), (OLD_FORMS, "870", "Bénévolat")):
        uses, origins = sides(plan, {"volunteering": 600_50}, {}, whole=True)

        (use,), (origin,) = uses.rows, origins.rows
        assert use.account is not None
        assert origin.account is not None
        assert (use.account.code, origin.account.code, origin.account.label) == ("864", code, label)
        assert (use.planned, use.done) == (601_00, 0)
