"""Deleting an account: the hours stay, the person goes."""

from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile

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

pytestmark = pytest.mark.django_db

FATE = {
    "account.EmailAddress.user": "deleted",
    "usersessions.UserSession.user": "deleted",
    "associations.Membership.user": "emptied",
    "associations.Appointment.by": "emptied",
    "associations.HostDecision.by": "emptied",
    "badges.BroughtBadge.user": "deleted",
    "certificates.Certificate.user": "emptied",
    "instance.Announcement.author": "emptied",
    "transfer.Arrival.author": "emptied",
    "reports.YearTold.user": "deleted",
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


def test_an_address_that_was_never_confirmed_may_be_somebody_else_s(jeanne: Membership) -> None:
    assert jeanne.user is not None
    EmailAddress.objects.create(user=jeanne.user, email="odile@example.org", verified=False)
    invitation = InvitationFactory(email="odile@example.org")
    choose("odile@example.org", "actions.waiting", Rhythm.NEVER)

    erase(jeanne.user)

    assert Invitation.objects.get() == invitation
    assert OptOut.objects.get().address_key == "odile@example.org"


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


def test_a_second_click_finds_the_account_gone(jeanne: Membership) -> None:
    same = User.objects.get(pk=jeanne.user.pk)
    erase(jeanne.user)

    with pytest.raises(User.DoesNotExist):
        erase(same)

    assert Mail.objects.count() == 1
