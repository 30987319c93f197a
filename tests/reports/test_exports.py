"""The tables of actions and people: every author, and the columns that other software reads."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from benevalibre.actions.models import Action, Source
from benevalibre.associations.models import Membership, Travel
from benevalibre.documents.tables import Table
from benevalibre.reports.exports import action_table, paheko_table, people_table
from tests.factories import (
    ActionFactory,
    AssociationFactory,
    CategoryFactory,
    LevelFactory,
    MembershipFactory,
    ProjectFactory,
    RoleFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

OF_2_0_1 = [
    *("Prénom", "Nom", "Pseudo", "Association", "Titre", "Description", "Date", "Date de fin"),
    *("Durée", "Durée (en heures)", "En attente de modération", "Distance (en km)", "Catégorie"),
    *("Projet", "Niveau"),
]


def read(table: Table) -> list[dict[str, Any]]:
    return [dict(zip(table.names, row, strict=True)) for row in table.rows]


def only(**columns: Any) -> dict[str, Any]:
    """The one row of an export, for an action with these columns."""
    ActionFactory(**columns)
    return read(action_table(Action.objects.all()))[0]


def test_the_columns_of_2_0_1_come_first_in_their_order() -> None:
    assert action_table(Action.objects.none()).names[:15] == OF_2_0_1


def test_names_of_columns_are_the_same_in_every_language() -> None:
    french = action_table(Action.objects.none())

    with translation.override("en"):
        english = action_table(Action.objects.none())

    assert english.names == french.names
    assert dict(english.columns[17].labels) != dict(french.columns[17].labels)


def test_an_action_has_all_that_was_said_of_it() -> None:
    association = AssociationFactory(name="Les Amis du vélo")
    member = MembershipFactory(
        association=association,
        user=UserFactory(first_name="Jeanne", last_name="Le Goff", pseudonym="Jeannot"),
    )
    manager = MembershipFactory(
        association=association, user=UserFactory(first_name="Nadia", last_name="Haddad")
    )
    action = ActionFactory(
        member=member,
        typed_by=manager,
        title="Atelier",
        description="Deux\nlignes",
        date=datetime.date(2026, 6, 1),
        end_date=datetime.date(2026, 6, 2),
        minutes=135,
        travel_minutes=10,
        distance_hundredths=3381,
        category=CategoryFactory(association=association, name="Technique"),
        project=ProjectFactory(association=association, name="Fête"),
        level=LevelFactory(association=association, name="Référent"),
        to_correct=True,
        status_by=manager,
        status_at=datetime.datetime(2026, 6, 3, 22, 30, tzinfo=datetime.UTC),
        created_at=datetime.datetime(2026, 6, 2, 10, 0, tzinfo=datetime.UTC),
        source=Source.MANAGER,
        reason="Durée ?",
    )

    row = read(action_table(Action.objects.all()))[0]

    assert row == {
        "Prénom": "Jeanne",
        "Nom": "Le Goff",
        "Pseudo": "Jeannot",
        "Association": "Les Amis du vélo",
        "Titre": "Atelier",
        "Description": "Deux\nlignes",
        "Date": datetime.date(2026, 6, 1),
        "Date de fin": datetime.date(2026, 6, 2),
        "Durée": 135,
        "Durée (en heures)": Decimal("2.25"),
        "En attente de modération": False,
        "Distance (en km)": Decimal("33.81"),
        "Catégorie": "Technique",
        "Projet": "Fête",
        "Niveau": "Référent",
        "Personne": "Jeanne Le Goff (Jeannot)",
        "Genre de personne": "account",
        "État": "to_correct",
        "Motif": "Durée ?",
        "Durée (en minutes)": 135,
        "Trajet (en heures)": Decimal("0.17"),
        "Origine": "manager",
        "Notée par": "Nadia Haddad",
        "Notée le": datetime.date(2026, 6, 2),
        "Relue par": "Nadia Haddad",
        "Relue le": datetime.date(2026, 6, 4),
        "Identifiant": action.pk,
        "Identifiant de la personne": member.pk,
    }


def test_what_waits_for_a_moderator_says_so() -> None:
    assert only(pending=True)["En attente de modération"] is True


def test_somebody_without_account_has_a_name() -> None:
    member = MembershipFactory(named=True, name="Odile du marché")

    row = only(member=member)

    assert (row["Prénom"], row["Nom"], row["Personne"]) == (
        "",
        "Odile du marché",
        "Odile du marché",
    )
    assert row["Genre de personne"] == "named"


def test_somebody_come_by_a_link_has_a_name() -> None:
    row = only(member=MembershipFactory(guest=True, name="Équipe du samedi"))

    assert (row["Nom"], row["Genre de personne"]) == ("Équipe du samedi", "guest")
    assert row["Notée par"] == "Équipe du samedi"


def test_somebody_who_left_keeps_a_name() -> None:
    row = only(
        member=MembershipFactory(left=True, user__first_name="Paul", user__last_name="Petit")
    )

    assert (row["Prénom"], row["Nom"]) == ("Paul", "Petit")


def test_a_deleted_account_is_somebody_who_left() -> None:
    member = MembershipFactory()
    ActionFactory(member=member)
    assert member.user
    member.user.delete()

    row = read(action_table(Action.objects.all()))[0]

    assert (row["Prénom"], row["Nom"], row["Personne"]) == ("", *["Personne partie"] * 2)


def test_somebody_known_by_a_pseudonym_only_is_named() -> None:
    user = UserFactory(first_name="", last_name="", pseudonym="Aïc18")

    row = only(member=MembershipFactory(user=user))

    assert (row["Prénom"], row["Nom"], row["Pseudo"]) == ("", "", "Aïc18")
    assert row["Personne"] == "Aïc18"


def test_an_account_without_any_name_is_not_a_blank() -> None:
    user = UserFactory(first_name="", last_name="", pseudonym="", is_active=False)

    assert only(member=MembershipFactory(user=user))["Nom"] == "Personne partie"


def test_an_action_of_nobody_says_so() -> None:
    row = only(nobody=True)

    assert row["Nom"] == row["Personne"] == "Personne non précisée"
    assert row["Notée par"] is None
    assert row["Identifiant de la personne"] is None


def test_two_people_of_the_same_name_keep_their_own_rows() -> None:
    one, other = (MembershipFactory(named=True, name="Jeanne") for _n in range(2))
    ActionFactory(member=one)
    ActionFactory(member=other)

    rows = read(action_table(Action.objects.all()))

    assert {row["Identifiant de la personne"] for row in rows} == {one.pk, other.pk}


def test_who_only_reads_gets_what_the_list_shows() -> None:
    ActionFactory(reason="Entre nous")

    row = read(action_table(Action.objects.all(), is_whole=False))[0]

    assert list(row) == [*OF_2_0_1, "Personne"]


def test_paheko_finds_its_columns_and_what_counts() -> None:
    association = AssociationFactory(policy_travel=Travel.INCLUDED)
    member = MembershipFactory(
        association=association, user__first_name="Jeanne", user__last_name="Le Goff"
    )
    category = CategoryFactory(association=association, name="Entretien", short_name="Bricolage")
    for status in ("approved", "pending", "declined"):
        ActionFactory(
            member=member,
            category=category,
            status=status,
            title="",
            description="Beau temps",
            date=datetime.date(2026, 6, 1),
            minutes=120,
            travel_minutes=30,
        )

    rows = read(paheko_table(Action.objects.all()))

    assert rows == [
        {
            "Nom": "Le Goff",
            "Prénom": "Jeanne",
            "Date": datetime.date(2026, 6, 1),
            "Heures, en décimal": Decimal("2.5"),
            "Catégorie": "Entretien",
            "Projet": None,
            "Titre": "Bricolage",
            "Description": "Beau temps",
        }
    ]


def test_paheko_gets_a_name_for_everybody() -> None:
    ActionFactory(member=MembershipFactory(named=True, name="Odile"))
    user = UserFactory(first_name="", last_name="", pseudonym="Aïc18")
    ActionFactory(member=MembershipFactory(user=user))

    rows = read(paheko_table(Action.objects.all()))

    assert {(row["Nom"], row["Prénom"]) for row in rows} == {("Odile", ""), ("Aïc18", "")}


def test_people_come_with_their_role_and_last_entry() -> None:
    association = AssociationFactory()
    member = MembershipFactory(
        association=association,
        user=UserFactory(first_name="Jeanne", last_name="Le Goff"),
        role=RoleFactory(association=association, name="Animation"),
        usual_level=LevelFactory(association=association, name="Régulier"),
        last_entry_on=datetime.date(2026, 6, 1),
        created_at=datetime.datetime(2026, 1, 5, 10, 0, tzinfo=datetime.UTC),
    )

    rows = read(people_table(Membership.objects.all()))

    assert rows == [
        {
            "Prénom": "Jeanne",
            "Nom": "Le Goff",
            "Pseudo": "",
            "Personne": "Jeanne Le Goff",
            "Genre de personne": "account",
            "État": "active",
            "Rôle": "Animation",
            "Niveau habituel": "Régulier",
            "Dernière activité": datetime.date(2026, 6, 1),
            "Depuis le": datetime.date(2026, 1, 5),
            "Identifiant de la personne": member.pk,
        }
    ]


@pytest.mark.parametrize("table", [action_table, paheko_table])
@pytest.mark.parametrize("count", [1, 30])
def test_rows_are_read_in_one_query(table: Any, count: int, query_budget: Any) -> None:
    for _n in range(count):
        ActionFactory()

    with query_budget(1):
        rows = read(table(Action.objects.all()))

    assert len(rows) == count


def test_people_are_read_in_one_query(query_budget: Any) -> None:
    association = AssociationFactory()
    MembershipFactory.create_batch(5, association=association)
    MembershipFactory.create_batch(5, association=association, named=True)

    with query_budget(1):
        rows = read(people_table(Membership.objects.all()))

    assert len(rows) == 10
