"""What the scale makes of a year's kilometres, vehicle by vehicle."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benevalibre.valuation.describing import official_sentence, tier_words, vehicle_words
from benevalibre.valuation.mileage import allowance
from benevalibre.valuation.models.waivers import Vehicle
from benevalibre.valuation.travelling import Share, reckon, share_of

JANUARY, JULY = date(2026, 1, 1), date(2026, 7, 1)


def car(power: int = 5, *, electric: bool = False, start: date = JANUARY) -> Vehicle:
    return Vehicle(kind="car", power=power, electric=electric, start=start)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("km", "electric", "cents"),
    [
        (1_200, False, 76_320),
        (1_200, True, 91_584),
        (5_000, False, 318_000),
        (5_001, False, 318_036),
        (12_000, False, 567_900),
        (20_000, False, 853_500),
        (25_000, False, 1_067_500),
    ],
)
def test_a_year_at_five_horsepower(km: int, electric: bool, cents: int) -> None:
    share = share_of(car(electric=electric), km * 100, year=2026)

    assert share.cents == cents


def test_the_tier_depends_on_the_whole_year_and_not_on_each_trip() -> None:
    trips = [(date(2026, month, 1), 100_000) for month in range(1, 13)]

    [share] = reckon(trips, [car()], year=2026)

    assert (share.distance, share.cents) == (1_200_000, 567_900)


def test_each_vehicle_has_its_own_tiers() -> None:
    trips = [(date(2026, 3, 1), 400_000), (JULY, 400_000)]

    shares = reckon(trips, [car(), car(start=JULY)], year=2026)

    assert [(share.distance, share.cents) for share in shares] == [(400_000, 254_400)] * 2


def test_the_first_vehicle_counts_for_the_days_before_it_too() -> None:
    [share] = reckon([(date(2026, 3, 1), 100)], [car(start=JULY)], year=2026)

    assert share.distance == 100


def test_nothing_is_said_without_vehicle_nor_before_the_scale() -> None:
    assert reckon([(JANUARY, 100)], [], year=2026) == []
    assert reckon([(date(2021, 1, 1), 100)], [car()], year=2021) == []


days = st.dates(min_value=JANUARY, max_value=date(2026, 12, 31))
trips = st.lists(st.tuples(days, st.integers(min_value=1, max_value=500_000)), max_size=20)
vehicles = st.lists(
    st.builds(car, st.integers(1, 12), electric=st.booleans(), start=days), min_size=1, max_size=3
)


@given(trips, vehicles)
def test_every_kilometre_goes_to_one_vehicle_and_is_priced_by_the_scale(
    driven: list[tuple[date, int]], owned: list[Vehicle]
) -> None:
    shares = reckon(driven, owned, year=2026)

    assert sum(share.distance for share in shares) == sum(distance for _day, distance in driven)
    for share in shares:
        euros = allowance(
            Decimal(share.distance) / 100,
            vehicle="car",
            power=share.power,
            electric=share.electric,
            year=2026,
        )
        assert Decimal(share.cents) / 100 == euros
        assert Share.thawed(share.frozen()) == share


@pytest.mark.parametrize(
    ("km", "words"),
    [
        (1_200, "1 200 km, voiture de 5 CV : jusqu’à 5 000 km par an, 0,636 € par kilomètre."),
        (
            12_000,
            (
                "12 000 km, voiture de 5 CV : de 5 001 à 20 000 km par an, 0,357 € par kilomètre, "
                "plus 1 395 €."
            ),
        ),
        (
            25_000,
            "25 000 km, voiture de 5 CV : au-delà de 20 000 km par an, 0,427 € par kilomètre.",
        ),
    ],
)
def test_the_tier_is_named_in_a_sentence(km: int, words: str) -> None:
    assert plain(tier_words(share_of(car(), km * 100, year=2026))) == words


def test_an_electric_vehicle_says_its_fifth_more() -> None:
    share = share_of(car(electric=True), 120_000, year=2026)

    assert plain(tier_words(share)).endswith("Plus 20 % pour un véhicule électrique.")
    assert plain(vehicle_words(share)) == "voiture de 5 CV, électrique"


def test_the_sentence_is_that_of_the_administration() -> None:
    assert official_sentence() == (
        "Je soussigné (nom et prénom) certifie renoncer au remboursement des frais ci-dessus et "
        "les laisser à l’association en tant que don."
    )
