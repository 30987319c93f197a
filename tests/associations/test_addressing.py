"""Tests of ``benevalibre.associations.addressing``."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benevalibre.associations.addressing import read_addresses

JEANNE, PAUL = ("jeanne@example.org", "Jeanne Martin"), ("paul@example.org", "Paul")
FORMS = {
    "jeanne@example.org": [(JEANNE[0], "")],
    "  JEANNE@Example.org \n\n": [(JEANNE[0], "")],
    "Jeanne Martin <jeanne@example.org>": [JEANNE],
    '"Jeanne Martin" <jeanne@example.org>': [JEANNE],
    "Jeanne Martin (jeanne@example.org)": [JEANNE],
    "Jeanne Martin : jeanne@example.org": [JEANNE],
    "mailto:jeanne@example.org": [(JEANNE[0], "")],
    "jeanne@example.org;paul@example.org": [(JEANNE[0], ""), (PAUL[0], "")],
    "jeanne@example.org, paul@example.org,": [(JEANNE[0], ""), (PAUL[0], "")],
    "jeanne@example.org paul@example.org": [(JEANNE[0], ""), (PAUL[0], "")],
    "Jeanne Martin <jeanne@example.org>, Paul <paul@example.org>": [JEANNE, PAUL],
    "Jeanne Martin <jeanne@example.org>;\nPaul <paul@example.org>;": [JEANNE, PAUL],
    "Jeanne\tMartin\tjeanne@example.org": [JEANNE],
    "Jeanne;Martin;jeanne@example.org": [JEANNE],
    '"Jeanne","Martin","jeanne@example.org"': [JEANNE],
    "jeanne@example.org\tJeanne\tMartin": [JEANNE],
    "Jeanne\tMartin\tjeanne@example.org\t06 12 34 56 78\tLyon": [JEANNE],
    "1;Jeanne;Martin;01/02/1960;jeanne@example.org": [JEANNE],
    "Prénom;Nom;Mail\nJeanne;Martin;jeanne@example.org": [JEANNE],
    "NOM\tPRÉNOM\tADRESSE E-MAIL\nMartin\tJeanne\tjeanne@example.org": [JEANNE],
    "« Jeanne Martin » jeanne@example.org.": [JEANNE],
    "jeanne@example.org\nJeanne@example.org": [(JEANNE[0], "")],
    "jean-d'arc+velo@example.org": [("jean-d'arc+velo@example.org", "")],
    "": [],
    " ;\n,\t": [],
}


@pytest.mark.parametrize("text", FORMS)
def test_addresses_are_found_in_any_usual_form(text: str) -> None:
    found = read_addresses(text)

    assert [(one.email, one.name) for one in found] == FORMS[text]
    assert not any(one.error for one in found)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("Jeanne Martin", "pas d’adresse"),
        ("jeanne@", "n’est pas une adresse"),
        ("jeanne@example", "n’est pas une adresse"),
        ("Jeanne <@example.org>", "pas d’adresse"),
        ("jeanne@exa mple.org", "n’est pas une adresse"),
        (f"{'a' * 300}@example.org", "trop longue"),
    ],
)
def test_what_is_wrong_is_kept_and_explained(text: str, error: str) -> None:
    found = read_addresses(f"paul@example.org\n{text}\n")

    assert [one.email for one in found] == ["paul@example.org", ""]
    assert found[1].text == text.strip()
    assert error in found[1].error


def test_a_refused_line_is_shown_as_it_was_typed() -> None:
    found = read_addresses("Jeanne <jeanne@example>\nPaul <paul@example>, Zoé <zoe@example>")

    assert [one.text for one in found] == [
        "Jeanne <jeanne@example>",
        "Paul <paul@example>",
        "Zoé <zoe@example>",
    ]


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    for one in read_addresses(text):
        assert bool(one.email) != bool(one.error)
        assert one.email == one.email.lower()


@given(st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8), st.sampled_from("\n;,\t "))
def test_any_list_is_read_whatever_parts_it(letters: list[str], between: str) -> None:
    text = between.join(f"{letter}@example.org" for letter in letters)

    assert [one.email[0] for one in read_addresses(text)] == letters
