"""Deleting an account: the hours stay, the person goes."""

import re
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.urls import reverse

from benevalibre.accounts.models import User
from benevalibre.actions.models import Action, Status
from benevalibre.associations.leaving import LastManagerError
from benevalibre.associations.merging import relations
from benevalibre.associations.models import Association, Invitation, Membership, Right
from benevalibre.associations.models.association import State
from benevalibre.associations.models.membership import MembershipState
from benevalibre.associations.telling import tell
from benevalibre.associations.writing import RuleError
from benevalibre.journal.models import Entry
from benevalibre.mailing import outbox
from benevalibre.mailing.addresses import Rhythm, choose
from benevalibre.mailing.models import Mail, OptOut
from benevalibre.transfer.erasing import erase, outlook
from tests.client import StrictClient
from tests.factories import (
    PASSWORD,
    ActionFactory,
    FiscalYearFactory,
    GuestLinkFactory,
    InvitationFactory,
    MembershipFactory,
    UserFactory,
)
from tests.personas import signed_in

pytestmark = pytest.mark.django_db

PAGE = "/compte/suppression/"
CODE = "/compte/suppression/code/"

FATE = {
    "account.EmailAddress.user": "deleted",
    "usersessions.UserSession.user": "deleted",
    "associations.Membership.user": "emptied",
    "associations.Appointment.by": "emptied",
    "associations.HostDecision.by": "emptied",
    "instance.Announcement.author": "emptied",
    "transfer.Arrival.author": "emptied",
}
"""What becomes of each row that points at an account: who adds one says it here."""


@pytest.fixture
def jeanne() -> Membership:
    return MembershipFactory(
        user__email="jeanne@example.org",
        user__first_name="Jeanne",
        user__last_name="Le Goff",
        association__name="Les Amis du vélo",
    )


def test_the_hours_stay_without_a_name(jeanne: Membership) -> None:
    action = ActionFactory(member=jeanne, minutes=150)
    pending = ActionFactory(member=jeanne, pending=True)

    erase(jeanne.user)

    place = Membership.objects.get(pk=jeanne.pk)
    assert not User.objects.exists()
    assert (place.user, place.name, place.role, place.kind) == (None, "", None, "account")
    assert place.state == MembershipState.LEFT
    assert place.display_name == "Personne partie"
    assert Action.objects.get(pk=action.pk).minutes == 150
    assert Action.objects.get(pk=pending.pk).status == Status.PENDING


def test_nothing_in_the_database_holds_the_name_or_the_address(jeanne: Membership) -> None:
    user = jeanne.user
    ActionFactory(
        member=jeanne, title="Avec JEANNE LE GOFF", description="Écrire à jeanne@example.org, merci"
    )
    InvitationFactory(email="Jeanne@Example.org", name="Jeanne Le Goff")
    choose(user.email, "actions.approved", Rhythm.NEVER)
    context = {"name": user.short_name, "contact": ""}
    outbox.enqueue("accounts.deactivated", to=user.email, context=context, essential=True)
    StrictClient().post("/compte/connexion/", {"email": user.email, "password": PASSWORD})

    erase(user)

    outbox.send_due()
    assert not Mail.objects.exclude(kind="transfer.erased").exists()
    assert Mail.objects.get().text == ""
    assert not OptOut.objects.exists()
    assert not Invitation.objects.exists()
    assert not EmailAddress.objects.exists()
    assert not Session.objects.exists()
    action = Action.objects.get()
    assert action.title == "Avec Personne partie"
    assert action.description == "Écrire à Personne partie, merci"


def test_what_others_wrote_stays(jeanne: Membership) -> None:
    other = MembershipFactory(association=jeanne.association)
    ActionFactory(member=other, title="Avec Jeanne Le Goff")

    erase(jeanne.user)

    assert Action.objects.get().title == "Avec Jeanne Le Goff"


def test_a_mail_confirms_it_and_is_the_last(jeanne: Membership) -> None:
    erase(jeanne.user)

    mail = Mail.objects.get()
    assert (mail.to, mail.kind) == ("jeanne@example.org", "transfer.erased")
    assert "Bonjour Jeanne" in mail.text
    assert "List-Unsubscribe" not in mail.headers


def test_the_picture_goes_once_it_is_certain(
    jeanne: Membership, django_capture_on_commit_callbacks
) -> None:
    user = jeanne.user
    user.avatar.save("jeanne.webp", ContentFile(b"picture"))
    path = Path(user.avatar.path)

    with django_capture_on_commit_callbacks(execute=True):
        erase(user)
        was_there = path.exists()

    assert was_there
    assert not path.exists()


def test_the_journal_keeps_ids_and_says_no_name(jeanne: Membership) -> None:
    manager = MembershipFactory(association=jeanne.association, manager=True)
    ActionFactory(member=jeanne).remove(by=manager)
    ActionFactory(member=jeanne).remove(by=jeanne)

    erase(jeanne.user)

    lines = [line.text for line in tell(list(Entry.objects.order_by("-pk")))]
    assert "Une personne a supprimé son compte\u00a0: ses heures restent, sans nom." in lines
    assert not any("Le Goff" in line for line in lines)


def test_requests_go_with_the_account_and_closed_years_do_not_stop_it(jeanne: Membership) -> None:
    asked = MembershipFactory(user=jeanne.user, pending=True)
    ActionFactory(member=jeanne, date="2024-05-01")
    FiscalYearFactory(
        association=jeanne.association, start="2024-01-01", end="2024-12-31", closed=True
    )

    erase(jeanne.user)

    assert not Membership.objects.filter(pk=asked.pk).exists()
    assert Action.objects.filter(member=jeanne).exists()


def test_a_link_that_was_claimed_goes_too(jeanne: Membership) -> None:
    guest = GuestLinkFactory(membership__association=jeanne.association).membership
    Membership.objects.filter(pk=guest.pk).update(kind="account", user=UserFactory())
    guest.refresh_from_db()

    erase(guest.user)

    assert not Membership.objects.get(pk=guest.pk).__dict__.get("link")


def test_the_last_manager_stays_and_nothing_has_changed(jeanne: Membership) -> None:
    alone = MembershipFactory(user=jeanne.user, manager=True)
    MembershipFactory(association=alone.association, rights=[Right.MANAGE_MEMBERS])
    mails = Mail.objects.count()

    with pytest.raises(LastManagerError, match=alone.association.name):
        erase(jeanne.user)

    assert Membership.objects.filter(user=jeanne.user).count() == 2
    assert Mail.objects.count() == mails
    assert [place.pk for place in outlook(jeanne.user).alone] == [alone.pk]


@pytest.mark.parametrize("state", ["archived", "moved", "purging"])
def test_an_association_that_is_over_keeps_nobody(jeanne: Membership, state: str) -> None:
    MembershipFactory(user=jeanne.user, manager=True, association__state=state)

    erase(jeanne.user)

    assert not User.objects.exists()


def test_an_association_that_waits_for_the_host_is_given_up(jeanne: Membership) -> None:
    place = MembershipFactory(user=jeanne.user, manager=True, association__state="awaiting")

    erase(jeanne.user)

    assert Association.objects.get(pk=place.association_id).state == State.PURGING


def test_the_last_host_stays() -> None:
    host = UserFactory(host=True)
    UserFactory(host=True, inactive=True)

    with pytest.raises(RuleError, match="seule personne qui héberge"):
        erase(host)

    assert outlook(host).is_last_host
    UserFactory(host=True)
    erase(host)
    assert not User.objects.filter(pk=host.pk).exists()


def test_each_row_that_points_at_an_account_has_its_fate() -> None:
    found = {f"{key.model._meta.label}.{key.name}" for key in relations(User)}

    assert found <= set(FATE)


class TestPage:
    def test_it_says_in_figures_what_will_happen(self, jeanne: Membership) -> None:
        ActionFactory(member=jeanne, minutes=2400)
        ActionFactory(member__user=jeanne.user, minutes=120)
        ActionFactory(member=jeanne, pending=True, minutes=90)
        ActionFactory(member=jeanne, declined=True)

        page = signed_in(jeanne).get(PAGE).content.decode()

        assert "Vos 42\u00a0h restent dans les totaux de 2 associations, sans votre nom." in page
        assert "Une activité (1\u00a0h\u00a030) attend encore" in page
        assert "Une activité à corriger ou non retenue ne comptera pas." in page

    def test_who_is_alone_reads_where_and_cannot(self, jeanne: Membership) -> None:
        alone = MembershipFactory(user=jeanne.user, manager=True, association__name="<i>Seule</i>")
        browser = signed_in(jeanne)

        page = browser.get(PAGE).content.decode()
        answer = browser.post(PAGE, {"password": PASSWORD})

        assert "&lt;i&gt;Seule" in page
        assert alone.role.name in page
        assert reverse("associations:member_list", args=[alone.association_id]) in page
        assert 'name="password"' not in page
        assert answer.status_code == 422
        assert User.objects.filter(pk=jeanne.user.pk).exists()

    def test_the_password_deletes_and_signs_out(self, jeanne: Membership) -> None:
        browser = signed_in(jeanne)

        answer = browser.post(PAGE, {"password": PASSWORD})

        assert answer["Location"] == reverse("home:home")
        assert "Votre compte est supprimé" in browser.get(answer["Location"]).content.decode()
        assert "_auth_user_id" not in browser.session
        assert not User.objects.exists()

    @pytest.mark.parametrize("password", ["", "autre", "x\x00", "x" * 5000])
    def test_another_password_deletes_nothing(self, jeanne: Membership, password: str) -> None:
        answer = signed_in(jeanne).post(PAGE, {"password": password})

        assert answer.status_code == 422
        assert User.objects.exists()

    def test_without_password_a_code_is_sent_and_asked(self, jeanne: Membership) -> None:
        browser = without_password(jeanne.user)
        page = browser.get(PAGE).content.decode()

        browser.post(CODE)
        answer = browser.post(PAGE, {"code": code_sent()})

        assert 'name="code"' not in page
        assert answer["Location"] == reverse("home:home")
        assert not User.objects.exists()

    @pytest.mark.parametrize("code", ["", "000000x", "١٢٣٤٥٦", "x\x00", "9" * 500])
    def test_a_wrong_code_deletes_nothing(self, jeanne: Membership, code: str) -> None:
        browser = without_password(jeanne.user)
        browser.post(CODE)

        answer = browser.post(PAGE, {"code": code})

        assert answer.status_code == 422
        assert User.objects.exists()

    def test_a_code_has_five_tries(self, jeanne: Membership, empty_cache: None) -> None:
        browser = without_password(jeanne.user)
        browser.post(CODE)
        code = code_sent()
        for _try in range(4):
            browser.post(PAGE, {"code": "abcdef"})
        session = browser.session
        session["proof"]["tries"] = 0
        session.save()

        answer = browser.post(PAGE, {"code": code})

        assert answer.status_code in {422, 429}
        assert User.objects.exists()

    def test_tries_are_limited(self, jeanne: Membership, empty_cache: None) -> None:
        browser = signed_in(jeanne)

        answers = [browser.post(PAGE, {"password": "x"}).status_code for _try in range(6)]

        assert answers == [422] * 5 + [429]

    def test_who_has_a_password_is_sent_no_code(self, jeanne: Membership) -> None:
        signed_in(jeanne).post(CODE)

        assert not Mail.objects.exists()

    def test_it_costs_few_queries(self, jeanne: Membership, query_budget) -> None:
        for _place in range(3):
            MembershipFactory(user=jeanne.user, manager=True)
        browser = signed_in(jeanne)

        with query_budget(10):
            browser.get(PAGE)


def without_password(user: User) -> StrictClient:
    user.set_unusable_password()
    user.save()
    return signed_in(user)


def code_sent() -> str:
    [code] = re.findall(r"\b[0-9]{6}\b", Mail.objects.get(kind="accounts.deletion_code").text)
    return str(code)


def test_a_second_click_finds_the_account_gone(jeanne: Membership) -> None:
    same = User.objects.get(pk=jeanne.user.pk)
    erase(jeanne.user)

    with pytest.raises(User.DoesNotExist):
        erase(same)

    assert Mail.objects.count() == 1
