"""Accounts that nobody uses: warned, then deleted; used again, they stay."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from benevalibre.accounts.models import User
from benevalibre.associations.models import Membership
from benevalibre.instance.models import Instance
from benevalibre.mailing import outbox
from benevalibre.mailing.models import Mail
from benevalibre.transfer import idling
from benevalibre.transfer.idling import LEAST_NOTICE, before, goes_on, look_after_idle
from tests.client import StrictClient
from tests.factories import ActionFactory, AssociationFactory, MembershipFactory, UserFactory
from tests.personas import signed_in

TODAY = date(2026, 6, 15)


@pytest.fixture(autouse=True)
def today() -> Any:
    with time_machine.travel("2026-06-15 10:00", tick=False):
        yield


def an_account(**columns: Any) -> User:
    return UserFactory(email="jeanne@example.org", **columns)


def all_mails_leave() -> None:
    Mail.objects.waiting().update(not_before=timezone.now())
    outbox.send_due()


def kinds() -> list[str]:
    return list(Mail.objects.order_by("pk").values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        (date(2026, 6, 15), 24, date(2024, 6, 15)),
        (date(2026, 1, 31), 11, date(2025, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2026, 12, 31), 12, date(2025, 12, 31)),
        (date(2026, 1, 1), 1, date(2025, 12, 1)),
    ],
)
def test_months_go_back_to_the_same_day(day: date, months: int, found: date) -> None:
    assert before(day, months) == found


@given(
    seen=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    warned=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    months=st.integers(8, 240),
)
def test_the_day_that_is_announced_is_never_too_soon(seen: date, warned: date, months: int) -> None:
    day = goes_on(warned, seen, months)

    assert day >= warned + LEAST_NOTICE
    assert before(day, months) >= seen


@pytest.mark.django_db
def test_an_account_unused_for_two_years_is_warned_once() -> None:
    user = an_account(seen_on=date(2024, 6, 14))
    an_used = UserFactory(seen_on=date(2024, 6, 15))

    look_after_idle()
    look_after_idle()
    all_mails_leave()
    look_after_idle()

    user.refresh_from_db()
    an_used.refresh_from_db()
    assert user.idle_warned_on == TODAY
    assert an_used.idle_warned_on is None
    mail = Mail.objects.get()
    assert (mail.kind, mail.to) == ("transfer.idle", user.email)
    assert "14\xa0juin 2024" in mail.text
    assert "15\xa0juin 2027" in mail.text


@pytest.mark.django_db
def test_hours_noted_by_the_team_are_use() -> None:
    user = an_account(seen_on=date(2020, 1, 1))
    MembershipFactory(user=user, last_entry_on=date(2026, 1, 1))

    look_after_idle()

    assert kinds() == []


@pytest.mark.django_db
def test_after_three_years_and_the_warning_the_account_goes_and_its_hours_stay() -> None:
    warned = TODAY - LEAST_NOTICE
    user = an_account(seen_on=date(2023, 6, 14), idle_warned_on=warned)
    action = ActionFactory(member__user=user, date=date(2023, 5, 1), approved=True)

    look_after_idle()

    assert not User.objects.filter(pk=user.pk).exists()
    action.refresh_from_db()
    assert action.member.user is None
    assert kinds() == ["transfer.erased_unused"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "columns",
    [
        {"seen_on": date(2023, 6, 15), "idle_warned_on": date(2025, 1, 1)},
        {"seen_on": date(2020, 1, 1), "idle_warned_on": TODAY - LEAST_NOTICE + timedelta(days=1)},
        {"seen_on": date(2020, 1, 1), "idle_warned_on": date(2025, 1, 1), "host": True},
    ],
    ids=["not yet three years", "warned too lately", "host"],
)
def test_what_stays(columns: dict[str, Any]) -> None:
    user = an_account(**columns)

    look_after_idle()

    assert User.objects.filter(pk=user.pk).exists()


@pytest.mark.django_db
def test_whoever_an_association_cannot_do_without_stays_and_the_others_go() -> None:
    long_ago = {"seen_on": date(2020, 1, 1), "idle_warned_on": date(2025, 1, 1)}
    alone = MembershipFactory(manager=True, user=an_account(**long_ago))
    other = UserFactory(**long_ago)

    look_after_idle()

    assert Membership.objects.filter(pk=alone.pk, user=alone.user).exists()
    assert not User.objects.filter(pk=other.pk).exists()


@pytest.mark.django_db
def test_the_host_may_keep_all_accounts() -> None:
    Instance.change(idle_warning_months=None, idle_erasing_months=None)
    user = an_account(seen_on=date(2010, 1, 1), idle_warned_on=date(2020, 1, 1))

    look_after_idle()

    assert User.objects.filter(pk=user.pk).exists()
    assert kinds() == []


@pytest.mark.django_db
def test_a_large_number_goes_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(idling, "AT_ONCE", 1)
    for _each in range(2):
        UserFactory(seen_on=date(2024, 1, 1))

    look_after_idle()

    assert kinds() == ["transfer.idle"]


@pytest.mark.django_db
def test_reading_a_page_is_use_and_takes_the_warning_back() -> None:
    user = UserFactory()
    client: StrictClient = signed_in(user)
    User.objects.filter(pk=user.pk).update(
        seen_on=date(2024, 1, 1), idle_warned_on=date(2026, 6, 1)
    )
    session = client.session
    session["seen"] = 0
    session.save()

    client.get("/")

    user.refresh_from_db()
    assert (user.seen_on, user.idle_warned_on) == (TODAY, None)


@pytest.mark.django_db
def test_who_comes_back_while_others_are_deleted_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    Instance.objects.update_or_create(
        defaults={"idle_warning_months": 22, "idle_erasing_months": 24}
    )
    long_ago, warned = date(2020, 1, 1), date(2020, 2, 1)
    first, second = (
        UserFactory(email=f"{n}@example.org", seen_on=long_ago, idle_warned_on=warned) for n in "ab"
    )

    def erase(user: User, **_how: Any) -> None:
        assert user == first
        User.objects.seen(second.pk)

    monkeypatch.setattr(idling, "erase", erase)
    look_after_idle()

    assert User.objects.filter(pk=second.pk).exists()


@pytest.mark.django_db
def test_hours_noted_since_a_warning_take_it_back() -> None:
    user = an_account(seen_on=date(2019, 1, 1), idle_warned_on=date(2021, 1, 5))
    MembershipFactory(user=user, last_entry_on=date(2021, 3, 1))

    look_after_idle()

    user.refresh_from_db()
    assert user.idle_warned_on is None
    assert kinds() == ["transfer.idle"]


@pytest.mark.django_db
@pytest.mark.parametrize("column", ["sent_at", "failed_at"], ids=["waits", "given up"])
def test_whom_no_warning_has_reached_stays(column: str) -> None:
    user = an_account(seen_on=date(2020, 1, 1))
    look_after_idle()
    if column == "failed_at":
        Mail.objects.update(failed_at=timezone.now())

    with time_machine.travel("2026-08-15 10:00", tick=False):
        look_after_idle()
        look_after_idle()

    assert User.objects.filter(pk=user.pk, idle_warned_on=None).exists()
    assert kinds() == ["transfer.idle"]


@pytest.mark.django_db
def test_a_warning_given_up_is_written_again_once_it_is_forgotten() -> None:
    an_account(seen_on=date(2020, 1, 1))
    look_after_idle()
    Mail.objects.update(failed_at=timezone.now())

    with time_machine.travel("2026-08-15 10:00", tick=False):
        outbox.forget_old()
        look_after_idle()

        assert kinds() == ["transfer.idle"]
        assert Mail.objects.waiting().count() == 1


@pytest.mark.django_db
def test_a_warning_that_leaves_late_gives_its_whole_notice() -> None:
    user = an_account(seen_on=date(2020, 1, 1))
    look_after_idle()

    with time_machine.travel("2026-08-15 10:00", tick=False):
        all_mails_leave()
        look_after_idle()

    user.refresh_from_db()
    assert user.idle_warned_on == date(2026, 8, 15)


@pytest.mark.django_db
def test_a_warning_that_leaves_after_its_owner_came_back_warns_of_nothing() -> None:
    user = an_account(seen_on=date(2020, 1, 1))
    look_after_idle()
    User.objects.seen(user.pk)

    all_mails_leave()

    user.refresh_from_db()
    assert user.idle_warned_on is None


@pytest.mark.django_db
def test_whoever_must_stay_is_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    long_ago = {"seen_on": date(2020, 1, 1), "idle_warned_on": date(2025, 1, 1)}
    alone = MembershipFactory(manager=True, user=an_account(**long_ago))
    one, two = (UserFactory(**long_ago) for _each in range(2))
    association = AssociationFactory()
    for user in (one, two):
        MembershipFactory(association=association, manager=True, user=user)
    tried: list[User] = []
    monkeypatch.setattr(idling, "erase", lambda user, **_how: tried.append(user))

    look_after_idle()

    assert alone.user not in tried
    assert {one, two} <= set(tried)
