"""Tests of the team's pages of invitations, and of ``inviting_many``."""

import datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from benevalibre.associations import inviting
from benevalibre.associations.addressing import Recipient
from benevalibre.associations.inviting_many import invite_all
from benevalibre.associations.models import Invitation, Membership, Right
from benevalibre.instance.models import Instance
from benevalibre.mailing.models import Mail
from tests.client import StrictClient
from tests.factories import (
    AssociationFactory,
    InvitationFactory,
    MembershipFactory,
    RoleFactory,
)
from tests.personas import signed_in

pytestmark = pytest.mark.django_db

LIST = "Jeanne Martin <jeanne@example.org>\nPaul;Roux;paul@example.org\nsans adresse\n"


@pytest.fixture
def manager() -> Membership:
    """Who manages an association with a default role."""
    association = AssociationFactory(name="L’Atelier")
    RoleFactory(association=association, name="Bénévole", default=True)
    return MembershipFactory(association=association, manager=True, user__first_name="Nadia")


@pytest.fixture
def site(manager: Membership) -> StrictClient:
    """Their browser."""
    return signed_in(manager)


def url(name: str, manager: Membership, *more: int) -> str:
    return reverse(f"associations:{name}", args=[manager.association_id, *more])


def form(manager: Membership, to: str, **more: object) -> dict[str, object]:
    default = manager.association.default_role()
    return {"to": to, "role": default.pk if default else "", "message": "", **more}


def test_one_address_is_invited_at_once(site: StrictClient, manager: Membership) -> None:
    page = site.post(
        url("invitation_create", manager),
        form(manager, "Paul <paul@example.org>", message="À jeudi !"),
        follow=True,
    )

    assert "1 invitation envoyée." in page.content.decode()
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.name) == ("paul@example.org", "Paul")
    assert invitation.role == manager.association.default_role()
    assert "À jeudi !" in Mail.objects.get().text


def test_a_list_is_shown_as_understood_before_anything_leaves(
    site: StrictClient, manager: Membership
) -> None:
    page = site.post(url("invitation_create", manager), form(manager, LIST))

    text = page.content.decode()
    assert page.status_code == 200
    assert "2 personnes seront invitées" in text
    assert "Paul Roux" in text
    assert text.count('name="seen"') == 1
    assert "pas d’adresse mail" in text
    assert "sans adresse" in text
    assert not Invitation.objects.exists()
    assert not Mail.objects.exists()


def test_what_was_shown_leaves_together_and_the_rest_waits_to_be_mended(
    site: StrictClient, manager: Membership
) -> None:
    address = url("invitation_create", manager)
    seen = site.post(address, form(manager, LIST)).context["form"].fingerprint

    page = site.post(address, form(manager, LIST, seen=seen), follow=True)

    text = page.content.decode()
    assert "2 invitations envoyées." in text
    assert page.request["PATH_INFO"] == address
    assert page.context["form"]["to"].value() == "sans adresse"
    assert sorted(mail.to for mail in Mail.objects.all()) == [
        "jeanne@example.org",
        "paul@example.org",
    ]
    assert site.get(address).context["form"]["to"].value() == ""


def test_a_list_changed_after_it_was_shown_is_shown_again(
    site: StrictClient, manager: Membership
) -> None:
    address = url("invitation_create", manager)
    seen = site.post(address, form(manager, LIST)).context["form"].fingerprint

    page = site.post(address, form(manager, f"{LIST}\nautre@example.org", seen=seen))

    assert "3 personnes seront invitées" in page.content.decode()
    assert not Invitation.objects.exists()


def test_who_is_here_asked_or_invited_already_is_said_beforehand(
    site: StrictClient, manager: Membership
) -> None:
    here = MembershipFactory(association=manager.association)
    asking = MembershipFactory(association=manager.association, pending=True)
    waiting = InvitationFactory(association=manager.association)
    elsewhere = MembershipFactory()
    to = f"{here.user.email}\n{asking.user.email}\n{waiting.email}\n{elsewhere.user.email}"

    page = site.post(url("invitation_create", manager), form(manager, to))

    errors = [one.error for one in page.context["form"].faulty]
    assert len(errors) == 3
    assert "déjà dans l’équipe" in errors[0]
    assert "a déjà demandé" in errors[1]
    assert "attend déjà" in errors[2]
    assert [one.email for one in page.context["form"].good] == [elsewhere.user.email]


@pytest.mark.parametrize("to", ["", "   ", ";;", "Jeanne", "\0", "a@example.org\0", "x" * 100_001])
def test_what_holds_no_address_comes_back_as_typed(
    to: str, site: StrictClient, manager: Membership
) -> None:
    page = site.post(url("invitation_create", manager), form(manager, to))

    assert page.status_code == 422
    assert not Invitation.objects.exists()


def test_too_many_at_once_are_refused(site: StrictClient, manager: Membership) -> None:
    to = "\n".join(f"p{n}@example.org" for n in range(501))

    page = site.post(url("invitation_create", manager), form(manager, to))

    assert page.status_code == 422
    assert "au plus 500 adresses" in page.content.decode()


@pytest.mark.parametrize("role", ["", "x", "0", "9" * 30])
def test_a_role_that_is_not_offered_is_refused(
    role: str, site: StrictClient, manager: Membership
) -> None:
    page = site.post(
        url("invitation_create", manager), form(manager, "paul@example.org", role=role)
    )

    assert page.status_code == 422


def test_a_role_that_holds_more_is_not_given_by_hand(manager: Membership) -> None:
    organiser = MembershipFactory(
        association=manager.association, rights=[Right.LIST_MEMBERS, Right.MANAGE_MEMBERS]
    )
    data = form(manager, "paul@example.org", role=manager.role.pk)

    page = signed_in(organiser).post(url("invitation_create", manager), data)

    assert page.status_code == 422
    assert not Invitation.objects.exists()


def test_a_closed_site_says_who_may_accept(site: StrictClient, manager: Membership) -> None:
    Instance.change(sign_up="closed")

    page = site.get(url("invitation_create", manager))

    assert "n’ouvre pas de nouveau compte" in page.content.decode()


def test_a_batch_is_taken_back_as_one(site: StrictClient, manager: Membership) -> None:
    people = [Recipient("", f"p{n}@example.org") for n in range(3)]
    sent = invite_all(people, association=manager.association, role=None, by=manager)

    page = site.post(url("invitation_undo", manager, sent.batch.pk), follow=True)

    assert "C’est annulé" in page.content.decode()
    assert not Mail.objects.exists()
    assert set(Invitation.objects.values_list("state", flat=True)) == {"withdrawn"}


def test_somebody_else_s_batch_does_not_exist(site: StrictClient, manager: Membership) -> None:
    other = MembershipFactory(association=manager.association, manager=True)
    people = [Recipient("", "p@example.org")]
    batch = invite_all(people, association=manager.association, role=None, by=other).batch

    assert site.post(url("invitation_undo", manager, batch.pk)).status_code == 404


def test_beyond_a_day_s_mails_it_says_that_the_rest_leaves_later(
    site: StrictClient, manager: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inviting, "MAILS_A_DAY", 1)
    address = url("invitation_create", manager)
    to = "a@example.org b@example.org"
    seen = site.post(address, form(manager, to)).context["form"].fingerprint

    page = site.post(address, form(manager, to, seen=seen), follow=True)

    assert "1 partira dans les jours qui viennent" in page.content.decode()
    assert "part bientôt" in page.content.decode()
    assert Mail.objects.count() == 1


def test_the_list_tells_where_each_stands(site: StrictClient, manager: Membership) -> None:
    here, past = manager.association, timezone.now() - datetime.timedelta(days=1)
    InvitationFactory(association=here, email="a@example.org")
    InvitationFactory(association=here, email="b@example.org", expires_at=past)
    InvitationFactory(association=here, email="c@example.org", state="accepted")
    InvitationFactory(association=here, email="d@example.org", state="withdrawn")

    found = {}
    for state in ("", "pending", "expired", "accepted", "withdrawn", "n’importe quoi", "\0"):
        page = site.get(url("invitation_list", manager), {"state": state})
        found[state] = sorted(row.email[0] for row in page.context["page"].object_list)

    everything = ["a", "b", "c", "d"]
    assert found.pop("") == found.pop("n’importe quoi") == found.pop("\0") == everything
    assert found == {"pending": ["a"], "expired": ["b"], "accepted": ["c"], "withdrawn": ["d"]}


def test_the_list_stays_within_its_budget(
    site: StrictClient, manager: Membership, query_budget: Any
) -> None:
    for _n in range(5):
        by = MembershipFactory(association=manager.association)
        claims = MembershipFactory(association=manager.association, named=True)
        InvitationFactory(association=manager.association, by=by, claims=claims)

    with query_budget(10):
        site.get(url("invitation_list", manager))


def test_an_invitation_is_sent_again_and_withdrawn_from_the_list(
    site: StrictClient, manager: Membership
) -> None:
    invitation = InvitationFactory(association=manager.association, role=manager.role)

    page = site.post(url("invitation_resend", manager, invitation.pk), follow=True)
    assert "repart vers" in page.content.decode()
    assert Mail.objects.get().to == invitation.email

    page = site.post(url("invitation_withdrawal", manager, invitation.pk), follow=True)
    assert "ne sert plus" in page.content.decode()
    assert "Inviter de nouveau" in page.content.decode()
    assert not Mail.objects.exists()


def test_one_accepted_meanwhile_is_not_sent_again(site: StrictClient, manager: Membership) -> None:
    invitation = InvitationFactory(association=manager.association, state="accepted")

    page = site.post(url("invitation_resend", manager, invitation.pk), follow=True)

    assert "n’attend plus de réponse" in page.content.decode()


def test_an_invitation_of_another_association_does_not_exist_here(
    site: StrictClient, manager: Membership
) -> None:
    other = InvitationFactory()

    for name in ("invitation_resend", "invitation_withdrawal"):
        assert site.post(url(name, manager, other.pk)).status_code == 404


def test_the_list_of_people_leads_to_inviting(site: StrictClient, manager: Membership) -> None:
    alone = site.get(url("member_list", manager)).content.decode()
    MembershipFactory(association=manager.association)
    several = site.get(url("member_list", manager)).content.decode()

    assert "Il n’y a encore que vous." in alone
    assert url("invitation_create", manager) in alone
    assert url("invitation_list", manager) in several
