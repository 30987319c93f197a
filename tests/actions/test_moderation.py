"""Deciding about actions: who may, what changes, and who was faster."""

import datetime

import pytest
from django.utils import timezone

from benevalibre.actions import moderation
from benevalibre.actions.models import Action, Status
from benevalibre.associations.models import Membership, Right
from benevalibre.journal.models import Batch, Entry
from benevalibre.mailing.models import Mail
from tests.factories import ActionFactory, AssociationFactory, FiscalYearFactory, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator() -> Membership:
    """Somebody who may decide, in an association that rereads hours."""
    association = AssociationFactory(rereads=True)
    return MembershipFactory(association=association, rights=[Right.MANAGE_ACTIONS])


@pytest.fixture
def pending(moderator: Membership) -> Action:
    """An action of somebody else of the same association."""
    return ActionFactory(association=moderator.association, pending=True)


@pytest.mark.parametrize(
    ("decide", "status", "verb"),
    [
        (lambda a, by: a.approve(by=by, version=1), Status.APPROVED, "action.approve"),
        (
            lambda a, by: a.decline(by=by, version=1, reason="Déjà notée"),
            Status.DECLINED,
            "action.decline",
        ),
        (
            lambda a, by: a.ask_correction(by=by, version=1, reason="Durée\u00a0?"),
            Status.TO_CORRECT,
            "action.ask_correction",
        ),
    ],
)
def test_a_decision_says_by_whom_and_when(
    decide, status: Status, verb: str, pending: Action, moderator: Membership
) -> None:
    decide(pending, moderator)

    stored = Action.objects.get()
    assert stored.status == status
    assert stored.status_by == moderator
    assert stored.status_at is not None
    assert stored.version == 2
    entry = Entry.objects.get()
    assert (entry.verb, entry.membership_id, entry.object_id) == (verb, moderator.pk, stored.pk)
    assert entry.changes == {"status": ["pending", status.value]}


def test_a_reason_is_kept_and_goes_once_it_counts(pending: Action, moderator: Membership) -> None:
    pending.ask_correction(by=moderator, version=1, reason="Durée\u00a0?")
    assert Action.objects.get().reason == "Durée\u00a0?"

    pending.approve(by=moderator, version=2)

    assert Action.objects.get().reason == ""


def test_approving_what_somebody_changed_changes_nothing(
    pending: Action, moderator: Membership
) -> None:
    Action.objects.update(minutes=600, version=2)

    with pytest.raises(moderation.ModerationError, match="plus rapide"):
        pending.approve(by=moderator, version=1)

    assert Action.objects.get().status == Status.PENDING
    assert not Entry.objects.exists()
    assert not Mail.objects.exists()


def test_approving_twice_changes_nothing(pending: Action, moderator: Membership) -> None:
    pending.approve(by=moderator, version=1)

    with pytest.raises(moderation.ModerationError, match="plus rapide"):
        pending.approve(by=moderator, version=2)

    assert Action.objects.get().version == 2
    assert Entry.objects.count() == 1


def test_nobody_approves_their_own_where_another_may(moderator: Membership) -> None:
    MembershipFactory(association=moderator.association, manager=True)
    own = ActionFactory(member=moderator, pending=True)

    with pytest.raises(moderation.ModerationError, match="Quelqu’un d’autre"):
        own.approve(by=moderator, version=1)

    assert Action.objects.get().status == Status.PENDING


def test_who_is_alone_approves_their_own_and_it_shows(moderator: Membership) -> None:
    MembershipFactory(association=moderator.association, manager=True, left=True)
    MembershipFactory(association=moderator.association, manager=True, user__is_active=False)
    own = ActionFactory(member=moderator, pending=True)

    own.approve(by=moderator, version=1)

    assert Action.objects.get().status == Status.APPROVED
    assert Entry.objects.get().verb == "action.approve_own"


def test_without_the_right_nothing_is_decided(pending: Action, moderator: Membership) -> None:
    other = MembershipFactory(association=moderator.association, rights=[Right.MANAGE_MEMBERS])

    with pytest.raises(moderation.ModerationError, match="ne pouvez plus"):
        pending.approve(by=other, version=1)

    assert Action.objects.get().status == Status.PENDING


def test_an_action_of_another_association_is_out_of_reach(moderator: Membership) -> None:
    elsewhere = ActionFactory(pending=True)

    with pytest.raises(moderation.ModerationError):
        elsewhere.approve(by=moderator, version=1)

    assert Action.objects.get().status == Status.PENDING


def test_a_closed_year_does_not_change(pending: Action, moderator: Membership) -> None:
    FiscalYearFactory(
        association=moderator.association,
        closed=True,
        start=datetime.date(pending.date.year, 1, 1),
    )

    with pytest.raises(moderation.ModerationError, match="est arrêté"):
        pending.approve(by=moderator, version=1)

    assert Action.objects.get().status == Status.PENDING


def test_an_association_on_the_move_does_not_change(pending: Action, moderator: Membership) -> None:
    moderator.association.state = "frozen"

    with pytest.raises(moderation.ModerationError, match="déménage"):
        pending.approve(by=moderator, version=1)


def test_what_belongs_to_nobody_may_be_approved(moderator: Membership) -> None:
    action = ActionFactory(association=moderator.association, nobody=True, pending=True)

    action.approve(by=moderator, version=1)

    assert Action.objects.get().status == Status.APPROVED
    assert not Mail.objects.exists()


def test_many_are_approved_as_one_batch(moderator: Membership) -> None:
    actions = ActionFactory.create_batch(14, association=moderator.association, pending=True)

    batch = moderation.approve_many(actions, by=moderator)

    assert Action.objects.approved().count() == 14
    assert len(batch.payload["items"]) == 14
    assert Entry.objects.filter(batch=batch).count() == 14


def test_of_many_those_that_changed_stay_as_they_are(moderator: Membership) -> None:
    actions = ActionFactory.create_batch(3, association=moderator.association, pending=True)
    Action.objects.filter(pk=actions[1].pk).update(version=2, minutes=5)

    batch = moderation.approve_many(actions, by=moderator)

    assert [item["id"] for item in batch.payload["items"]] == [actions[0].pk, actions[2].pk]
    assert Action.objects.pending().get() == actions[1]


def test_many_cost_no_more_queries_than_few(moderator: Membership, query_budget) -> None:
    actions = ActionFactory.create_batch(
        60, association=moderator.association, member__named=True, pending=True
    )

    with query_budget(8):
        moderation.approve_many(actions, by=moderator)

    assert Action.objects.approved().count() == 60


def test_undoing_puts_back_the_state_before(moderator: Membership) -> None:
    waiting = ActionFactory(association=moderator.association, pending=True)
    sent_back = ActionFactory(
        association=moderator.association, to_correct=True, status_by=moderator
    )
    before = dict(Action.objects.values_list("pk", "status_at"))
    batch = moderation.approve_many([waiting, sent_back], by=moderator)

    assert moderation.undo(batch, by=moderator) == 2

    waiting.refresh_from_db()
    sent_back.refresh_from_db()
    assert (waiting.status, waiting.status_by, waiting.reason) == (Status.PENDING, None, "")
    assert (sent_back.status, sent_back.status_by) == (Status.TO_CORRECT, moderator)
    assert sent_back.reason == "Durée à vérifier"
    assert before == dict(Action.objects.values_list("pk", "status_at"))
    assert Entry.objects.filter(verb="action.undo_decision").count() == 2


def test_undoing_leaves_what_was_touched_since(moderator: Membership) -> None:
    actions = ActionFactory.create_batch(2, association=moderator.association, pending=True)
    batch = moderation.approve_many(actions, by=moderator)
    Action.objects.filter(pk=actions[0].pk).update(version=3, minutes=5)

    assert moderation.undo(batch, by=moderator) == 1

    assert Action.objects.approved().get() == actions[0]


def test_undoing_leaves_a_year_closed_since(pending: Action, moderator: Membership) -> None:
    batch = pending.approve(by=moderator, version=1)
    FiscalYearFactory(
        association=moderator.association,
        closed=True,
        start=datetime.date(pending.date.year, 1, 1),
    )

    assert moderation.undo(batch, by=moderator) == 0

    assert Action.objects.get().status == Status.APPROVED


def _undone(batch: Batch, by: Membership) -> None:
    moderation.undo(batch, by=by)


def _next_batch(batch: Batch, by: Membership) -> None:
    ActionFactory(association=by.association, pending=True).approve(by=by, version=1)


def _a_day_later(batch: Batch, by: Membership) -> None:
    batch.created_at = timezone.now() - datetime.timedelta(days=1, seconds=1)


def _somebody_elses(batch: Batch, by: Membership) -> None:
    batch.membership_id = MembershipFactory(association=by.association).pk


@pytest.mark.parametrize("spoil", [_undone, _next_batch, _a_day_later, _somebody_elses])
def test_what_can_no_longer_be_undone(spoil, pending: Action, moderator: Membership) -> None:
    batch = pending.approve(by=moderator, version=1)
    spoil(batch, moderator)
    before = list(Action.objects.order_by("pk").values_list("status", "version"))

    with pytest.raises(moderation.ModerationError):
        moderation.undo(batch, by=moderator)

    assert list(Action.objects.order_by("pk").values_list("status", "version")) == before
