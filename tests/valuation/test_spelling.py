"""Amounts in French words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benevalibre.valuation.spelling import MOST, amount_in_words, number_in_words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zéro"),
        (1, "un"),
        (16, "seize"),
        (21, "vingt et un"),
        (22, "vingt-deux"),
        (60, "soixante"),
        (61, "soixante et un"),
        (70, "soixante-dix"),
        (71, "soixante et onze"),
        (77, "soixante-dix-sept"),
        (80, "quatre-vingts"),
        (81, "quatre-vingt-un"),
        (91, "quatre-vingt-onze"),
        (99, "quatre-vingt-dix-neuf"),
        (100, "cent"),
        (101, "cent un"),
        (200, "deux cents"),
        (280, "deux cent quatre-vingts"),
        (1_000, "mille"),
        (1_001, "mille un"),
        (2_000, "deux mille"),
        (80_000, "quatre-vingt mille"),
        (200_000, "deux cent mille"),
        (1_000_000, "un million"),
        (80_000_000, "quatre-vingts millions"),
        (200_000_080, "deux cents millions quatre-vingts"),
    ],
)
def test_a_number_is_written_as_in_french(number: int, words: str) -> None:
    assert number_in_words(number) == words


@pytest.mark.parametrize(
    ("cents", "words"),
    [
        (76_320, "sept cent soixante-trois euros et vingt centimes"),
        (0, "zéro euro"),
        (1, "un centime"),
        (100, "un euro"),
        (101, "un euro et un centime"),
        (200, "deux euros"),
        (100_000_000, "un million d’euros"),
        (100_000_100, "un million un euros"),
    ],
)
def test_an_amount_has_its_euros_and_centimes(cents: int, words: str) -> None:
    assert amount_in_words(cents) == words


def read(words: str) -> int:
    """What French words say, word by word: the way back."""
    values = {number_in_words(n): n for n in range(17)}
    values |= {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
    total = hundreds = 0
    for word in words.replace("quatre-vingt", "octante").replace("-", " ").split():
        singular = word.rstrip("s") if word not in values else word
        if singular in {"mille", "million"}:
            total += max(hundreds, 1) * (1_000 if singular == "mille" else 1_000_000)
            hundreds = 0
        elif singular == "cent":
            hundreds = max(hundreds, 1) * 100
        elif singular != "et":
            hundreds += 80 if singular == "octante" else values[singular]
    return total + hundreds


@given(st.integers(min_value=0, max_value=MOST - 1))
def test_the_words_say_the_number_again(number: int) -> None:
    assert read(number_in_words(number)) == number


@pytest.mark.parametrize("number", [-1, MOST])
def test_what_has_no_words_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="No words"):
        number_in_words(number)
