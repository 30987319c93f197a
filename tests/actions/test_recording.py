"""Recording: what blocks whoever types, whose the entry is, and that a form makes one row."""

from datetime import date, timedelta

import pytest
import time_machine

from benevalibre.actions.drafts import RecordingError
from benevalibre.actions.models import Action, Source, Status
from benevalibre.actions.recording import Draft, warnings
from benevalibre.associations.merging import merge
from benevalibre.associations.models import Membership, Right
from benevalibre.journal.models import Entry
from tests.actions.recorded import TODAY, noted, refused
from tests.factories import (
    ActionFactory,
    CategoryFactory,
    MembershipFactory,
    ProjectFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_june")]


def test_a_volunteer_records_and_nothing_is_written_in_the_journal():
    member = MembershipFactory()

    [action] = noted(member)

    assert (action.member, action.typed_by, action.minutes) == (member, member, 120)
    assert (action.status, action.source) == (Status.APPROVED, Source.SELF)
    assert not Entry.objects.exists()
    member.refresh_from_db()
    assert member.last_entry_on == TODAY


def test_an_older_entry_does_not_become_the_last_one():
    member = MembershipFactory()
    noted(member)

    noted(member, date=TODAY - timedelta(days=40))

    member.refresh_from_db()
    assert member.last_entry_on == TODAY


def test_nothing_is_noted_for_who_was_merged_meanwhile():
    manager = MembershipFactory(manager=True)
    jeanne, other = MembershipFactory.create_batch(2, association=manager.association, named=True)
    seen = Membership.objects.get(pk=jeanne.pk)
    merge(jeanne, into=other, by=manager)

    with pytest.raises(RecordingError, match="réuni"):
        noted(seen, by=manager)

    assert not Action.objects.exists()


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        ({"date": date(1999, 12, 31)}, "date"),
        ({"date": date(2026, 6, 16)}, "date"),
        ({"end_date": date(2026, 6, 16)}, "end_date"),
        ({"end_date": date(2026, 6, 14)}, "end_date"),
        ({"minutes": 0}, "duration"),
        ({"minutes": 0, "distance_hundredths": 0}, "duration"),
        ({"minutes": 1441}, "duration"),
        ({"minutes": 2881, "date": date(2026, 6, 14), "end_date": TODAY}, "duration"),
        ({"minutes": -1}, "duration"),
        ({"minutes": 600_001, "date": date(2020, 1, 1), "end_date": TODAY}, "duration"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(draft, field):
    member = MembershipFactory()

    error = refused(member, **draft)

    assert error.field == field


@pytest.mark.parametrize(
    "draft",
    [
        {"date": date(2000, 1, 1)},
        {"minutes": 1440},
        {"minutes": 2880, "date": date(2026, 6, 14), "end_date": TODAY},
        {"minutes": 0, "distance_hundredths": 1},
    ],
)
def test_the_last_possible_values_are_taken(draft):
    member = MembershipFactory()

    [action] = noted(member, **draft)

    assert action.pk


def test_today_is_that_of_the_association():
    member = MembershipFactory(association__time_zone="Pacific/Auckland")

    with time_machine.travel("2026-06-15 23:00+02:00", tick=False):
        [action] = noted(member, date=date(2026, 6, 16))

    assert action.date == date(2026, 6, 16)


def test_a_word_of_another_association_is_refused():
    member = MembershipFactory()

    error = refused(member, category=CategoryFactory())

    assert error.field == "what"


@pytest.mark.parametrize("state", ["awaiting", "frozen", "moved", "archived"])
def test_an_association_that_is_not_open_takes_nothing(state):
    member = MembershipFactory(association__state=state)

    refused(member)


def test_somebody_who_left_records_nothing():
    member = MembershipFactory(left=True)

    refused(member)


def test_nobody_records_for_somebody_who_left():
    manager = MembershipFactory(manager=True)
    gone = MembershipFactory(association=manager.association, left=True)

    refused(gone, by=manager)


def test_a_volunteer_does_not_record_for_another():
    volunteer = MembershipFactory()
    other = MembershipFactory(association=volunteer.association)

    refused(other, by=volunteer)


def test_a_manager_records_for_a_person_and_the_journal_says_so():
    manager = MembershipFactory(rights=[Right.MANAGE_ACTIONS])
    person = MembershipFactory(association=manager.association, named=True)

    [action] = noted(person, by=manager, source=Source.MANAGER)

    assert (action.member, action.typed_by) == (person, manager)
    entry = Entry.objects.get()
    assert (entry.verb, entry.object_id) == ("action.record", action.pk)
    assert entry.membership_id == manager.pk


class TestOnce:
    def test_the_same_form_sent_twice_makes_one_action(self):
        member = MembershipFactory()
        category = CategoryFactory(association=member.association)

        first = noted(member, category=category, key="k1")
        second = noted(member, category=category, key="k1")

        assert first == second
        assert Action.objects.count() == 1

    def test_an_entry_over_two_years_sent_twice_gives_both_rows_again(self):
        member = MembershipFactory()
        twice = {
            "category": CategoryFactory(association=member.association),
            "date": date(2025, 12, 31),
            "end_date": date(2026, 1, 1),
            "key": "k1",
        }

        first = noted(member, **twice)
        second = noted(member, **twice)

        assert first == second
        assert Action.objects.count() == 2

    def test_another_content_under_the_same_key_is_a_new_action(self):
        member = MembershipFactory()
        category = CategoryFactory(association=member.association)

        noted(member, category=category, key="k1")
        noted(member, category=category, key="k1", minutes=60)

        assert Action.objects.count() == 2

    def test_the_key_belongs_to_who_typed(self):
        category = CategoryFactory()
        place = category.association

        for member in (MembershipFactory(association=place), MembershipFactory(association=place)):
            noted(member, category=category, key="k1")

        assert Action.objects.count() == 2

    def test_what_was_taken_back_may_be_sent_again(self):
        member = MembershipFactory()
        category = CategoryFactory(association=member.association)
        [action] = noted(member, category=category, key="k1")
        action.remove(by=member)

        noted(member, category=category, key="k1")

        assert Action.objects.count() == 1


class TestWarnings:
    def draft(self, member, **draft) -> Draft:
        category = CategoryFactory(association=member.association)
        return Draft(**{"category": category, "date": TODAY, "minutes": 120} | draft)

    def test_an_ordinary_entry_raises_no_doubt(self):
        member = MembershipFactory()
        ActionFactory(member=member, date=TODAY, minutes=60)

        assert warnings(self.draft(member), member=member) == []

    def test_the_same_duration_on_the_same_day_is_asked_about(self):
        member = MembershipFactory()
        ActionFactory(member=member, date=TODAY, minutes=120)

        [sentence] = warnings(self.draft(member), member=member)

        assert "déjà noté 2\u00a0h" in sentence

    def test_what_was_just_recorded_is_not_its_own_twin(self):
        member = MembershipFactory()
        action = ActionFactory(member=member, date=TODAY, minutes=120)

        assert warnings(self.draft(member), member=member, recorded=[action]) == []

    def test_more_than_twelve_hours_in_a_day_are_asked_about(self):
        member = MembershipFactory()
        ActionFactory(member=member, date=TODAY, minutes=601)

        [sentence] = warnings(self.draft(member), member=member)

        assert "12\u00a0h\u00a001" in sentence

    def test_a_very_old_date_is_asked_about(self):
        member = MembershipFactory()

        [sentence] = warnings(self.draft(member, date=date(2024, 1, 1)), member=member)

        assert "2024" in sentence


def test_a_project_belongs_to_the_same_association():
    member = MembershipFactory()

    error = refused(member, project=ProjectFactory())

    assert error.field == "what"
