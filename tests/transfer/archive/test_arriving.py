"""What becomes of people when an association arrives."""

import pytest

from benevalibre.accounts.models import User
from benevalibre.associations import inviting
from benevalibre.associations.models import Association, Invitation, Right
from benevalibre.associations.models.association import State
from benevalibre.associations.models.membership import Kind, MembershipState
from benevalibre.mailing.models import Mail
from benevalibre.transfer.archive.reading import read
from tests.factories import (
    UserFactory,
)
from tests.transfer.archive.packing import Rows, changed, moved, remove

pytestmark = pytest.mark.django_db


def test_people_arrive_by_name_and_are_invited_to_take_their_place(
    origin: Association, traveller: User
) -> None:
    accounts = list(User.objects.order_by("pk").values())

    arrived = moved(origin, traveller)

    jeanne = arrived.memberships.get(invitations__email="jeanne@example.org")
    invitation = Invitation.objects.get(claims=jeanne)
    assert (jeanne.kind, jeanne.user, jeanne.role) == (Kind.NAMED, None, None)
    assert jeanne.actions.get().minutes == 120
    assert (invitation.role.name, invitation.state) == ("Atelier", "pending")
    assert list(User.objects.order_by("pk").values()) == accounts


def test_who_accepts_has_their_place_and_hours_again(origin: Association, traveller: User) -> None:
    account = User.objects.get(email="jeanne@example.org")
    arrived = moved(origin, traveller)
    inviting.send_waiting()
    invitation = Invitation.objects.get(association=arrived, email="jeanne@example.org")

    member = inviting.accept(invitation, user=account)

    assert (member.user, member.role.name) == (account, "Atelier")
    assert member.actions.count() == 1


def test_the_worker_sends_the_invitations(origin: Association, traveller: User) -> None:
    arrived = moved(origin, traveller)

    inviting.send_waiting()

    told = set(Mail.objects.values_list("to", flat=True))
    assert told == {"nadia@example.org", "jeanne@example.org"}
    assert Invitation.objects.get(association=arrived, email="jeanne@example.org").sent_at


def test_who_left_is_not_invited_and_who_asks_is_only_once_answered(
    origin: Association, traveller: User
) -> None:
    arrived = moved(origin, traveller)

    waits = Invitation.objects.get(association=arrived, email="attend@example.org")
    assert not Invitation.objects.filter(email="partie@example.org").exists()
    assert waits.is_expired
    assert waits.claims.state == MembershipState.PENDING


def test_who_asked_there_is_invited_once_a_manager_says_yes_here(
    origin: Association, traveller: User
) -> None:
    account = User.objects.get(email="attend@example.org")
    arrived = moved(origin, traveller)
    invitation = Invitation.objects.get(association=arrived, email=account.email)

    invitation.claims.approve(by=arrived.memberships.get(user=traveller))
    inviting.send_waiting()
    invitation.refresh_from_db()
    member = inviting.accept(invitation, user=account)

    assert (member.pk, member.is_active) == (invitation.claims_id, True)


def test_who_asked_there_and_is_declined_here_is_not_invited(
    origin: Association, traveller: User
) -> None:
    arrived = moved(origin, traveller)
    invitation = Invitation.objects.get(association=arrived, email="attend@example.org")

    invitation.claims.decline(by=arrived.memberships.get(user=traveller))
    inviting.send_waiting()

    assert "attend@example.org" not in set(Mail.objects.values_list("to", flat=True))


def test_whoever_imports_manages(origin: Association, traveller: User) -> None:
    arrived = moved(origin, traveller)

    mine = arrived.memberships.get(user=traveller)
    assert mine.role.name == "Direction"
    assert arrived.memberships.managers().get() == mine
    assert arrived.state == State.ACTIVE


def test_whoever_imports_finds_their_own_place(origin: Association) -> None:
    jeanne = User.objects.get(email="jeanne@example.org")

    arrived = moved(origin, jeanne)

    mine = arrived.memberships.get(user=jeanne)
    assert mine.actions.count() == 1
    assert mine.may(Right.MANAGE_ASSOCIATION)
    assert not Invitation.objects.filter(claims=mine).exists()


def test_an_address_that_is_not_confirmed_gives_nobody_s_place(origin: Association) -> None:
    User.objects.filter(email="jeanne@example.org").delete()
    impostor = UserFactory(email="jeanne@example.org", confirmed=False)
    file = changed(origin, lambda rows: rows["people"][1].update(email="jeanne@example.org"))
    remove(origin)

    arrived = read(file, by=impostor)

    mine = arrived.memberships.get(user=impostor)
    assert mine.actions.count() == 0
    assert Invitation.objects.filter(association=arrived, email="jeanne@example.org").exists()


def test_an_archive_without_a_managing_role_gets_one(origin: Association, traveller: User) -> None:
    def lower(rows: Rows) -> None:
        rows["roles"][0]["manage_association"] = False

    arrived = read(changed(origin, lower), by=traveller)

    assert arrived.memberships.get(user=traveller).role.name == "Direction 2"
    assert not arrived.roles.get(name="Direction").manage_association
