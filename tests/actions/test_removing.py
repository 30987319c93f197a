"""Deleting an action, and putting it back for a day."""

from datetime import date

import pytest
import time_machine

from benevalibre.actions.models import Action
from benevalibre.actions.recording import RecordingError
from benevalibre.actions.removing import forget_deletions, restore
from benevalibre.associations.models import Category
from benevalibre.journal.models import Batch, Entry
from benevalibre.mailing.models import Mail
from tests.factories import ActionFactory, FiscalYearFactory, MembershipFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_june")]


def test_the_journal_keeps_the_figures():
    action = ActionFactory()

    action.remove(by=action.member)

    assert not Action.objects.exists()
    entry = Entry.objects.get()
    assert entry.verb == "action.remove"
    assert entry.changes["minutes"] == [120, None]


def test_the_last_entry_is_the_one_before():
    first = ActionFactory(date=date(2026, 5, 2))
    last = ActionFactory(member=first.member, date=date(2026, 6, 1))

    batch = last.remove(by=last.member)
    first.member.refresh_from_db()
    lowered = first.member.last_entry_on
    restore(batch, by=last.member)
    first.member.refresh_from_db()

    assert lowered == date(2026, 5, 2)
    assert first.member.last_entry_on == date(2026, 6, 1)


def test_a_closed_year_keeps_it():
    action = ActionFactory(date=date(2025, 6, 1))
    FiscalYearFactory(association=action.association, start=date(2025, 1, 1), closed=True)

    with pytest.raises(RecordingError):
        action.remove(by=action.member)

    assert Action.objects.exists()


def test_it_comes_back_as_it_was():
    action = ActionFactory(description="Trois vélos", distance_hundredths=1250)
    before = Action.objects.values().get()

    batch = action.remove(by=action.member)
    restore(batch, by=action.member)

    after = Action.objects.values().get()
    assert after == before | {"version": 2}


def test_it_comes_back_once():
    action = ActionFactory()
    batch = action.remove(by=action.member)
    restore(batch, by=action.member)

    with pytest.raises(RecordingError):
        restore(Batch.objects.get(), by=action.member)


def test_a_day_later_it_is_gone_and_so_are_its_words():
    action = ActionFactory(title="Une confidence")
    batch = action.remove(by=action.member)

    with time_machine.travel("2026-06-16 10:01+02:00", tick=False):
        forget_deletions()
        with pytest.raises(RecordingError):
            restore(batch, by=action.member)

    batch.refresh_from_db()
    assert batch.payload == {}


def test_the_next_deletion_forgets_the_one_before():
    member = MembershipFactory()
    first = ActionFactory(member=member).remove(by=member)

    ActionFactory(member=member).remove(by=member)

    first.refresh_from_db()
    assert first.payload == {}


def test_it_does_not_come_back_without_its_category():
    action = ActionFactory()
    batch = action.remove(by=action.member)
    Category.objects.all().delete()

    with pytest.raises(RecordingError, match="catégorie"):
        restore(batch, by=action.member)


def test_it_does_not_come_back_into_a_year_closed_since():
    action = ActionFactory(date=date(2025, 6, 1))
    batch = action.remove(by=action.member)
    FiscalYearFactory(association=action.association, start=date(2025, 1, 1), closed=True)

    with pytest.raises(RecordingError):
        restore(batch, by=action.member)

    assert not Action.objects.exists()


def test_who_typed_it_is_told():
    manager = MembershipFactory(manager=True)
    member = MembershipFactory(association=manager.association)
    action = ActionFactory(member=member, typed_by=manager)

    action.remove(by=member)

    assert Mail.objects.get().to == manager.user.email


def test_who_lost_the_right_does_not_put_it_back():
    action = ActionFactory()
    manager = MembershipFactory(association=action.association, manager=True)
    batch = action.remove(by=manager)
    manager.role.manage_association = False
    manager.role.save()

    with pytest.raises(RecordingError, match="Seule la personne"):
        restore(batch, by=manager)

    assert not Action.objects.exists()
    assert Batch.objects.get().undone_at is None
