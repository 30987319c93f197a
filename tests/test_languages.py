"""Each page in English holds no French, whoever opens it; dates and figures follow."""

import datetime
import re
from html.parser import HTMLParser

import pytest
import time_machine
from babel.messages.pofile import read_po
from django.urls import reverse
from django.utils import translation

from benevalibre.mailing.writing import write
from benevalibre.settings import ROOT
from benevalibre.ui.formats import format_count
from tests.access.rows import ALLOWED, Row
from tests.client import VOID, finish
from tests.factories import ActionFactory
from tests.personas import NAMES, Personas
from tests.test_access import ROWS

IN_ENGLISH = {"Accept-Language": "en-GB,en;q=0.9,fr;q=0.5"}
PAGES = [
    row
    for row in ROWS
    if row.method == "GET" and row.name != "ui:style_guide" and ALLOWED in row.expected().values()
]
NOT_READ = {"script", "style", "svg", "textarea", "optgroup"}
READ_ALOUD = ("aria-label", "placeholder", "title", "alt")
FRENCH = re.compile(
    r"«|»|[\u00a0 ][:;!?]|\w’(?:[aeiouyéèêh]\w{2,})|\b(?:aucune?|aujourd|aux|avec|bénévoles|ces?"
    r"|cette|chaque|dans|des|elles?|est|hier|heures?|jours?|leurs?|n[eo]s|notre|noter|nous|ont|par"
    r"|pas|personnes|peut|plus|pour|quand|que|qui|sans|ses|sont|sur|toutes?|tous|une?|vos|votre"
    r"|vous|valider|modifier|supprimer|enregistrer|lundi|mardi|mercredi|jeudi|vendredi|samedi"
    r"|dimanche|janvier|février|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\b",
    re.IGNORECASE,
)
NOT_OURS = re.compile("Une activité|Côte d’Ivoire|Défenseur des droits")  # a mail, names


class Read(HTMLParser):
    """What a page says, to the eye or aloud, in ``texts``.

    Groups of options are data; so is what a page itself says to be French (``lang="fr"``).
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.silent = 0
        self.french: list[str] = []
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in NOT_READ
        if self.french or (tag != "html" and dict(attrs).get("lang") == "fr"):
            self.french += [tag] if tag not in VOID else []
            return
        for name, value in attrs:
            if name in READ_ALOUD or (name.startswith("data-") and " " in (value or "")):
                self.texts.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in NOT_READ
        if self.french:
            self.french.pop()

    def handle_data(self, data: str) -> None:
        if not self.silent and not self.french and data.strip():
            self.texts.append(data.strip(" \n"))


def french_of(html: str) -> list[str]:
    texts = Read(NOT_OURS.sub("", html)).texts
    return [text for text in texts if FRENCH.search(text)]


@pytest.fixture
def personas(shared_personas: Personas) -> Personas:
    """Those of all tests of this file, which are many."""
    return shared_personas


@pytest.mark.parametrize("row", PAGES, ids=lambda row: row.name)
def test_a_page_in_english_holds_no_french(row: Row, personas: Personas) -> None:
    met = row.expected()
    who = next(name for name in reversed(NAMES) if met[name] == ALLOWED)
    with translation.override("en"):  # what is kept in words is kept in those of who did it
        path = reverse(row.name, kwargs=row.args(personas))

    response = personas.client(who).get(path, row.data(personas), headers=IN_ENGLISH)
    finish(response)

    assert response.status_code < 400
    if response.headers.get("Content-Type", "").startswith("text/html"):
        assert french_of(response.content.decode()) == []


def test_what_is_looked_for_is_found_in_french(personas: Personas) -> None:
    path = reverse("actions:queue", args=[personas.association.pk])

    page = personas.client("manager").get(path)

    assert "Tout est validé. Rien à faire ici." in french_of(page.content.decode())


def test_dates_durations_and_plurals_follow_the_language(personas: Personas) -> None:
    path = reverse("reports:overview", args=[personas.association.pk])
    with time_machine.travel("2026-11-18 10:00+01:00", tick=False):
        ActionFactory(member=personas.member, minutes=150, date=datetime.date(2026, 11, 17))

        page = personas.client("manager").get(path, headers=IN_ENGLISH).content.decode()

    assert "Since 1\u00a0January, 2\u00a0h\u00a030 given by 1 person" in page
    assert "in November 2026" in page


def test_a_count_has_the_commas_of_its_language() -> None:
    with translation.override("en"):
        assert format_count(10_001, cap=10_000) == "more than 10,000"


def test_a_mail_is_in_the_language_of_who_receives_it(personas: Personas) -> None:
    known = {"name": "Jeanne", "contact": ""}

    mail = write(
        "accounts.deactivated", to="j@example.org", context=known, language="en", essential=True
    )

    assert mail.subject == "Your account is deactivated"
    assert french_of(mail.html) == []


def test_no_text_stands_alone_and_in_the_plural() -> None:
    """Python before 3.11.4 does not find the singular of a plural for a text that stands alone."""
    with (ROOT / "locale/en/LC_MESSAGES/django.po").open("rb") as file:
        plurals = {message.id[0] for message in read_po(file) if message.pluralizable}
    alone = re.compile(r"""(?:\btranslate\s+|\b_\(\s*|\bgettext(?:_lazy)?\(\s*)(["'])(.*?)\1""")

    found = {
        text
        for path in ROOT.rglob("*")
        if path.suffix in {".html", ".txt", ".py"}
        for _quote, text in alone.findall(path.read_text(encoding="utf-8"))
    }

    assert plurals & found == set()


def test_no_line_begins_with_a_french_mark() -> None:
    """A plain space before « : », « ? » or a closing quotation mark may be where a line ends."""
    with (ROOT / "locale/en/LC_MESSAGES/django.po").open("rb") as file:
        texts = [message.id[0] if message.pluralizable else message.id for message in read_po(file)]
    may_break = re.compile(r"\S [:;?!»](?!\w)|« ")

    assert [text for text in texts if may_break.search(text)] == []
