"""What an association decided, and what it closed, when hours are recorded."""

from datetime import date, timedelta

import pytest

from benevalibre.actions.models import Source, Status
from benevalibre.actions.recording import RecordingError
from benevalibre.associations.models import Field, Right, Travel
from benevalibre.journal.models import Entry
from benevalibre.mailing.models import Mail
from tests.actions.recorded import TODAY, noted, refused
from tests.factories import (
    CategoryFactory,
    FiscalYearFactory,
    LevelFactory,
    MembershipFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_june")]


class TestClosedYears:
    def test_a_closed_year_blocks_and_names_somebody_to_write_to(self):
        manager = MembershipFactory(manager=True, user__first_name="Nadia", user__last_name="")
        member = MembershipFactory(association=manager.association)
        FiscalYearFactory(association=member.association, start=date(2025, 1, 1), closed=True)

        error = refused(member, date=date(2025, 12, 31))

        assert "2025" in str(error)
        assert "Nadia" in str(error)

    def test_it_blocks_managers_too(self):
        manager = MembershipFactory(manager=True)
        FiscalYearFactory(association=manager.association, start=date(2025, 1, 1), closed=True)

        refused(manager, date=date(2025, 1, 1))

    def test_an_entry_that_ends_after_it_is_refused_whole(self):
        member = MembershipFactory()
        FiscalYearFactory(association=member.association, start=date(2025, 1, 1), closed=True)

        refused(member, date=date(2025, 12, 31), end_date=date(2026, 1, 2))

    def test_an_entry_over_new_year_becomes_two_rows_of_one_batch(self):
        member = MembershipFactory()

        first, second = noted(
            member, date=date(2025, 12, 31), end_date=date(2026, 1, 1), minutes=601
        )

        assert (first.minutes, second.minutes) == (301, 300)
        assert first.batch is not None
        assert first.batch == second.batch


class TestHowFarBack:
    def test_a_number_of_days_binds_volunteers_to_the_day(self):
        member = MembershipFactory(
            association__policy_back="days", association__policy_back_days=10
        )

        noted(member, date=TODAY - timedelta(days=10))

        with pytest.raises(RecordingError) as caught:
            noted(member, date=TODAY - timedelta(days=11))
        assert caught.value.field == "date"

    def test_it_does_not_bind_who_has_the_right_on_actions(self):
        manager = MembershipFactory(
            rights=[Right.MANAGE_ACTIONS],
            association__policy_back="days",
            association__policy_back_days=10,
        )

        [action] = noted(manager, date=date(2020, 1, 1))

        assert action.pk

    def test_the_open_year_begins_with_the_earliest_open_fiscal_year(self):
        member = MembershipFactory(association__policy_back="open_year")
        place = member.association
        FiscalYearFactory(association=place, start=date(2025, 9, 1), end=date(2026, 8, 31))

        noted(member, date=date(2025, 9, 1))

        with pytest.raises(RecordingError):
            noted(member, date=date(2025, 8, 31))

    def test_without_fiscal_years_the_open_year_is_the_calendar_year(self):
        member = MembershipFactory(association__policy_back="open_year")

        noted(member, date=date(2026, 1, 1))

        with pytest.raises(RecordingError):
            noted(member, date=date(2025, 12, 31))


class TestAskedByTheRules:
    @pytest.mark.parametrize("field", ["project", "distance", "description"])
    def test_a_required_field_is_asked_of_volunteers(self, field):
        member = MembershipFactory(**{f"association__policy_{field}": Field.REQUIRED})

        error = refused(member)

        assert error.field == field

    @pytest.mark.parametrize("field", ["project", "distance", "description", "level"])
    def test_a_required_field_is_not_asked_of_managers(self, field):
        manager = MembershipFactory(
            manager=True, **{f"association__policy_{field}": Field.REQUIRED}
        )
        LevelFactory(association=manager.association)

        [action] = noted(manager)

        assert action.pk

    def test_a_required_level_is_not_asked_where_there_is_none(self):
        member = MembershipFactory(association__policy_level=Field.REQUIRED)

        [action] = noted(member)

        assert action.level is None

    def test_a_required_level_is_asked_where_there_are_some(self):
        member = MembershipFactory(association__policy_level=Field.REQUIRED)
        LevelFactory(association=member.association)

        error = refused(member)

        assert error.field == "level"

    def test_the_level_is_the_usual_one_of_the_category_before_that_of_the_person(self):
        member = MembershipFactory()
        place = member.association
        member.usual_level = LevelFactory(association=place)
        usual = LevelFactory(association=place)

        [plain] = noted(member)
        [expert] = noted(member, category=CategoryFactory(association=place, usual_level=usual))

        assert plain.level == member.usual_level
        assert expert.level == usual

    def test_travel_is_kept_only_where_it_is_asked(self):
        without = MembershipFactory(association__policy_travel=Travel.NONE)
        apart = MembershipFactory(association__policy_travel=Travel.APART)

        [one] = noted(without, travel_minutes=30)
        [other] = noted(apart, travel_minutes=30)

        assert (one.travel_minutes, other.travel_minutes) == (0, 30)


class TestStatus:
    def test_a_volunteers_entry_waits_where_hours_are_read_again(self):
        member = MembershipFactory(association__policy_moderate_actions=True)
        moderator = MembershipFactory(association=member.association, manager=True)

        [action] = noted(member)

        assert action.status == Status.PENDING
        assert [mail.to for mail in Mail.objects.all()] == [moderator.user.email]

    def test_a_guests_entry_waits_too(self):
        guest = MembershipFactory(guest=True, association__policy_moderate_actions=True)

        [action] = noted(guest, source=Source.LINK)

        assert action.status == Status.PENDING

    def test_what_a_manager_types_for_another_counts_at_once(self):
        manager = MembershipFactory(manager=True, association__policy_moderate_actions=True)
        person = MembershipFactory(association=manager.association)

        [action] = noted(person, by=manager, source=Source.MANAGER)

        assert (action.status, action.status_by) == (Status.APPROVED, manager)

    def test_one_of_two_moderators_does_not_approve_their_own(self):
        manager = MembershipFactory(manager=True, association__policy_moderate_actions=True)
        MembershipFactory(association=manager.association, rights=[Right.MANAGE_ACTIONS])

        [action] = noted(manager)

        assert action.status == Status.PENDING

    def test_a_moderator_alone_does_and_the_journal_says_so(self):
        manager = MembershipFactory(manager=True, association__policy_moderate_actions=True)

        [action] = noted(manager)

        assert (action.status, action.status_by) == (Status.APPROVED, manager)
        assert Entry.objects.get().verb == "action.approve_own"
