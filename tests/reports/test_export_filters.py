"""What is exported: the rows that the list shows to whoever asks, and no others."""

import datetime

import pytest

from benevalibre.associations.models import Association, Right, Visibility
from tests.factories import (
    ActionFactory,
    AssociationFactory,
    CategoryFactory,
    GuestLinkFactory,
    MembershipFactory,
    ProjectFactory,
)
from tests.reports.downloads import get, mine, of_people, of_team, rows, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def association() -> Association:
    return AssociationFactory(name="Les Amis du vélo")


def test_one_takes_away_ones_own_actions_only(association: Association) -> None:
    member = MembershipFactory(association=association)
    ActionFactory(member=member, title="La mienne")
    elsewhere = MembershipFactory(user=member.user)
    ActionFactory(member=elsewhere, title="Ailleurs")
    ActionFactory(association=association, title="Une autre")

    response = get(member, mine(format="csv-machines"))

    assert titles(response) == {"La mienne", "Ailleurs"}


def test_a_guest_takes_away_the_actions_of_the_link(association: Association) -> None:
    guest = GuestLinkFactory(membership__association=association).membership
    ActionFactory(member=guest, title="Par le lien")
    ActionFactory(association=association, title="Une autre")

    assert titles(get(guest, mine(format="csv-machines"))) == {"Par le lien"}


def test_the_filters_of_ones_own_list_hold(association: Association) -> None:
    member = MembershipFactory(association=association)
    project = ProjectFactory(association=association)
    ActionFactory(member=member, title="Gardée", project=project, date=datetime.date(2026, 5, 1))
    ActionFactory(member=member, title="Trop tôt", project=project, date=datetime.date(2026, 4, 1))
    ActionFactory(member=member, title="Sans projet", date=datetime.date(2026, 5, 1))

    query = {"project": str(project.pk), "start": "2026-05-01"}
    response = get(member, mine(format="csv-machines", **query))

    assert titles(response) == {"Gardée"}


def test_the_filters_of_the_teams_list_hold(association: Association) -> None:
    manager = MembershipFactory(association=association, manager=True)
    category = CategoryFactory(association=association)
    ActionFactory(association=association, title="Gardée", category=category, pending=True)
    ActionFactory(association=association, title="Validée", category=category)
    ActionFactory(association=association, title="Autre catégorie", pending=True)
    ActionFactory(title="Autre association", pending=True)

    query = {"category": str(category.pk), "status": "pending"}
    response = get(manager, of_team(association, format="csv-machines", **query))

    assert titles(response) == {"Gardée"}


def test_a_filter_that_cannot_be_read_is_as_if_it_were_not_there(
    association: Association,
) -> None:
    manager = MembershipFactory(association=association, manager=True)
    ActionFactory(association=association, title="Gardée")

    query = {"category": "abc", "year": "99999", "start": "\x00"}
    response = get(manager, of_team(association, format="csv-machines", **query))

    assert titles(response) == {"Gardée"}


def test_every_state_is_taken_away_by_the_team(association: Association) -> None:
    manager = MembershipFactory(association=association, rights=[Right.MANAGE_ACTIONS])
    for state in ("pending", "approved", "declined", "to_correct"):
        ActionFactory(association=association, **{state: True})

    response = get(manager, of_team(association, format="csv-machines"))

    states = {row["État"] for row in rows(response)}
    assert states == {"pending", "approved", "declined", "to_correct"}


def test_statistics_name_nobody_unless_the_rules_show_all(association: Association) -> None:
    reader = MembershipFactory(association=association, rights=[Right.SEE_STATISTICS])
    ActionFactory(association=association, title="Validée", reason="Entre nous")
    ActionFactory(association=association, title="En attente", pending=True)
    address = of_team(association, format="csv-machines")

    refused = get(reader, address)
    association.policy_visibility = Visibility.ALL
    association.save()
    found = rows(get(reader, address))

    assert refused.status_code == 403
    assert [row["Titre"] for row in found] == ["Validée"]
    assert "Motif" not in found[0]


def test_rules_that_show_all_do_not_hand_all_to_everyone(association: Association) -> None:
    association.policy_visibility = Visibility.ALL
    association.save()
    member = MembershipFactory(association=association)

    assert get(member, of_team(association)).status_code == 403


def test_people_are_taken_away_with_the_filters_of_their_list(association: Association) -> None:
    manager = MembershipFactory(association=association, manager=True)
    MembershipFactory(association=association, named=True, name="Odile du marché")
    MembershipFactory(association=association, left=True)
    query = {"kind": "named", "format": "csv-machines"}

    named = rows(get(manager, of_people(association, **query)))
    page = get(manager, of_people(association)).content.decode()

    assert [row["Personne"] for row in named] == ["Odile du marché"]
    assert "2 personnes." in page
