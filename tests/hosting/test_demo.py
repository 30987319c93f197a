"""The demo: what it holds, and that it is the same each time."""

import datetime
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from benevalibre.accounts.demo import DEMO_ACCOUNTS
from benevalibre.accounts.models import User
from benevalibre.actions.models import Action, Status
from benevalibre.associations import links
from benevalibre.associations.models import Association, Membership, Right
from benevalibre.associations.models.membership import Kind, MembershipState
from benevalibre.certificates.models import Certificate
from benevalibre.hosting import checkup
from benevalibre.hosting.demo.building import NotEmptyError, build
from benevalibre.instance.models import Announcement, Instance
from benevalibre.mailing import outbox
from benevalibre.mailing.models import Mail
from tests.factories import AssociationFactory, UserFactory

pytestmark = pytest.mark.django_db
A_DAY = datetime.date(2026, 11, 23)


def told() -> list[tuple[Any, ...]]:
    """All that the actions of the instance say, without ids."""
    rows = Action.objects.order_by("pk").values_list(
        "association__name", "member__user__email", "member__name", "category__name",
        "project__name", "title", "date", "end_date", "minutes", "status", "created_at",
    )  # fmt: skip
    return list(rows)


def test_there_are_three_associations_one_of_them_hidden() -> None:
    build(today=A_DAY)

    sizes = {a.name: a.memberships.active().count() for a in Association.objects.all()}
    assert sizes == {
        "Le Pignon voyageur": 41,
        "Les Jardins de la Fontaine": 6,
        "Un toit pour l’hiver": 15,
    }
    assert [a.name for a in Association.objects.filter(hidden=True)] == ["Un toit pour l’hiver"]


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


def test_a_certificate_holds_and_another_is_revoked() -> None:
    build(today=A_DAY)

    valid, revoked = Certificate.objects.order_by("number")

    assert (valid.volunteer, valid.is_revoked) == ("Jeanne Marchand", False)
    assert revoked.is_revoked
    assert not Mail.objects.filter(kind__startswith="certificates.").exists()


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
    assert "Démonstration prête : 3 associations" in said
    assert "http://testserver/lien/" in said


def test_the_command_refuses_an_instance_in_use() -> None:
    UserFactory()

    with pytest.raises(CommandError, match="n’est pas vide"):
        call_command("demo")


def test_the_command_leaves_an_instance_in_use_alone_when_asked() -> None:
    UserFactory()

    call_command("demo", if_empty=True)

    assert User.objects.count() == 1
