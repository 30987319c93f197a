"""The demo: what it holds, and that it is the same each time."""

import datetime
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

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
from benevalibre.certificates.models import Certificate, CertificateRequest
from benevalibre.hosting import checkup
from benevalibre.hosting.demo.building import NotEmptyError, build
from benevalibre.instance.models import Announcement, Creation, Instance
from benevalibre.journal.models import Entry
from benevalibre.mailing import outbox
from benevalibre.mailing.models import Mail
from benevalibre.valuation.figures import Figures
from benevalibre.valuation.models import Statement
from tests.factories import AssociationFactory, UserFactory

pytestmark = pytest.mark.django_db
A_DAY = datetime.date(2026, 11, 23)
A_NOON = "2026-11-23 12:00+01:00"


def told() -> list[tuple[Any, ...]]:
    """All that the actions of the instance say, without ids."""
    rows = Action.objects.order_by("pk").values_list(
        "association__name", "member__user__email", "member__name", "category__name",
        "project__name", "title", "date", "end_date", "minutes", "status", "created_at",
    )  # fmt: skip
    return list(rows)


def test_there_are_four_associations_one_hidden_and_one_that_waits_for_the_host() -> None:
    build(today=A_DAY)

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


def test_there_are_two_years_of_some_sixty_people() -> None:
    built = build(today=A_DAY)

    dates = Action.objects.order_by("date").values_list("date", flat=True)
    assert 55 <= built.people <= 65
    assert built.actions == len(dates) > 1_000
    assert dates[0] < datetime.date(2024, 12, 15)
    assert dates[len(dates) - 1] < A_DAY


def test_the_same_day_gives_the_same_demo() -> None:
    demos = []

    for _time in range(2):
        with transaction.atomic():
            build(today=A_DAY)
            demos.append(told())
            transaction.set_rollback(True)

    assert demos[0] == demos[1]
    assert not User.objects.exists()


@pytest.mark.parametrize("day", ["2026-11-23", "2028-02-29"])
def test_jeanne_has_given_42_hours_in_three_associations(day: str) -> None:
    today = datetime.date.fromisoformat(day)

    build(today=today)

    this_year = Action.objects.filter(member__user__email="jeanne@example.org").filter(
        date__year=today.year
    )
    counted = this_year.approved()
    assert counted.aggregate(minutes=Sum("minutes")) == {"minutes": 42 * 60}
    assert counted.values("association").distinct().count() == 3
    assert this_year.pending().aggregate(minutes=Sum("minutes")) == {"minutes": 150}


@pytest.mark.parametrize("day", ["2027-01-01", "2027-01-12"])
def test_early_in_january_the_demo_stands_too(day: str) -> None:
    today = datetime.date.fromisoformat(day)

    build(today=today)

    jeanne = Action.objects.filter(member__user__email="jeanne@example.org")
    assert jeanne.filter(date__year=2027, date__lte=today).exists()
    assert not Action.objects.filter(date__gt=today).exists()


def test_fourteen_actions_of_six_people_wait() -> None:
    build(today=A_DAY)

    waiting = Action.objects.pending()
    assert waiting.count() == 14
    assert waiting.values("member").distinct().count() == 6
    assert waiting.aggregate(minutes=Sum("minutes")) == {"minutes": 31 * 60}


def test_some_are_sent_back_and_some_declined_with_a_reason() -> None:
    build(today=A_DAY)

    answered = Action.objects.filter(status__in=[Status.TO_CORRECT, Status.DECLINED])
    assert (
        sorted(answered.values_list("status", flat=True)) == ["declined"] * 2 + ["to_correct"] * 2
    )
    assert all(action.reason and action.status_by for action in answered)
    assert Mail.objects.filter(to="jeanne@example.org").exists()


def test_every_account_on_offer_is_there() -> None:
    build(today=A_DAY)

    users = {user.email: user for user in User.objects.all()}
    assert [email for email, _label in DEMO_ACCOUNTS if email not in users] == []
    assert [user.email for user in users.values() if user.is_host] == ["helene@example.org"]
    managers = Membership.objects.with_right(Right.MANAGE_ASSOCIATION)
    assert managers.filter(user__email__in=["nadia@example.org", "michel@example.org"]).count() == 2


def test_the_guest_comes_in_by_the_link() -> None:
    built = build(today=A_DAY)

    guest = links.open_link(built.guest_path.split("/")[-2])

    assert guest.kind == Kind.GUEST
    assert guest.actions.count() == 4


def test_somebody_asks_to_join_and_the_host_has_a_word() -> None:
    build(today=A_DAY)

    asking = Membership.objects.get(state=MembershipState.PENDING)
    assert asking.association.name == "Le Pignon voyageur"
    assert Announcement.objects.showing(timezone.now()).count() == 1


@time_machine.travel(A_NOON, tick=False)
def test_the_shelter_counts_in_euros_and_has_closed_its_past_years() -> None:
    build(today=A_DAY)

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
    build(today=A_DAY)

    michel = User.objects.get(email="michel@example.org")
    _held, reckoning = of_user(michel, Year(A_DAY.year))
    assert reckoning.missing == 13 * 60


def test_somebody_is_invited_and_a_link_ends_next_month() -> None:
    build(today=A_DAY)

    invitation = Invitation.objects.get()
    link = GuestLink.objects.exclude(expires_at=None).get()
    assert invitation.is_open
    assert str(invitation.claims) == "Josette Bertin"
    assert datetime.timedelta(days=27) < link.expires_at - timezone.now()
    assert link.opens


@time_machine.travel(A_NOON, tick=False)
def test_a_certificate_holds_another_was_revoked_a_third_is_asked_for() -> None:
    build(today=A_DAY)

    assert Certificate.objects.valid().get().volunteer == "Jeanne Marchand"
    assert Certificate.objects.exclude(revoked_at=None).get().volunteer == "Karim Haddad"
    assert CertificateRequest.objects.pending().get().member.display_name == "Thomas Guérin"
    assert not Mail.objects.filter(kind__startswith="certificates.").exists()


@time_machine.travel(A_NOON, tick=False)
def test_the_journal_bears_the_days_of_what_it_tells_the_oldest_first() -> None:
    build(today=A_DAY)

    entries = list(Entry.objects.order_by("pk"))
    days = [entry.at for entry in entries]
    assert days == sorted(days)
    assert days[-1].date() < A_DAY
    assert [entry.verb for entry in Entry.objects.of_instance()] == ["announcement.create"]


def test_nothing_in_it_is_unwell() -> None:
    build(today=A_DAY)

    found = [*checkup.belonging(), *checkup.last_entries(), *checkup.managers()]

    assert found == []


def test_no_mail_leaves_the_demo(mailoutbox: list[Any]) -> None:
    build(today=A_DAY)
    Mail.objects.update(not_before=timezone.now())

    sent = outbox.send_due()

    assert sent == 0
    assert mailoutbox == []


@pytest.mark.parametrize("factory", [UserFactory, AssociationFactory])
def test_it_never_mixes_with_real_data(factory: Any) -> None:
    factory()

    with pytest.raises(NotEmptyError):
        build(today=A_DAY)

    assert not Instance.current().is_demo


def test_the_command_says_what_it_made(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("demo")

    said = capsys.readouterr().out
    assert "Démonstration prête : 4 associations" in said
    assert "http://testserver/lien/" in said


def test_the_command_refuses_an_instance_in_use() -> None:
    UserFactory()

    with pytest.raises(CommandError, match="n’est pas vide"):
        call_command("demo")


def test_the_command_leaves_an_instance_in_use_alone_when_asked() -> None:
    UserFactory()

    call_command("demo", if_empty=True)

    assert User.objects.count() == 1
