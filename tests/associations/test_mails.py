"""Tests of the mails of this room, as they wait in the outbox."""

from collections.abc import Callable

import pytest
import time_machine
from django.urls import reverse

from benevalibre.associations.founding import found
from benevalibre.associations.joining import join
from benevalibre.associations.models import Membership, Right
from benevalibre.instance.models import Instance
from benevalibre.mailing import outbox
from benevalibre.mailing.addresses import Reception, opt_out
from benevalibre.mailing.models import Mail
from tests.factories import AssociationFactory, MembershipFactory, RoleFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> Membership:
    """Somebody who manages « Les Amis »."""
    association = AssociationFactory(name="Les Amis & Cie", policy_moderate_members=True)
    return MembershipFactory(association=association, manager=True)


def approve(asking: Membership, manager: Membership) -> None:
    asking.approve(by=manager)


def decline(asking: Membership, manager: Membership) -> None:
    asking.decline(by=manager)


def remove(asking: Membership, manager: Membership) -> None:
    asking.remove(by=manager)


@pytest.mark.parametrize(
    ("answer", "subject", "page"),
    [
        (approve, "Bienvenue dans l’équipe", "associations:detail"),
        (decline, "Votre demande", "associations:list"),
        (remove, "Vous ne faites plus partie", "home:home"),
    ],
)
def test_an_answer_is_told_in_words_with_the_page_to_go_to(
    answer: Callable[[Membership, Membership], None],
    subject: str,
    page: str,
    manager: Membership,
) -> None:
    asking = MembershipFactory(association=manager.association, pending=True)

    answer(asking, manager)

    mail = Mail.objects.get()
    here = [asking.association_id] if page == "associations:detail" else []
    assert mail.to == asking.user.email
    assert subject in mail.subject
    assert "Les Amis & Cie" in mail.subject + mail.text
    assert "Les Amis &amp; Cie" in mail.html
    assert f"http://testserver{reverse(page, args=here)}" in mail.text


def test_three_requests_in_a_row_make_one_mail(manager: Membership) -> None:
    for _request in range(3):
        join(manager.association, user=UserFactory())

    mail = Mail.objects.get()
    assert manager.user is not None
    assert mail.to == manager.user.email
    assert mail.subject.startswith("3 demandes")
    where = reverse("associations:member_list", args=[manager.association_id])
    assert f"http://testserver{where}?state=pending" in mail.text


def test_each_host_hears_of_an_association_that_waits() -> None:
    Instance.change(association_creation="moderated")
    hosts = UserFactory.create_batch(2, host=True)
    UserFactory(host=True, inactive=True)

    found(name="Vélo", by=UserFactory())

    assert {mail.to for mail in Mail.objects.all()} == {host.email for host in hosts}
    assert all("Vélo" in mail.subject for mail in Mail.objects.all())


def test_a_person_without_account_is_sent_nothing(manager: Membership) -> None:
    person = MembershipFactory(association=manager.association, named=True)

    person.remove(by=manager)

    assert not Mail.objects.exists()


def test_another_role_is_told_with_what_it_allows(manager: Membership) -> None:
    person = MembershipFactory(association=manager.association)
    first = RoleFactory(association=manager.association, name="Accueil")
    role = RoleFactory(
        association=manager.association, name="<b>Animation</b>", rights=[Right.MANAGE_ACTIONS]
    )

    person.change_role(first, by=manager)
    person.change_role(role, by=manager)

    mail = Mail.objects.get()
    assert mail.to == person.user.email
    assert "<b>Animation</b>" in mail.text
    assert "- Gérer et valider les activités" in mail.text
    assert "<b>" not in mail.html
    assert "List-Unsubscribe" not in mail.headers


def test_answers_reach_even_who_stopped_them(manager: Membership) -> None:
    asking = MembershipFactory(association=manager.association, pending=True)
    opt_out(Reception(asking.user.email, "associations.request_approved"))

    asking.approve(by=manager)

    assert Mail.objects.get().kind == "associations.request_approved"


def test_the_notice_of_requests_does_not_leave_once_all_are_answered(manager: Membership) -> None:
    with time_machine.travel("2026-06-15 10:00", tick=False) as now:
        asking = join(manager.association, user=UserFactory())
        asking.decline(by=manager)
        now.shift(60)
        outbox.send_due()

    assert not Mail.objects.filter(kind="associations.requests_waiting").exists()
