"""A text is found whatever its case and its accents, on both databases."""

import re

import pytest

from benevalibre.actions.finding import outline, pattern
from benevalibre.actions.models import Action
from tests.factories import ActionFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("written", "asked", "is_found"),
    [
        ("Atelier vélo", "velo", True),
        ("Atelier vélo", "VELO", True),
        ("ATELIER VÉLO", "vélo", True),
        ("Atelier velo", "vélo", True),
        ("Atelier vélo", "vela", False),
        ("Où ça ?", "ou ca", True),
        ("L’été", "l’ete", True),
        ("Surface de 12 m²", "m²", True),
        ("Œuvres", "œuvres", True),
        ("Remise de 10 %", "10 %", True),
        ("Remise de 10 euros", "10 %", False),
        ("a_b", "a_b", True),
        ("axb", "a_b", False),
        (r"C:\temp", r"c:\t", True),
        ("Fin.", ".", True),
        ("Fin", ".", False),
        ("[1] (a+b)*", "(a+b)*", True),
    ],
)
def test_a_text_is_found(written, asked, is_found):
    titled, described = ActionFactory(title=written), ActionFactory(description=written)

    found = set(Action.objects.holding_text(asked))

    assert found == ({titled, described} if is_found else set())


@pytest.mark.parametrize("text", ["velo", "ÉTÉ", "100 %", "m²", "œuf", "c:\\naïf_"])
def test_each_text_finds_itself(text):
    assert re.fullmatch(pattern(text), text)


def test_the_outline_keeps_the_letters_that_have_no_accent():
    assert outline("Vélo_10 %") == r"%v_l_\_10 \%%"
