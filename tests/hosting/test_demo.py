"""The demo: what it holds, on a day at noon."""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db.models import Sum
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from benevalibre.accounts.demo import DEMO_ACCOUNTS
from benevalibre.accounts.models import User
from benevalibre.actions.models import Action, Status
from benevalibre.associations import links
from benevalibre.associations.models import (
    Association,
    FiscalYear,
    GuestLink,
    Invitation,
    Membership,
    Right,
)
from benevalibre.associations.models.association import State
from benevalibre.associations.models.membership import Kind, MembershipState
from benevalibre.certificates.counting import Year, of_user
from benevalibre.certificates.models import Certificate, CertificateRequest, MissionSheet
from benevalibre.hosting import checkup
from benevalibre.hosting.demo.building import Built, build
from benevalibre.instance.models import Announcement, Creation, Instance
from benevalibre.journal.models import Entry
from benevalibre.mailing import outbox
from benevalibre.mailing.models import Mail
from benevalibre.valuation.figures import Figures
from benevalibre.valuation.models import Statement
from tests.standing import standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("built")]
A_DAY = datetime.date(2026, 11, 23)
A_NOON = "2026-11-23 12:00+01:00"


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Built]:
    """The demo of that day, for all tests of this file."""
    with (
        time_machine.travel(A_NOON, tick=False),
        standing(django_db_blocker, lambda: build(today=A_DAY)) as demo,
    ):
        yield demo


def test_there_are_four_associations_one_hidden_and_one_that_waits_for_the_host() -> None:
    sizes = {a.name: a.memberships.active().count() for a in Association.objects.all()}
    assert sizes == {
        "La Grainothèque du lavoir": 1,
        "Le Pignon voyageur": 42,
        "Les Jardins de la Fontaine": 6,
        "Un toit pour l’hiver": 15,
    }
    assert [a.name for a in Association.objects.filter(hidden=True)] == ["Un toit pour l’hiver"]
    waiting = Association.objects.filter(state=State.AWAITING)
    assert [a.name for a in waiting] == ["La Grainothèque du lavoir"]
    assert Instance.current().association_creation == Creation.OPEN


def test_there_are_two_years_of_some_sixty_people(built: Built) -> None:
    dates = Action.objects.order_by("date").values_list("date", flat=True)
    assert 55 <= built.people <= 65
    assert built.actions == len(dates) > 1_000
    assert dates[0] < datetime.date(2024, 12, 15)
    assert dates[len(dates) - 1] < A_DAY


def test_fourteen_actions_of_six_people_wait() -> None:
    waiting = Action.objects.pending()
    assert waiting.count() == 14
    assert waiting.values("member").distinct().count() == 6
    assert waiting.aggregate(minutes=Sum("minutes")) == {"minutes": 31 * 60}


def test_some_are_sent_back_and_some_declined_with_a_reason() -> None:
    answered = Action.objects.filter(status__in=[Status.TO_CORRECT, Status.DECLINED])
    assert (
        sorted(answered.values_list("status", flat=True)) == ["declined"] * 2 + ["to_correct"] * 2
    )
    assert all(action.reason and action.status_by for action in answered)
    assert Mail.objects.filter(to="jeanne@example.org").exists()


def test_every_account_on_offer_is_there() -> None:
    users = {user.email: user for user in User.objects.all()}
    assert [email for email, _label in DEMO_ACCOUNTS if email not in users] == []
    assert [user.email for user in users.values() if user.is_host] == ["helene@example.org"]
    managers = Membership.objects.with_right(Right.MANAGE_ASSOCIATION)
    assert managers.filter(user__email__in=["nadia@example.org", "michel@example.org"]).count() == 2


def test_the_guest_comes_in_by_the_link(built: Built) -> None:
    guest = links.open_link(built.guest_path.split("/")[-2])

    assert guest.kind == Kind.GUEST
    assert guest.actions.count() == 4


def test_somebody_asks_to_join_and_the_host_has_a_word() -> None:
    asking = Membership.objects.get(state=MembershipState.PENDING)
    assert asking.association.name == "Le Pignon voyageur"
    assert Announcement.objects.showing(timezone.now()).count() == 1


def test_the_shelter_counts_in_euros_and_has_closed_its_past_years() -> None:
    statement = Statement.objects.get(number=2)
    figures = Figures.thawed(statement.figures)
    assert statement.association.name == "Un toit pour l’hiver"
    assert (statement.fiscal_year.start.year, statement.adopted_on.year) == (2025, 2026)
    assert statement.closed_at.date() == datetime.date(2026, 3, 15)
    assert figures.cents
    assert not figures.unrated_minutes
    assert len(figures.gifts) == 2
    assert not FiscalYear.objects.filter(start__year=2026).exclude(closed_at=None).exists()
    board = statement.association.categories.get(is_valued=False)
    assert board.cec_kind == "direction"


def test_the_treasurer_lacks_13_hours_for_the_engagement_account() -> None:
    michel = User.objects.get(email="michel@example.org")
    _held, reckoning = of_user(michel, Year(A_DAY.year))
    assert reckoning.missing == 13 * 60


def test_somebody_is_invited_and_a_link_ends_next_month() -> None:
    invitation = Invitation.objects.get()
    link = GuestLink.objects.exclude(expires_at=None).get()
    assert invitation.is_open
    assert str(invitation.claims) == "Josette Bertin"
    assert datetime.timedelta(days=27) < link.expires_at - timezone.now()
    assert link.opens


def test_a_certificate_holds_another_was_revoked_a_third_is_asked_for() -> None:
    assert Certificate.objects.of_hours().valid().get().volunteer == "Jeanne Marchand"
    assert Certificate.objects.exclude(revoked_at=None).get().volunteer == "Karim Haddad"
    assert CertificateRequest.objects.pending().get().member.display_name == "Thomas Guérin"
    assert not Mail.objects.filter(kind__startswith="certificates.").exists()


def test_a_mission_sheet_is_confirmed_another_waits() -> None:
    confirmed = Certificate.objects.exclude(kind=Certificate.Kind.HOURS).get()
    assert confirmed.volunteer == "Jeanne Marchand"
    assert confirmed.mission["minutes"] > 0
    assert MissionSheet.objects.pending().get().member.display_name == "Karim Haddad"


def test_the_journal_bears_the_days_of_what_it_tells_the_oldest_first() -> None:
    entries = list(Entry.objects.order_by("pk"))
    days = [entry.at for entry in entries]
    assert days == sorted(days)
    assert days[-1].date() < A_DAY
    assert [entry.verb for entry in Entry.objects.of_instance()] == ["announcement.create"]


def test_nothing_in_it_is_unwell() -> None:
    found = [*checkup.belonging(), *checkup.last_entries(), *checkup.managers()]

    assert found == []


def test_no_mail_leaves_the_demo(mailoutbox: list[Any]) -> None:
    Mail.objects.update(not_before=timezone.now())

    sent = outbox.send_due()

    assert sent == 0
    assert mailoutbox == []
