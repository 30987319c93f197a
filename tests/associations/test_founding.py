"""Tests of ``benevalibre.associations.founding``."""

import pytest
import time_machine
from django.db import transaction

from benevalibre.associations import founding
from benevalibre.associations.models import (
    Association,
    DefaultLevel,
    DefaultRole,
    FiscalYear,
    Right,
)
from benevalibre.associations.models.association import State
from benevalibre.associations.nomenclature import ACTIVITIES, FIELDS, ROLES
from benevalibre.associations.writing import RuleError
from benevalibre.instance.models import Instance
from benevalibre.journal.models import Entry
from benevalibre.mailing.models import Mail
from tests.factories import AssociationFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_the_nomenclature_has_its_twelve_activities_with_names_for_buttons() -> None:
    assert len(ACTIVITIES) == 12
    assert all(0 < len(activity.short_name) <= 25 for activity in ACTIVITIES)
    assert [activity.cec_kind for activity in ACTIVITIES] == ["direction"] + [""] * 11


def test_the_nomenclature_has_its_eight_groups_and_fifty_five_fields() -> None:
    assert len(FIELDS) == 8
    assert sum(len(fields) for fields in FIELDS.values()) == 55


def test_whoever_founds_an_association_manages_it() -> None:
    user = UserFactory()

    association = founding.found(name="  Vélo pour tous ", by=user)

    founder = association.memberships.get()
    assert association.name == "Vélo pour tous"
    assert founder.user == user
    assert founder.role is not None
    assert founder.role.name == "Direction"
    assert founder.rights == frozenset(Right)


def test_a_new_association_has_the_words_and_roles_of_the_instance() -> None:
    DefaultLevel.objects.create(name="Débutant")

    association = founding.found(name="Vélo pour tous", by=UserFactory())

    assert [c.short_name for c in association.categories.order_by("pk")] == [
        activity.short_name for activity in ACTIVITIES
    ]
    assert [level.name for level in association.levels.all()] == ["Débutant"]
    assert {role.name for role in association.roles.all()} == {place.name for place in ROLES}
    default = association.default_role()
    assert default is not None
    assert default.name == "Bénévole"
    assert default.rights == frozenset()


@time_machine.travel("2026-06-15 10:00+02:00", tick=False)
def test_a_new_association_has_this_calendar_year() -> None:
    association = founding.found(name="Vélo pour tous", by=UserFactory())

    year = FiscalYear.objects.get(association=association)
    assert (year.start.isoformat(), year.end.isoformat()) == ("2026-01-01", "2026-12-31")


def test_the_three_answers_become_the_rules() -> None:
    association = founding.found(
        name="Vélo pour tous",
        by=UserFactory(),
        moderate_members=True,
        moderate_actions=True,
        visibility="totals",
    )

    association.refresh_from_db()
    assert association.policy_moderate_members
    assert association.policy_moderate_actions
    assert association.policy_visibility == "totals"
    assert association.policy_seen_at is not None


def test_founding_is_in_the_journal() -> None:
    association = founding.found(name="Vélo pour tous", by=UserFactory())

    entry = Entry.objects.of_association(association.pk).get()
    assert entry.verb == "association.found"
    assert entry.membership_id == association.memberships.get().pk


@pytest.mark.parametrize("name", ["VÉLO POUR TOUS", "vélo  pour tous", "Ve\u0301lo pour tous"])
def test_a_name_is_taken_whatever_its_case(name: str) -> None:
    AssociationFactory(name="Vélo pour tous")

    with pytest.raises(RuleError, match="porte déjà ce nom"), transaction.atomic():
        founding.found(name=name, by=UserFactory())

    assert Association.objects.count() == 1


def test_accents_make_another_name() -> None:
    AssociationFactory(name="Vélo pour tous")

    association = founding.found(name="Velo pour tous", by=UserFactory())

    assert association.pk is not None


def test_an_instance_that_looks_first_keeps_the_association_waiting() -> None:
    Instance.change(association_creation="moderated")
    host = UserFactory(host=True)

    association = founding.found(name="Vélo pour tous", by=UserFactory())

    assert association.state == State.AWAITING
    assert Mail.objects.get().to == host.email


def test_a_closed_instance_takes_no_new_association() -> None:
    Instance.change(association_creation="closed")

    with pytest.raises(RuleError):
        founding.found(name="Vélo pour tous", by=UserFactory())

    assert not Association.objects.exists()


def test_somebody_manages_even_where_the_instance_has_no_role() -> None:
    DefaultRole.objects.all().delete()

    association = founding.found(name="Vélo pour tous", by=UserFactory())

    assert association.memberships.managers().count() == 1
