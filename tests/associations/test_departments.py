"""Tests of ``benevalibre.associations.departments``."""

import pytest

from benevalibre.associations.departments import codes_of, number_of, place_of


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("35", "35"),
        ("1", "01"),
        ("2a", "2A"),
        ("974", "974"),
        ("Ille-et-Vilaine", "35"),
        ("ille et vilaine", "35"),
        ("COTES D'ARMOR", "22"),
        ("Côte-d’Or", "21"),
        ("Réunion", "974"),
        ("35000", None),
        ("00", None),
        ("Atlantide", None),
        ("", None),
        ("\0", None),
        ("٣٥", None),
    ],
)
def test_a_department_is_known_by_its_number_or_its_name(text: str, number: str | None) -> None:
    assert number_of(text) == number


def test_corsica_is_cut_in_two() -> None:
    assert codes_of("2A") == ("200", "201")
    assert codes_of("35") == ("35",)


@pytest.mark.parametrize(
    ("code", "country", "place"),
    [
        ("35000", "FR", "35000, Ille-et-Vilaine"),
        ("35 000", "FR", "35 000, Ille-et-Vilaine"),
        ("20200", "FR", "20200, Haute-Corse"),
        ("97400", "RE", "97400, La Réunion"),
        ("3500", "FR", "3500"),
        ("4000", "BE", "4000, Belgique"),
        ("", "BE", "Belgique"),
        ("", "FR", ""),
        ("x\0", "??", "x\0"),
    ],
)
def test_a_place_is_said_in_words(code: str, country: str, place: str) -> None:
    assert place_of(code, country) == place
