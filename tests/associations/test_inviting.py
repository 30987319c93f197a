"""Tests of ``benevalibre.associations.inviting``."""

import datetime
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from benevalibre.associations import inviting
from benevalibre.associations.accepting import ClosedInvitationError, InvitationError, find
from benevalibre.associations.inviting import invite, resend, send_waiting, withdraw
from benevalibre.associations.models import Invitation, Membership, Right
from benevalibre.associations.writing import RuleError
from benevalibre.journal.models import Entry
from benevalibre.mailing.addresses import Reception, opt_out
from benevalibre.mailing.models import Mail
from tests.associations.invited import secret_of
from tests.factories import (
    AssociationFactory,
    InvitationFactory,
    MembershipFactory,
    RoleFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def organiser() -> Membership:
    """Who manages people, and no more."""
    association = AssociationFactory(name="L’Atelier & Cie")
    return MembershipFactory(
        association=association,
        rights=[Right.LIST_MEMBERS, Right.MANAGE_MEMBERS],
        user__first_name="Nadia",
    )


def invited(by: Membership, email: str = "paul@example.org", **more: object) -> Invitation:
    return invite(by.association, email=email, role=None, by=by, **more)


def test_an_invitation_leaves_to_one_address_with_a_secret_kept_nowhere(
    organiser: Membership,
) -> None:
    invitation = invited(organiser, " Paul@Example.org ", name="Paul")

    mail = Mail.objects.get()
    secret = secret_of(mail)
    assert mail.to == invitation.email == "paul@example.org"
    assert mail.secret
    assert "Nadia" in mail.subject
    assert "L’Atelier & Cie" in mail.text
    assert "L’Atelier &amp; Cie" in mail.html
    assert find(secret) == invitation
    assert secret not in invitation.digest
    assert 29 <= (invitation.expires_at - timezone.now()).days <= 30
    assert Entry.objects.about(invitation).get().verb == "invitation.send"


def test_what_the_inviter_types_makes_no_link(organiser: Membership) -> None:
    text = "Voir http://mal.example.com, www.mal.fr ou <a href='x'>ici</a> et a@mal.fr"

    invited(organiser, message=text)

    mail = Mail.objects.get()
    for bait in ("http://mal", "www.mal", "mal.fr", "a@mal"):
        assert bait not in mail.text + mail.html
    assert "<a href='x'>" not in mail.html
    assert "Voir http" in mail.text


def test_a_team_name_that_looks_like_a_site_makes_no_link(organiser: Membership) -> None:
    organiser.association.name = "gagnez.example.com"

    invited(organiser)

    mail = Mail.objects.get()
    assert "gagnez.example.com" not in mail.text + mail.html


@pytest.mark.parametrize("email", ["", "paul", "paul@", "a b@example.org", "é" * 300 + "@x.fr"])
def test_what_is_no_address_is_refused(email: str, organiser: Membership) -> None:
    with pytest.raises(RuleError):
        invited(organiser, email)

    assert not Mail.objects.exists()


def test_nobody_invites_without_the_right_nor_from_elsewhere(organiser: Membership) -> None:
    without = MembershipFactory(association=organiser.association, rights=[Right.LIST_MEMBERS])
    stranger = MembershipFactory(manager=True)

    for wrong in (without, stranger):
        with pytest.raises(RuleError):
            invite(organiser.association, email="a@example.org", role=None, by=wrong)


def test_nobody_offers_a_role_that_holds_more_than_they_do(organiser: Membership) -> None:
    role = RoleFactory(association=organiser.association, manager=True)

    with pytest.raises(RuleError, match="droits que vous n’avez pas"):
        invite(organiser.association, email="a@example.org", role=role, by=organiser)


def test_who_is_here_already_is_said_and_nothing_leaves(organiser: Membership) -> None:
    here = MembershipFactory(association=organiser.association)
    asking = MembershipFactory(association=organiser.association, pending=True)

    with pytest.raises(RuleError, match="déjà dans l’équipe"):
        invited(organiser, here.user.email.upper())
    with pytest.raises(RuleError, match="a déjà demandé"):
        invited(organiser, asking.user.email)

    assert not Mail.objects.exists()


def test_an_account_elsewhere_is_invited_like_any_address(organiser: Membership) -> None:
    elsewhere = MembershipFactory()
    deactivated = UserFactory(inactive=True)

    first = invited(organiser, elsewhere.user.email)
    second = invited(organiser, deactivated.email)
    third = invited(organiser, "personne@example.org")

    kinds = {mail.subject for mail in Mail.objects.all()}
    assert len(kinds) == 1
    assert first.state == second.state == third.state == "pending"


def test_one_invitation_waits_for_an_address(organiser: Membership) -> None:
    invited(organiser)

    with pytest.raises(RuleError, match="attend déjà"):
        invited(organiser, "PAUL@example.org")

    assert Mail.objects.count() == 1


def test_an_expired_one_is_renewed(organiser: Membership) -> None:
    with time_machine.travel("2026-01-01T10:00:00+00:00"):
        first = invited(organiser)
        secret = secret_of(Mail.objects.get())

    again = invited(organiser, name="Paul")

    assert again.pk == first.pk
    assert again.is_open
    with pytest.raises(InvitationError):
        find(secret)


def test_sent_again_it_has_another_secret_and_another_end(organiser: Membership) -> None:
    with time_machine.travel("2026-01-01T10:00:00+00:00"):
        invitation = invited(organiser, days=30)
        former = secret_of(Mail.objects.get())
    with time_machine.travel("2026-01-20T10:00:00+00:00"):
        resend(invitation, by=organiser)

        assert find(secret_of(Mail.objects.latest("pk"))) == invitation
        with pytest.raises(InvitationError):
            find(former)
    assert invitation.expires_at.date() == datetime.date(2026, 2, 19)


def test_it_is_not_sent_again_within_ten_minutes(organiser: Membership) -> None:
    invitation = invited(organiser)

    with pytest.raises(RuleError, match="dix minutes"):
        resend(invitation, by=organiser)

    assert Mail.objects.count() == 1


def test_who_sends_it_again_holds_what_it_gives(organiser: Membership) -> None:
    manager = MembershipFactory(association=organiser.association, manager=True)
    invitation = InvitationFactory(role=manager.role, by=manager)

    with pytest.raises(RuleError):
        resend(invitation, by=organiser)


def test_withdrawn_it_opens_nothing_and_its_mail_does_not_leave(organiser: Membership) -> None:
    invitation = invited(organiser)
    secret = secret_of(Mail.objects.get())

    withdraw(invitation, by=organiser)
    withdraw(invitation, by=organiser)

    assert not Mail.objects.exists()
    with pytest.raises(ClosedInvitationError):
        find(secret)
    assert [e.verb for e in Entry.objects.about(invitation)] == [
        "invitation.withdraw",
        "invitation.send",
    ]


def test_an_expired_one_and_one_of_a_gone_association_open_nothing(organiser: Membership) -> None:
    with time_machine.travel("2026-01-01T10:00:00+00:00"):
        invited(organiser)
        secret = secret_of(Mail.objects.get())
    with pytest.raises(ClosedInvitationError):
        find(secret)

    invited(organiser, "b@example.org")
    organiser.association.state = "archived"
    organiser.association.save()
    with pytest.raises(ClosedInvitationError):
        find(secret_of(Mail.objects.latest("pk")))


def test_who_wants_no_invitations_gets_none(organiser: Membership) -> None:
    opt_out(Reception("paul@example.org", "associations.invitation"))

    with pytest.raises(RuleError, match="ne veut plus"):
        invited(organiser)

    assert not Invitation.objects.exists()


def test_beyond_a_day_s_mails_the_rest_waits_for_the_worker(
    organiser: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inviting, "MAILS_A_DAY", 2)
    rows = [invited(organiser, f"p{n}@example.org") for n in range(3)]
    assert [row.sent_at is None for row in rows] == [False, False, True]
    assert send_waiting() == 0

    with time_machine.travel(timezone.now() + datetime.timedelta(days=2)):
        assert send_waiting() == 1
        assert send_waiting() == 0

    rows[2].refresh_from_db()
    assert rows[2].sent_at is not None
    assert 29 <= (rows[2].expires_at - rows[2].sent_at).days <= 30
    assert find(secret_of(Mail.objects.latest("pk"))) == rows[2]


def test_one_account_does_not_send_more_by_way_of_several_teams(
    organiser: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inviting, "MAILS_A_DAY", 1)
    other = MembershipFactory(user=organiser.user, manager=True)

    invited(organiser)
    waiting = invited(other, "b@example.org")

    assert waiting.sent_at is None


def test_one_mailbox_is_not_flooded_by_many_teams(
    organiser: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inviting, "MAILS_A_DAY_TO_ONE", 2)
    for _team in range(2):
        invited(MembershipFactory(manager=True))

    waiting = invited(organiser)

    assert waiting.sent_at is None
    assert Mail.objects.count() == 2


def test_what_waits_is_withdrawn_where_its_sender_may_not_invite_any_more(
    organiser: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    MembershipFactory(association=organiser.association, manager=True)
    monkeypatch.setattr(inviting, "MAILS_A_DAY", 0)
    invitation = invited(organiser)
    monkeypatch.setattr(inviting, "MAILS_A_DAY", 9)
    organiser.leave()

    assert send_waiting() == 0

    invitation.refresh_from_db()
    assert invitation.state == "withdrawn"


def test_nothing_waits_costs_one_query(
    organiser: Membership, django_assert_num_queries: Any
) -> None:
    InvitationFactory(association=organiser.association)

    with django_assert_num_queries(1):
        send_waiting()
