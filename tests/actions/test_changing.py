"""What an edit or a deletion does, and whom it tells."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from benevalibre.actions.changing import StaleError
from benevalibre.actions.models import Action, Status
from benevalibre.actions.recording import Draft, RecordingError
from benevalibre.associations.models import Right
from benevalibre.journal.models import Entry
from benevalibre.mailing.models import Mail
from tests.actions.recorded import TODAY
from tests.factories import (
    ActionFactory,
    FiscalYearFactory,
    MembershipFactory,
    ProjectFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_june")]


def same(action, **other) -> Draft:
    """What ``action`` says, with something else in it."""
    draft = Draft(
        category=action.category,
        project=action.project,
        level=action.level,
        title=action.title,
        description=action.description,
        date=action.date,
        end_date=action.end_date,
        minutes=action.minutes,
        travel_minutes=action.travel_minutes,
        distance_hundredths=action.distance_hundredths,
    )
    return replace(draft, **other)


def in_a_moderating_place(**action):
    """An action of a volunteer where hours are read again, and somebody who reads them."""
    member = MembershipFactory(association__policy_moderate_actions=True)
    manager = MembershipFactory(association=member.association, manager=True)
    return ActionFactory(member=member, **action), member, manager


class TestStatus:
    @pytest.mark.parametrize(
        "other",
        [
            {"minutes": 121},
            {"date": date(2026, 6, 1)},
            {"end_date": TODAY},
            {"distance_hundredths": 100},
        ],
    )
    def test_an_approved_action_whose_figures_change_is_read_again(self, other):
        action, member, _manager = in_a_moderating_place()

        action.change(by=member, draft=same(action, **other))

        action.refresh_from_db()
        assert (action.status, action.status_by, action.version) == (Status.PENDING, None, 2)
        assert Mail.objects.filter(kind="actions.waiting").count() == 1

    def test_so_is_one_that_is_classified_otherwise(self):
        action, member, _manager = in_a_moderating_place()
        project = ProjectFactory(association=action.association)

        action.change(by=member, draft=same(action, project=project))

        assert action.status == Status.PENDING

    @pytest.mark.parametrize("field", ["title", "description"])
    def test_words_alone_change_nothing_of_it(self, field):
        action, member, _manager = in_a_moderating_place()

        action.change(by=member, draft=same(action, **{field: "Autrement dit"}))

        action.refresh_from_db()
        assert (action.status, getattr(action, field)) == (Status.APPROVED, "Autrement dit")

    def test_a_managers_edit_leaves_it_approved(self):
        action, _member, manager = in_a_moderating_place()

        action.change(by=manager, draft=same(action, minutes=60))

        action.refresh_from_db()
        assert (action.status, action.minutes) == (Status.APPROVED, 60)

    def test_one_of_two_moderators_does_not_keep_their_own_approved(self):
        _action, _member, manager = in_a_moderating_place()
        MembershipFactory(association=manager.association, rights=[Right.MANAGE_ACTIONS])
        own = ActionFactory(member=manager)

        own.change(by=manager, draft=same(own, minutes=60))

        assert own.status == Status.PENDING

    def test_what_was_sent_back_returns_to_the_queue_with_what_changed(self):
        action, member, _manager = in_a_moderating_place(to_correct=True)

        action.change(by=member, draft=same(action, minutes=60))

        assert action.status == Status.PENDING
        entry = Entry.objects.get(verb="action.change")
        assert entry.changes == {"minutes": [120, 60], "status": ["to_correct", "pending"]}

    def test_where_nothing_is_read_again_it_counts_at_once(self):
        action = ActionFactory(to_correct=True)

        action.change(by=action.member, draft=same(action, minutes=60))

        assert action.status == Status.APPROVED

    def test_a_declined_action_that_changes_is_read_again(self):
        action, member, _manager = in_a_moderating_place(declined=True)

        action.change(by=member, draft=same(action, minutes=60))

        assert action.status == Status.PENDING


class TestChange:
    def test_the_journal_has_figures_and_no_words(self):
        action = ActionFactory()

        action.change(
            by=action.member,
            draft=same(action, date=date(2026, 5, 1), description="Une confidence"),
        )

        entry = Entry.objects.get()
        assert entry.changes == {"date": ["2026-06-14", "2026-05-01"], "description": True}

    def test_nothing_changed_writes_nothing(self):
        action = ActionFactory()

        action.change(by=action.member, draft=same(action))

        action.refresh_from_db()
        assert action.version == 1
        assert not Entry.objects.exists()

    def test_somebody_faster_is_not_overwritten(self):
        action = ActionFactory()
        Action.objects.filter(pk=action.pk).update(version=2)

        with pytest.raises(StaleError):
            action.change(by=action.member, draft=same(action, minutes=60))

        action.refresh_from_db()
        assert action.minutes == 120

    def test_a_volunteer_does_not_change_what_another_gave(self):
        action = ActionFactory()
        other = MembershipFactory(association=action.association)

        with pytest.raises(RecordingError):
            action.change(by=other, draft=same(action, minutes=60))

    def test_whoever_left_has_no_right_over_past_actions(self):
        action = ActionFactory(member=MembershipFactory(left=True))

        with pytest.raises(RecordingError):
            action.change(by=action.member, draft=same(action, minutes=60))

    @pytest.mark.parametrize("day", [date(2025, 6, 1), date(2026, 6, 1)])
    def test_neither_the_old_nor_the_new_date_may_lie_in_a_closed_year(self, day):
        action = ActionFactory(date=day)
        FiscalYearFactory(association=action.association, start=date(2025, 1, 1), closed=True)
        other = date(2026, 6, 1) if day.year == 2025 else date(2025, 6, 1)

        with pytest.raises(RecordingError, match="2025"):
            action.change(by=action.member, draft=same(action, date=other))

    def test_an_old_entry_sent_back_is_corrected_however_far_back(self):
        member = MembershipFactory(
            association__policy_back="days", association__policy_back_days=10
        )
        action = ActionFactory(member=member, date=date(2026, 1, 1), to_correct=True)

        action.change(by=member, draft=same(action, minutes=60))

        assert action.minutes == 60

    def test_an_edit_over_new_year_leaves_a_row_in_each_year(self):
        action = ActionFactory(date=date(2025, 12, 31), minutes=600)

        action.change(by=action.member, draft=same(action, end_date=date(2026, 1, 1)))

        rows = Action.objects.order_by("date").values_list("date", "minutes", "member")
        assert list(rows) == [
            (date(2025, 12, 31), 300, action.member_id),
            (date(2026, 1, 1), 300, action.member_id),
        ]

    def test_a_manager_gives_it_to_another_person(self):
        manager = MembershipFactory(manager=True)
        action = ActionFactory(association=manager.association)
        other = MembershipFactory(association=manager.association)

        action.change(by=manager, draft=same(action), member=other)

        action.refresh_from_db()
        assert action.member == other

    def test_who_typed_for_somebody_is_told_of_the_correction(self):
        manager = MembershipFactory(manager=True)
        action = ActionFactory(
            member=MembershipFactory(association=manager.association), typed_by=manager
        )

        action.change(by=action.member, draft=same(action, minutes=60))

        mail = Mail.objects.get()
        assert (mail.to, mail.kind) == (manager.user.email, "actions.corrected_by_person")
        assert "1\u00a0h" in mail.text

    def test_correcting_ones_own_tells_nobody(self):
        action = ActionFactory()

        action.change(by=action.member, draft=same(action, minutes=60))

        assert not Mail.objects.exists()


def test_yesterday_is_a_day_that_one_may_move_an_entry_to():
    action = ActionFactory(date=TODAY)

    action.change(by=action.member, draft=same(action, date=TODAY - timedelta(days=1)))

    assert action.date == TODAY - timedelta(days=1)


def test_an_approved_action_given_to_oneself_is_read_again():
    action, member, manager = in_a_moderating_place()
    MembershipFactory(association=member.association, manager=True)

    action.change(by=manager, draft=same(action), member=manager)

    action.refresh_from_db()
    assert (action.member_id, action.status) == (manager.pk, Status.PENDING)
