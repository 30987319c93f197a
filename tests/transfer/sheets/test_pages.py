"""The pages of an import, from the file to the undo bar."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from benevalibre.actions.models import Action
from benevalibre.associations.models import Membership, Right
from benevalibre.transfer.sheets import running
from benevalibre.transfer.sheets.models import Kind, Spreadsheet, Stage
from benevalibre.transfer.sheets.receiving import receive
from benevalibre.transfer.sheets.running import work_waiting
from tests.client import StrictClient
from tests.factories import CategoryFactory, MembershipFactory
from tests.personas import signed_in
from tests.transfer.sheets.sending import csv_of, imported, sent, verdicts

pytestmark = pytest.mark.django_db

HEAD = "Prénom;Nom;Date;Durée;Titre;Catégorie"
LINES = ["Zoé;Abel;12/08/2026;2h;Bal;Accueil", "Zoé;Abel;hier;1h;Soupe;Accueil"]
CONTENT = csv_of(HEAD, *LINES)


@pytest.fixture
def browser(manager: Membership) -> StrictClient:
    CategoryFactory(association=manager.association, name="Accueil")
    return signed_in(manager)


def address(name: str, spreadsheet: Spreadsheet | Membership) -> str:
    args = [spreadsheet.association_id]
    if isinstance(spreadsheet, Spreadsheet):
        args.append(spreadsheet.pk)
    return reverse(f"spreadsheets:{name}", args=args)


def send(
    browser: StrictClient, by: Membership, content: bytes = CONTENT, name: str = "h.csv"
) -> Any:
    file = SimpleUploadedFile(name, content)
    return browser.post(address("actions", by), {"file": file})


def test_a_file_goes_from_its_columns_to_the_undo_bar(
    browser: StrictClient, manager: Membership
) -> None:
    assert send(browser, manager).status_code == 302
    spreadsheet = Spreadsheet.objects.get()

    page = browser.get(address("columns", spreadsheet)).content.decode()
    assert '<option value="first_name" selected>' in page
    assert "Soupe" in page
    fields = {f"column_{place}": name for name, place in spreadsheet.columns.items()}
    fields["dates"] = "day"
    browser.post(address("columns", spreadsheet), fields)
    page = browser.get(address("detail", spreadsheet)).content.decode()
    assert "À décider" in page
    assert "Zoé Abel" in page

    browser.post(address("choices", spreadsheet), {"people": "create"})
    page = browser.get(address("detail", spreadsheet)).content.decode()
    assert "1 ligne prête" in page
    assert "Importer sans la ligne refusée" in page
    response = browser.post(address("launch", spreadsheet), {"refused": 1}, follow=True)

    assert "C’est importé\u00a0: 1 activité, 2\u00a0h." in response.content.decode()
    assert Action.objects.get().title == "Bal"
    response = browser.post(address("undo", spreadsheet), follow=True)
    assert "C’est annulé\u00a0: 1 activité retirée." in response.content.decode()
    assert not Action.objects.exists()


def test_only_the_refused_lines_may_be_shown(browser: StrictClient, manager: Membership) -> None:
    spreadsheet = sent(CONTENT, manager, people="create")

    page = browser.get(address("detail", spreadsheet), {"lignes": "refused"}).content.decode()

    assert "Ligne 3" in page
    assert "Ligne 2" not in page


def test_columns_are_corrected(browser: StrictClient, manager: Membership) -> None:
    content = csv_of("A;B;C;D", "Nadia Haddad;12/08/2026;2h;Accueil")
    spreadsheet = receive(SimpleUploadedFile("x.csv", content), kind=Kind.ACTIONS, by=manager)

    refused = browser.post(address("columns", spreadsheet), {"column_0": "person"})
    twice = browser.post(
        address("columns", spreadsheet),
        {"column_0": "person", "column_1": "date", "column_2": "duration", "column_3": "date"},
    )
    names = {"column_0": "person", "column_1": "date", "column_2": "duration"}
    browser.post(address("columns", spreadsheet), {**names, "column_3": "category", "dates": "day"})

    assert refused.status_code == 422
    assert "quelle colonne contient la date" in refused.content.decode()
    assert twice.status_code == 422
    assert "Une autre colonne contient déjà cela." in twice.content.decode()
    assert verdicts(spreadsheet) == ["ready"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "est vide"),
        (b"Nom;Date\n", "est vide"),
        (b"%PDF-1.7", "n’est pas un tableur"),
        (b"PK\x03\x04", "ne se lit pas"),
    ],
)
def test_a_file_that_is_no_use_is_refused_with_a_sentence(
    content: bytes, sentence: str, browser: StrictClient, manager: Membership
) -> None:
    response = send(browser, manager, content)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not Spreadsheet.objects.exists()


def test_a_form_without_file_is_refused(browser: StrictClient, manager: Membership) -> None:
    response = browser.post(address("people", manager), {})

    assert response.status_code == 422
    assert "Choisissez un fichier." in response.content.decode()


def test_what_a_cell_and_a_name_hold_is_escaped(browser: StrictClient, manager: Membership) -> None:
    evil = "<script>alert(1)</script>"
    send(
        browser,
        manager,
        csv_of(f"Nom;Date;Durée;{evil}", f"{evil};{evil};2h;{evil}"),
        f"{evil}.csv",
    )
    spreadsheet = Spreadsheet.objects.get()
    browser.post(
        address("columns", spreadsheet),
        {
            "column_0": "person",
            "column_1": "date",
            "column_2": "duration",
            "column_3": "category",
            "dates": "day",
        },
    )

    for name in ("columns", "detail"):
        assert b"<script>alert" not in browser.get(address(name, spreadsheet)).content
    assert b"<script>alert" not in browser.get(address("list", manager)).content


@pytest.mark.parametrize(
    "query", ["lignes=%00", "lignes=abc", "page=-1", "page=abc", "page=99999999999999999999"]
)
def test_nonsense_in_the_address_is_taken_for_nothing(
    query: str, browser: StrictClient, manager: Membership
) -> None:
    spreadsheet = sent(CONTENT, manager)

    assert browser.get(f"{address('detail', spreadsheet)}?{query}").status_code == 200


@pytest.mark.parametrize("refused", ["", "abc", "-1", "9" * 30, "\x00"])
def test_a_last_word_that_is_nonsense_starts_nothing(
    refused: str, browser: StrictClient, manager: Membership
) -> None:
    spreadsheet = sent(CONTENT, manager, people="create")

    response = browser.post(address("launch", spreadsheet), {"refused": refused})

    assert response.status_code == 422
    assert not Action.objects.exists()


def test_progress_is_shown_and_the_page_goes_on_by_itself(
    browser: StrictClient, manager: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "AT_ONCE", 0)
    spreadsheet = sent(CONTENT, manager, people="create")
    browser.post(address("launch", spreadsheet), {"refused": 1})

    page = browser.get(address("detail", spreadsheet)).content.decode()
    assert '<progress id="done" value="0" max="2">' in page
    assert "http-equiv" in page
    work_waiting()
    polled = browser.get(address("detail", spreadsheet), headers={"HX-Request": "true"})

    assert polled.headers["HX-Refresh"] == "true"
    assert "C’est importé" in browser.get(address("detail", spreadsheet)).content.decode()


def test_an_import_launched_twice_is_done_once(browser: StrictClient, manager: Membership) -> None:
    spreadsheet = sent(CONTENT, manager, people="create")

    for _time in range(2):
        browser.post(address("launch", spreadsheet), {"refused": 1})

    assert Action.objects.count() == 1


def test_the_same_file_is_warned_about(browser: StrictClient, manager: Membership) -> None:
    imported(CONTENT, manager, people="create")
    again = sent(CONTENT, manager)

    for name in ("columns", "detail"):
        assert "a déjà été importé le" in browser.get(address(name, again)).content.decode()


def test_choices_that_need_a_right_are_not_offered(clerk: Membership) -> None:
    spreadsheet = sent(csv_of(HEAD, *LINES), clerk)

    page = signed_in(clerk).get(address("detail", spreadsheet)).content.decode()

    assert "Les créer" not in page
    assert "Les ajouter" not in page


def test_a_category_is_put_for_another_by_its_short_name(
    browser: StrictClient, manager: Membership
) -> None:
    CategoryFactory(
        association=manager.association, name="Dispenser un enseignement", short_name="Cours"
    )
    spreadsheet = sent(csv_of("Nom;Date;Durée;Catégorie", "Zoé Abel;1/2/2026;2h;Danse"), manager)

    page = browser.get(address("detail", spreadsheet)).content.decode()

    assert "Mettre «\u00a0Cours\u00a0»" in page
    assert "Dispenser un enseignement" not in page


def test_a_file_may_be_given_up(browser: StrictClient, manager: Membership) -> None:
    spreadsheet = sent(CONTENT, manager)

    response = browser.post(address("removal", spreadsheet), follow=True)

    assert "C’est oublié" in response.content.decode()
    assert not Spreadsheet.objects.exists()


def test_an_import_of_people_is_not_for_those_who_manage_actions(
    clerk: Membership, manager: Membership
) -> None:
    spreadsheet = imported(csv_of("Nom", "Zoé Abel"), manager, kind=Kind.PEOPLE)
    browser = signed_in(clerk)

    assert browser.get(address("detail", spreadsheet)).status_code == 403
    assert browser.post(address("undo", spreadsheet)).status_code == 403
    assert "h.csv" not in browser.get(address("list", clerk)).content.decode()


def test_somebody_elses_association_is_not_found(browser: StrictClient) -> None:
    elsewhere = MembershipFactory(rights=[Right.MANAGE_ACTIONS])
    spreadsheet = sent(csv_of("Nom;Date;Durée", "a;b;c"), elsewhere)

    for name in ("detail", "columns", "undo"):
        assert browser.get(address(name, spreadsheet)).status_code == 404


def test_the_pages_ask_few_queries(
    browser: StrictClient, manager: Membership, query_budget: Callable[[int], Any]
) -> None:
    done = imported(CONTENT, manager, people="create")
    checked = sent(CONTENT, manager)
    sent(CONTENT, manager)
    browser.get(address("list", manager))

    with query_budget(10):
        browser.get(address("list", manager))
    for name, spreadsheet in (("columns", checked), ("detail", checked), ("detail", done)):
        with query_budget(10):
            assert browser.get(address(name, spreadsheet)).status_code == 200


def test_the_journal_tells_of_imports(browser: StrictClient, manager: Membership) -> None:
    imported(CONTENT, manager, people="create")

    page = browser.get(reverse("associations:journal", args=[manager.association_id]))

    assert "a importé le tableur «\u00a0saisies.csv\u00a0»." in page.content.decode()


def test_a_frozen_association_takes_no_file(browser: StrictClient, manager: Membership) -> None:
    manager.association.state = "frozen"
    manager.association.save()

    assert send(browser, manager).status_code == 422
    assert Spreadsheet.objects.exclude(stage=Stage.READ).count() == 0
