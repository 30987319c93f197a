"""Accounts, as the host finds them, closes them and opens them."""

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.urls import reverse

from benevalibre.accounts.models import User
from benevalibre.associations.models import Right
from benevalibre.associations.writing import RuleError
from benevalibre.hosting.entrusting import dismiss, entrust
from benevalibre.hosting.suspending import restore, suspend
from benevalibre.journal.models import Entry
from benevalibre.mailing.models import Mail
from tests.client import StrictClient
from tests.factories import AssociationFactory, MembershipFactory, UserFactory
from tests.personas import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def hugo() -> User:
    found: User = UserFactory(host=True, first_name="Hugo", email="hugo@example.org")
    return found


@pytest.fixture
def host(hugo: User) -> StrictClient:
    return signed_in(hugo)


def page(account: User, name: str = "account_detail") -> str:
    return reverse(f"hosting:{name}", args=[account.pk])


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("q=LECLEZIO", ["eloise"]),
        ("q=eloise%40example", ["eloise"]),
        ("q=paul+example", ["paul"]),
        ("state=suspended", ["paul"]),
        ("state=unconfirmed", ["ines"]),
        ("state=host", ["hugo"]),
        ("state=lost", ["eloise", "hugo", "ines", "paul"]),
        ("q=%00", ["eloise", "hugo", "ines", "paul"]),
    ],
)
def test_accounts_are_found_by_name_address_and_state(host, query, seen):
    UserFactory(first_name="Éloïse", last_name="Leclézio", email="eloise@example.org")
    UserFactory(first_name="Paul", email="paul@example.org", inactive=True)
    UserFactory(first_name="Inès", email="ines@example.org", confirmed=False)

    text = host.get(reverse("hosting:account_list") + f"?{query}").text

    names = ("eloise", "hugo", "ines", "paul")
    assert [name for name in names if f"<small>{name}@example.org" in text] == seen


def test_many_accounts_have_pages_and_few_queries(host, query_budget):
    UserFactory.create_batch(51)
    host.get(reverse("hosting:account_list"))

    with query_budget(10):
        text = host.get(reverse("hosting:account_list") + "?page=2").text

    assert "Page 2 sur 2" in text


def test_an_account_says_how_many_associations_and_never_which(host):
    hidden = AssociationFactory(name="Un secret de famille", hidden_away=True)
    member = MembershipFactory(association=hidden)

    text = host.get(page(member.user)).text

    assert "<dd>1</dd>" in text
    assert "secret de famille" not in text


def test_a_suspended_account_is_closed_everywhere_and_its_owner_is_told(host):
    jeanne = UserFactory(email="jeanne@example.org")
    browser = signed_in(jeanne)
    note = browser.session.session_key
    UserSession.objects.create(
        user=jeanne, session_key=note, ip="127.0.0.1", user_agent="x", data={}
    )

    asked = host.get(page(jeanne, "account_suspension"))
    answer = host.post(page(jeanne, "account_suspension"), follow=True)

    assert "Les heures" in asked.text
    assert "Le compte est désactivé." in answer.text
    assert not Session.objects.filter(session_key=note).exists()
    assert browser.get(reverse("accounts:profile")).status_code == 302
    assert Mail.objects.get().kind == "hosting.account_suspended"
    assert Entry.objects.of_instance().get().verb == "account.suspend"


def test_a_closed_account_opens_again_without_its_old_sessions(hugo):
    jeanne = UserFactory()
    suspend(jeanne, by=hugo)

    restore(jeanne, by=hugo)

    assert jeanne.is_active
    assert Mail.objects.latest("pk").kind == "hosting.account_restored"


def test_a_deleted_account_does_not_come_back(hugo):
    gone = UserFactory(inactive=True, first_name="", last_name="")

    with pytest.raises(RuleError, match="supprimé"):
        restore(gone, by=hugo)


def test_the_only_manager_of_an_association_stays_and_it_is_not_named(host):
    hidden = AssociationFactory(name="Un secret de famille", hidden_away=True)
    manager = MembershipFactory(association=hidden, rights=[Right.MANAGE_ASSOCIATION])

    text = host.post(page(manager.user, "account_suspension"), follow=True).text

    manager.user.refresh_from_db()
    assert manager.user.is_active
    assert "seule à gérer une association" in text
    assert "secret de famille" not in text


def test_one_does_not_close_one_s_own_account(host, hugo):
    UserFactory(host=True)

    host.post(page(hugo, "account_suspension"))

    hugo.refresh_from_db()
    assert hugo.is_active


def test_the_way_in_is_sent_by_mail_without_any_code(host):
    jeanne = UserFactory(email="jeanne@example.org", confirmed=False)

    host.post(page(jeanne, "account_help"))
    host.post(page(jeanne, "account_help"))

    mail = Mail.objects.get()
    assert mail.kind == "hosting.sign_in_help"
    assert "jeanne@example.org" in mail.text
    assert reverse("accounts:sign_in") in mail.text
    assert not EmailAddress.objects.get(user=jeanne).verified


def test_no_help_for_a_closed_account(host):
    jeanne = UserFactory(inactive=True)

    text = host.post(page(jeanne, "account_help"), follow=True).text

    assert "réactivez-le" in text
    assert not Mail.objects.exists()


def test_hosting_is_entrusted_and_taken_back(host):
    jeanne = UserFactory()

    host.post(page(jeanne, "account_entrusting"))
    jeanne.refresh_from_db()
    is_host = jeanne.is_host
    host.post(page(jeanne, "account_dismissal"))
    jeanne.refresh_from_db()

    assert is_host
    assert not jeanne.is_host
    kinds = set(Mail.objects.values_list("kind", flat=True))
    assert kinds == {"hosting.host_named", "hosting.host_dismissed"}


def test_there_is_always_a_host(hugo):
    closed = UserFactory(host=True, inactive=True)
    other = UserFactory()

    with pytest.raises(RuleError, match="toujours"):
        dismiss(hugo, by=hugo)
    entrust(other, by=hugo)
    dismiss(hugo, by=other)
    with pytest.raises(RuleError, match="toujours"):
        suspend(other, by=closed)

    assert set(User.objects.filter(is_host=True, is_active=True)) == {other}


def test_who_gives_hosting_up_goes_home(host, hugo):
    UserFactory(host=True)

    assert host.post(page(hugo, "account_dismissal")).headers["Location"] == "/"


def test_a_closed_account_does_not_host(hugo):
    with pytest.raises(RuleError, match="désactivé"):
        entrust(UserFactory(inactive=True), by=hugo)
