"""Tests of ``benevalibre.associations.inviting_many``."""

import datetime
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from benevalibre.associations import inviting, inviting_many
from benevalibre.associations.addressing import Recipient
from benevalibre.associations.inviting_many import foresee, invite_all, take_back
from benevalibre.associations.models import Invitation, Membership, Right
from benevalibre.associations.writing import RuleError
from benevalibre.journal.models import Batch
from benevalibre.mailing.models import Mail
from tests.factories import InvitationFactory, MembershipFactory, RoleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> Membership:
    """Who manages an association."""
    return MembershipFactory(manager=True)


def people(count: int) -> list[Recipient]:
    return [Recipient("", f"p{n}@example.org") for n in range(count)]


def test_whom_a_rule_refuses_is_given_back_and_the_others_are_invited(manager: Membership) -> None:
    here = MembershipFactory(association=manager.association)
    listed = [*people(2), Recipient("", here.user.email)]

    sent = invite_all(listed, association=manager.association, role=None, by=manager)

    assert [one.email for one in sent.refused] == [here.user.email]
    assert "déjà dans l’équipe" in sent.refused[0].error
    assert sent.batch.payload == {"invitations": [row.pk for row in sent.invitations]}
    assert Mail.objects.count() == 2


def test_a_role_that_may_not_be_given_stops_the_whole_list(manager: Membership) -> None:
    organiser = MembershipFactory(
        association=manager.association, rights=[Right.LIST_MEMBERS, Right.MANAGE_MEMBERS]
    )
    role = RoleFactory(association=manager.association, manager=True)

    with pytest.raises(RuleError):
        invite_all(people(2), association=manager.association, role=role, by=organiser)

    assert not Invitation.objects.exists()
    assert not Batch.objects.exists()


def test_looking_at_a_list_costs_two_queries_whatever_its_length(
    manager: Membership, query_budget: Any
) -> None:
    InvitationFactory(association=manager.association)

    with query_budget(2):
        foresee(people(100), association=manager.association)


def test_the_mails_of_a_long_list_are_written_by_the_worker(manager: Membership) -> None:
    sent = invite_all(people(41), association=manager.association, role=None, by=manager)

    assert (len(sent.invitations), sent.waiting, Mail.objects.count()) == (41, 0, 0)
    assert inviting.send_waiting() == 41
    assert Mail.objects.count() == 41


def test_a_list_that_waits_for_its_day_keeps_no_other_team_waiting(
    manager: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inviting, "MAILS_A_DAY", 1)
    monkeypatch.setattr(inviting, "WAITING_AT_ONCE", 1)
    invite_all(people(3), association=manager.association, role=None, by=manager)
    other = MembershipFactory(manager=True)
    later = inviting.invite(
        other.association, email="later@example.org", role=None, by=other, now=False
    )

    assert inviting.send_waiting() == 1

    later.refresh_from_db()
    assert later.sent_at is not None


def test_no_more_are_taken_in_than_leave_in_ten_days(
    manager: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inviting_many, "MOST_WAITING", 50)
    invite_all(people(41), association=manager.association, role=None, by=manager)

    with pytest.raises(RuleError, match="C’est assez"):
        invite_all(people(10), association=manager.association, role=None, by=manager)

    assert Invitation.objects.count() == 41


def test_a_batch_is_taken_back_once_within_a_day_by_who_sent_it(manager: Membership) -> None:
    other = MembershipFactory(association=manager.association, manager=True)
    batch = invite_all(people(1), association=manager.association, role=None, by=manager).batch
    with pytest.raises(RuleError):
        take_back(batch, by=other)
    later = timezone.now() + datetime.timedelta(days=2)
    with time_machine.travel(later), pytest.raises(RuleError):
        take_back(batch, by=manager)

    assert take_back(batch, by=manager) == 1
    with pytest.raises(RuleError):
        take_back(batch, by=manager)
