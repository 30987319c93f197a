"""How the demo is made: in an empty instance alone, and the same each time."""

import datetime
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Sum

from benevalibre.accounts.models import User
from benevalibre.actions.models import Action
from benevalibre.hosting.demo.building import NotEmptyError, build
from benevalibre.instance.models import Instance
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
