"""What the journal says of an action, in words."""

import pytest

from benevalibre.actions.history import changes_since_correction, history
from benevalibre.associations.models import Membership
from benevalibre.associations.telling import Change
from benevalibre.journal.models import Entry, record
from tests.factories import (
    ActionFactory,
    CategoryFactory,
    MembershipFactory,
    ProjectFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def nadia() -> Membership:
    return MembershipFactory(user__first_name="Nadia", user__last_name="Haddad", manager=True)


def test_each_line_says_who_did_what(nadia: Membership) -> None:
    action = ActionFactory(association=nadia.association)
    record("action.record", on=action, by=nadia)
    record("action.change", on=action, by=nadia, changes={"minutes": [60, 90], "title": True})
    record("something.new", on=action, by=None)

    lines = history(action)

    assert [(line.who, line.what) for line in lines] == [
        ("", "a modifié"),
        ("Nadia Haddad", "a modifié"),
        ("Nadia Haddad", "a noté"),
    ]
    assert lines[1].changes == [Change("durée", "1\u00a0h", "1\u00a0h\u00a030"), Change("titre")]


@pytest.mark.parametrize(
    ("field", "values", "shown"),
    [
        ("date", ["2026-03-01", "2026-03-10"], ("1er\u00a0mars 2026", "10\u00a0mars 2026")),
        ("end_date", [None, "2026-03-10"], ("–", "10\u00a0mars 2026")),
        ("distance_hundredths", [1250, None], ("12,5\u00a0km", "–")),
        ("travel_minutes", [0, 30], ("0\u00a0min", "30\u00a0min")),
        ("status", ["approved", "pending"], ("validée", "à valider")),
        ("status", ["approved", "unheard_of"], ("validée", "unheard_of")),
    ],
)
def test_figures_are_written_as_people_read_them(
    field: str, values: list[object], shown: tuple[str, str], nadia: Membership
) -> None:
    action = ActionFactory(association=nadia.association)
    record("action.change", on=action, by=nadia, changes={field: values})

    change = history(action)[0].changes[0]

    assert (change.before, change.after) == shown


def test_names_are_those_of_today_and_of_what_is_still_there(nadia: Membership) -> None:
    place = {"association": nadia.association}
    action = ActionFactory(association=nadia.association)
    old = CategoryFactory(**place, name="Accueil")
    project = ProjectFactory(**place, name="Fête")
    rose = MembershipFactory(**place, named=True, name="Rose")
    changes = {
        "category": [old.pk, 10**9],
        "project": [None, project.pk],
        "member": [rose.pk, nadia.pk],
        "unknown": [1, 2],
    }
    record("action.change", on=action, by=nadia, changes=changes)

    assert history(action)[0].changes == [
        Change("catégorie", "Accueil", "?"),
        Change("projet", "–", "Fête"),
        Change("personne", "Rose", "Nadia Haddad"),
    ]


def test_what_changed_since_a_decision_is_added_up(nadia: Membership) -> None:
    action = ActionFactory(association=nadia.association)
    other = ActionFactory(association=nadia.association)
    record("action.change", on=action, by=nadia, changes={"minutes": [10, 180]})
    record("action.ask_correction", on=action, by=nadia, changes={"status": ["pending", "x"]})
    record("action.change", on=action, by=nadia, changes={"minutes": [180, 170], "title": True})
    record("action.change", on=action, by=nadia, changes={"minutes": [170, 150]})
    record("action.change", on=other, by=nadia, changes={"minutes": [1, 2]})

    assert changes_since_correction([action, other]) == {
        action.pk: [Change("durée", "3\u00a0h", "2\u00a0h\u00a030"), Change("titre")]
    }


def test_a_change_taken_back_is_no_change(nadia: Membership) -> None:
    action = ActionFactory(association=nadia.association)
    record("action.approve", on=action, by=nadia)
    record("action.change", on=action, by=nadia, changes={"minutes": [60, 90]})
    record("action.change", on=action, by=nadia, changes={"minutes": [90, 60]})

    assert changes_since_correction([action]) == {}


def test_the_journal_of_another_action_is_not_read(nadia: Membership) -> None:
    action = ActionFactory(association=nadia.association)
    record("action.approve", on=ActionFactory(association=nadia.association), by=nadia)

    assert history(action) == []
    assert Entry.objects.count() == 1
