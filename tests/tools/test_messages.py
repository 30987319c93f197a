"""The catalogues: what is read from the sources, and what is compiled."""

from gettext import GNUTranslations
from pathlib import Path

import messages
import pytest


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (r'_("Merci\u00a0!")', "Merci\u00a0!"),
        (r'_("10\u202f000")', "10\u202f000"),
        (r'_("l\u2019équipe")', "l\u2019équipe"),
    ],
)
def test_a_sign_written_by_its_number_is_read_as_itself(code: str, text: str) -> None:
    spelt_out = messages._spelt_out(code)

    assert spelt_out == f'_("{text}")'


def test_a_number_that_is_not_a_sign_of_print_is_left() -> None:
    code = r'"\u0041 \x1b"'

    assert messages._spelt_out(code) == code


def compiled(language: str) -> GNUTranslations:
    path = messages._catalogue(messages.SOURCES, language).with_suffix(".mo")
    with Path(path).open("rb") as file:
        return GNUTranslations(file)


def test_french_has_its_own_texts_where_the_instance_speaks_english() -> None:
    french = compiled("fr")

    assert french.gettext("Nos règles") == "Nos règles"
    assert "Nos règles" in vars(french)["_catalog"]


def test_english_has_texts_of_its_own() -> None:
    assert compiled("en").gettext("Nos règles") == "Our rules"


def test_none_is_many_in_english_and_one_in_french() -> None:
    one, many = "%(counter)s personne", "%(counter)s personnes"

    assert compiled("fr").ngettext(one, many, 0) == one
    assert compiled("en").ngettext(one, many, 0) == "%(counter)s people"
