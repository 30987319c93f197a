"""What would become of a line, and why not."""

import datetime

import pytest

from benevalibre.actions.models import Action
from benevalibre.associations.models import Membership
from benevalibre.transfer.sheets.models import Kind
from tests.factories import (
    ActionFactory,
    CategoryFactory,
    FiscalYearFactory,
    LevelFactory,
    MembershipFactory,
    ProjectFactory,
    UserFactory,
)
from tests.transfer.sheets.sending import csv_of, line, sent, verdicts

pytestmark = pytest.mark.django_db

HEAD = "Personne;Date;Durée;Titre;Catégorie"
DAY = datetime.date(2026, 8, 12)


@pytest.fixture(autouse=True)
def category(manager: Membership) -> None:
    CategoryFactory(association=manager.association, name="Accueil", short_name="Acc.")


def jeanne(by: Membership, **more: object) -> Membership:
    found: Membership = MembershipFactory(
        association=by.association, named=True, name="Jeanne Martin", **more
    )
    return found


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ("Jeanne Martin;;2h;x;Accueil", "Il manque la date."),
        ("Jeanne Martin;hier;2h;x;Accueil", "« hier » n’est pas une date."),
        ("Jeanne Martin;12/08/2999;2h;x;Accueil", "à venir"),
        ("Jeanne Martin;12/08/1999;2h;x;Accueil", "1er janvier 2000"),
        ("Jeanne Martin;12/08/2026;2h75;x;Accueil", "« 2h75 » n’est pas une durée."),
        ("Jeanne Martin;12/08/2026;25h;x;Accueil", "24"),
        ("Jeanne Martin;12/08/2026;;x;Accueil", "Indiquez une durée"),
        ("Jeanne Martin;12/08/2026;2h;x;", "Il manque la catégorie."),
        ("Jeanne Martin;12/08/2026;2h;x;Danse", "« Danse » n’existe pas ici."),
        (";12/08/2026;2h;x;Accueil", "Il manque le nom"),
        ("Zoé;12/08/2026;2h;x;Accueil", "Personne ne s’appelle « Zoé » ici."),
        (f"Jeanne Martin;12/08/2026;2h;{'x' * 128};Accueil", "127"),
    ],
)
def test_a_line_that_cannot_be_recorded_says_why(
    cells: str, sentence: str, manager: Membership
) -> None:
    jeanne(manager)

    spreadsheet = sent(csv_of(HEAD, cells), manager)

    assert verdicts(spreadsheet) == ["refused"]
    assert sentence in " ".join(line(spreadsheet, 2).notes).replace("\u00a0", " ")


def test_a_line_says_all_that_is_wrong_with_it(manager: Membership) -> None:
    spreadsheet = sent(csv_of(HEAD, "Zoé;hier;2h75;x;Danse"), manager)

    assert len(line(spreadsheet, 2).notes) == 4
    assert set(spreadsheet.unknown) == {"people", "category"}


@pytest.mark.parametrize("name", ["Jeanne Martin", "JEANNE MARTIN", "  jeanne   martin "])
def test_a_person_is_known_by_name(name: str, manager: Membership) -> None:
    jeanne(manager)

    assert verdicts(sent(csv_of(HEAD, f"{name};12/08/2026;2h;x;acc."), manager)) == ["ready"]


def test_an_account_is_known_in_either_order_and_by_its_pseudonym(manager: Membership) -> None:
    user = UserFactory(first_name="Éloïse", last_name="Noël", pseudonym="Élo")
    MembershipFactory(association=manager.association, user=user)
    head = "Prénom;Nom;Pseudo;Date;Durée;Catégorie"
    day = "12/08/2026;2h;Accueil"

    spreadsheet = sent(
        csv_of(head, f"Éloïse;Noël;Élo;{day}", f"eloise;noel;;{day}", f"Noël;Éloïse;;{day}"),
        manager,
    )

    assert verdicts(spreadsheet) == ["ready"] * 3


def test_a_name_that_two_people_have_is_refused_unless_an_address_tells_them_apart(
    manager: Membership,
) -> None:
    for email in ("un@example.org", "deux@example.org"):
        user = UserFactory(first_name="Jeanne", last_name="Martin", email=email)
        MembershipFactory(association=manager.association, user=user)
    head = f"{HEAD};Courriel"

    spreadsheet = sent(
        csv_of(
            head,
            "Jeanne Martin;12/08/2026;2h;x;Accueil;",
            "Jeanne Martin;12/08/2026;2h;x;Accueil;DEUX@example.org",
        ),
        manager,
    )

    assert verdicts(spreadsheet) == ["refused", "ready"]
    assert "2 personnes" in line(spreadsheet, 2).notes[0]


def test_an_address_reveals_nobody_to_who_may_not_see_addresses(
    clerk: Membership, manager: Membership
) -> None:
    user = UserFactory(first_name="Jeanne", last_name="Martin", email="jeanne@example.org")
    MembershipFactory(association=clerk.association, user=user)
    UserFactory(email="ailleurs@example.org")
    head = f"{HEAD};Courriel"
    lines = [
        "Zoé;12/08/2026;2h;x;Accueil;jeanne@example.org",
        "Zoé;12/08/2026;2h;x;Accueil;ailleurs@example.org",
    ]

    seen = [sent(csv_of(head, *lines), by) for by in (clerk, manager)]

    assert [verdicts(found) for found in seen] == [["refused"] * 2, ["ready", "refused"]]


@pytest.mark.parametrize(
    ("trait", "sentence"),
    [("left", "ne fait plus partie de l’équipe"), ("pending", "attend encore une réponse")],
)
def test_who_is_not_in_the_team_is_refused(trait: str, sentence: str, manager: Membership) -> None:
    jeanne(manager, **{trait: True})

    spreadsheet = sent(
        csv_of(HEAD, "Jeanne Martin;12/08/2026;2h;x;Accueil"), manager, people="create"
    )

    assert verdicts(spreadsheet) == ["refused"]
    assert sentence in line(spreadsheet, 2).notes[0]


def test_a_guest_and_a_merged_person_are_known(manager: Membership) -> None:
    guest = MembershipFactory(association=manager.association, guest=True, name="Le samedi")
    jeanne(manager, left=True, merged_into=guest)

    spreadsheet = sent(
        csv_of(HEAD, "Le samedi;12/08/2026;2h;x;Accueil", "Jeanne Martin;12/08/2026;2h;x;Accueil"),
        manager,
    )

    assert verdicts(spreadsheet) == ["ready", "ready"]
    assert line(spreadsheet, 3).shown["who"] == "Le samedi"


def test_unknown_people_need_the_right_on_people(clerk: Membership, manager: Membership) -> None:
    content = csv_of(HEAD, "Zoé;12/08/2026;2h;x;Accueil")

    assert verdicts(sent(content, clerk, people="create")) == ["refused"]
    assert verdicts(sent(content, manager, people="create")) == ["ready"]


def test_unknown_words_need_the_right_on_words(clerk: Membership, manager: Membership) -> None:
    jeanne(manager)
    content = csv_of(f"{HEAD};Projet", "Jeanne Martin;12/08/2026;2h;x;Danse;Bal")
    choices = {"category": "create", "project": "create"}

    assert verdicts(sent(content, clerk, **choices)) == ["refused"]
    assert verdicts(sent(content, manager, **choices)) == ["ready"]


def test_an_unknown_word_may_be_replaced_or_left_empty(manager: Membership) -> None:
    jeanne(manager)
    accueil = manager.association.categories.get()
    content = csv_of(f"{HEAD};Projet;Niveau", "Jeanne Martin;12/08/2026;2h;x;Danse;Bal;Chef")

    found = sent(content, manager, category=str(accueil.pk), project="empty", level="empty")

    assert verdicts(found) == ["ready"]
    assert set(found.unknown) == {"category", "project", "level"}


def test_a_column_that_cannot_be_projects_makes_no_thousand_of_them(manager: Membership) -> None:
    jeanne(manager)
    lines = [f"Jeanne Martin;12/08/2026;2h;x;Accueil;Note {n}" for n in range(103)]

    spreadsheet = sent(csv_of(f"{HEAD};Projet", *lines), manager, project="create")

    assert (spreadsheet.result["ready"], spreadsheet.result["refused"]) == (100, 3)


def test_archived_words_are_said(manager: Membership) -> None:
    jeanne(manager)
    ProjectFactory(association=manager.association, name="Bal", archived=True)
    content = csv_of(f"{HEAD};Projet", "Jeanne Martin;12/08/2026;2h;x;Accueil;bal")

    spreadsheet = sent(content, manager)

    assert verdicts(spreadsheet) == ["ready"]
    assert "archivé" in line(spreadsheet, 2).notes[0]


def test_a_project_brings_its_usual_category(manager: Membership) -> None:
    jeanne(manager)
    accueil = manager.association.categories.get()
    ProjectFactory(association=manager.association, name="Bal", usual_category=accueil)

    spreadsheet = sent(csv_of("Nom;Date;Durée;Projet", "Jeanne Martin;12/08/2026;2h;Bal"), manager)

    assert verdicts(spreadsheet) == ["ready"]


def test_a_closed_year_refuses(manager: Membership) -> None:
    jeanne(manager)
    FiscalYearFactory(
        association=manager.association,
        start=datetime.date(2025, 1, 1),
        end=datetime.date(2025, 12, 31),
        closed=True,
    )

    spreadsheet = sent(csv_of(HEAD, "Jeanne Martin;12/08/2025;2h;x;Accueil"), manager)

    assert "arrêté" in line(spreadsheet, 2).notes[0]


def test_what_is_recorded_already_is_known_again(manager: Membership) -> None:
    person = jeanne(manager)
    ActionFactory(member=person, date=DAY, minutes=120, title="Bal")
    lines = ["Jeanne Martin;12/08/2026;2h;bal;Accueil", "Jeanne Martin;12/08/2026;2h;Soupe;Accueil"]

    spreadsheet = sent(csv_of(HEAD, *lines, lines[1]), manager)

    assert verdicts(spreadsheet) == ["double", "ready", "ready"]
    assert line(spreadsheet, 4).notes == ["Comme la ligne 3."]


def test_nothing_is_written_by_the_dry_run(manager: Membership) -> None:
    before = Membership.objects.count()

    sent(csv_of(HEAD, "Zoé;12/08/2026;2h;x;Danse"), manager, people="create", category="create")

    assert not Action.objects.exists()
    assert Membership.objects.count() == before
    assert manager.association.categories.count() == 1


@pytest.mark.parametrize(
    ("cells", "verdict", "sentence"),
    [
        ("Zoé;Abel;;", "ready", ""),
        (";;zoe@example.org;", "refused", "Il manque le nom"),
        ("Zoé;Abel;zoe.example.org;", "refused", "n’est pas une adresse"),
        ("Zoé;Abel;;Capitaine", "refused", "« Capitaine » n’existe pas"),
        ("Jeanne;Martin;;", "double", "déjà dans l’équipe"),
        ("Zoé;Abel;nadia@example.org;", "double", "déjà dans l’équipe"),
        ("x" * 200 + ";" + "y" * 100 + ";;", "refused", "trop long"),
    ],
)
def test_each_line_of_people_says_what_becomes_of_it(
    cells: str, verdict: str, sentence: str, manager: Membership
) -> None:
    jeanne(manager)
    LevelFactory(association=manager.association, name="Régulier")
    user = UserFactory(first_name="N", last_name="H", email="nadia@example.org")
    MembershipFactory(association=manager.association, user=user)

    spreadsheet = sent(csv_of("Prénom;Nom;E-mail;Niveau", cells), manager, kind=Kind.PEOPLE)

    assert verdicts(spreadsheet) == [verdict]
    assert sentence in " ".join(line(spreadsheet, 2).notes).replace("\u00a0", " ")


def test_nobody_stands_twice_in_a_file_of_people(manager: Membership) -> None:
    lines = ["Zoé Abel;", "zoe abel;", "Ana;a@example.org", "Anna;A@example.org"]

    spreadsheet = sent(csv_of("Nom;E-mail", *lines), manager, kind=Kind.PEOPLE)

    assert verdicts(spreadsheet) == ["ready", "refused", "ready", "refused"]
