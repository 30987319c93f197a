"""How a mail is written: its language, its addresses, its headers."""

from typing import Any

import pytest
from django.core import signing

from benevalibre.instance.models import Instance
from benevalibre.mailing.addresses import Reception, absolute, read_opt_out
from benevalibre.mailing.writing import Written, write

pytestmark = pytest.mark.django_db

CONTEXT = {"name": "Nadia\r\nBcc: autre@example.org", "word": "l'été <b>"}


def a_note(**options: Any) -> Written:
    return write(
        "trial.note",
        **{
            "to": "jeanne@example.org",
            "context": CONTEXT,
            "language": "fr",
            "essential": False,
            **options,
        },
    )


def test_the_subject_stands_on_one_line_whatever_the_values() -> None:
    written = a_note()

    assert written.subject == "oui : Nadia Bcc: autre@example.org dit « l'été <b> »"


def test_a_long_subject_is_cut() -> None:
    written = a_note(context={"name": "N" * 500, "word": ""})

    assert len(written.subject) == 250


def test_the_text_is_not_escaped_and_the_html_is() -> None:
    written = a_note()

    assert "l'été <b>" in written.text
    assert "l&#x27;été &lt;b&gt;" in written.html


def test_a_kind_without_html_is_sent_as_text_alone() -> None:
    written = write("trial.plain", to="a@example.org", context={}, language="fr", essential=True)

    assert written == (
        "Sans mise en forme",
        "Rien que du texte.\n",
        "",
        {"Auto-Submitted": "auto-generated"},
    )


@pytest.mark.parametrize(
    ("language", "shown"), [("fr", "fr"), ("en", "en"), ("xx", "fr"), ("", "fr")]
)
def test_a_mail_speaks_the_language_of_its_recipient(language: str, shown: str) -> None:
    written = a_note(language=language)

    assert f'<html lang="{shown}">' in written.html


def test_the_mail_bears_the_name_of_the_instance() -> None:
    Instance.change(name="Heures de Nantes")

    written = a_note()

    assert "Heures de Nantes" in written.text
    assert "Heures de Nantes" in written.html


def test_addresses_keep_the_folder_of_the_site() -> None:
    assert absolute("/base/activites/7/") == "https://heures.example.org/base/activites/7/"


def test_a_mail_that_can_be_stopped_says_how_in_headers_and_words() -> None:
    written = a_note()

    address = written.headers["List-Unsubscribe"].strip("<>")
    assert written.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address in written.text
    assert address in written.html
    token = address.rstrip("/").rsplit("/", 1)[1]
    assert read_opt_out(token) == Reception("jeanne@example.org", "trial.note")


def test_an_essential_mail_cannot_be_stopped() -> None:
    written = a_note(essential=True)

    assert "List-Unsubscribe" not in written.headers
    assert "opt" not in written.text


def test_a_token_made_elsewhere_is_refused() -> None:
    with pytest.raises(signing.BadSignature):
        read_opt_out(signing.dumps(["jeanne@example.org", "trial.note"], salt="elsewhere"))
