"""Kilometres in euros, against the official scale."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benevalibre.valuation.mileage import allowance

KM = st.decimals(0, 100_000, places=2, allow_nan=False)


@pytest.mark.parametrize(
    ("km", "euros"),
    [
        ("0", "0.00"),
        ("1200", "763.20"),
        ("5000", "3180.00"),
        ("5001", "3180.36"),
        ("12000", "5679.00"),
        ("20000", "8535.00"),
        ("25000", "10675.00"),
    ],
)
def test_a_car_of_5_cv(km: str, euros: str) -> None:
    given_back = allowance(Decimal(km), vehicle="car", power=5, electric=False, year=2026)

    assert given_back == Decimal(euros)


def test_an_electric_car_gives_a_fifth_more() -> None:
    euros = allowance(Decimal(1200), vehicle="car", power=5, electric=True, year=2026)

    assert euros == Decimal("915.84")


@pytest.mark.parametrize(
    ("vehicle", "power", "km", "euros"),
    [
        ("car", 1, 1_000, "529.00"),
        ("car", 3, 10_000, "4225.00"),
        ("car", 4, 20_001, "8140.41"),
        ("car", 6, 5_000, "3325.00"),
        ("car", 7, 10_000, "5455.00"),
        ("car", 40, 30_000, "14100.00"),
        ("motorcycle", 1, 3_000, "1185.00"),
        ("motorcycle", 2, 3_001, "1188.10"),
        ("motorcycle", 3, 6_000, "1650.00"),
        ("motorcycle", 5, 6_001, "1650.28"),
        ("motorcycle", 6, 4_000, "1899.00"),
        ("moped", 1, 1_000, "315.00"),
        ("moped", 1, 4_000, "1027.00"),
        ("moped", 9, 10_000, "1980.00"),
    ],
)
def test_each_line_of_the_scale(vehicle: str, power: int, km: int, euros: str) -> None:
    found = allowance(Decimal(km), vehicle=vehicle, power=power, electric=False, year=2023)

    assert found == Decimal(euros)


@pytest.mark.parametrize(
    ("km", "power", "year", "vehicle"),
    [("-1", 5, 2026, "car"), ("1", 0, 2026, "car"), ("1", 5, 2021, "car"), ("1", 5, 2026, "boat")],
)
def test_what_has_no_answer_is_refused(km: str, power: int, year: int, vehicle: str) -> None:
    with pytest.raises(ValueError):
        allowance(Decimal(km), vehicle=vehicle, power=power, electric=False, year=year)


@given(KM, KM, st.sampled_from(["car", "motorcycle", "moped"]), st.integers(1, 12), st.booleans())
def test_more_kilometres_never_give_less(
    one: Decimal, other: Decimal, vehicle: str, power: int, electric: bool
) -> None:
    short, long = sorted([one, other])

    less = allowance(short, vehicle=vehicle, power=power, electric=electric, year=2026)
    more = allowance(long, vehicle=vehicle, power=power, electric=electric, year=2026)

    assert more >= less
