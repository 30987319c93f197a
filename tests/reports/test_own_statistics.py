"""One's own statistics, across associations."""

import datetime
from typing import Any

import pytest
from django.urls import reverse

from benevalibre.accounts.models import User
from benevalibre.actions.models import Action
from benevalibre.associations.models import Travel
from benevalibre.reports import drawing, periods
from benevalibre.reports.own import OwnStatistics
from tests.factories import ActionFactory, CategoryFactory, MembershipFactory, UserFactory
from tests.personas import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_june")]
TODAY = datetime.date(2026, 6, 15)


@pytest.fixture
def jeanne() -> User:
    return UserFactory()


def give(user: User, day: str, minutes: int, **columns: Any) -> Action:
    member = columns.pop("member", None) or MembershipFactory(user=user)
    return ActionFactory(
        member=member, date=datetime.date.fromisoformat(day), minutes=minutes, **columns
    )


def own(user: User, code: str = "2026", **options: Any) -> OwnStatistics:
    period = periods.read(code, ())
    assert period is not None
    return OwnStatistics(Action.objects.by_user(user), period, TODAY, **options)


def test_hours_of_all_associations_are_added_up(jeanne: User) -> None:
    first = give(jeanne, "2026-02-01", 60)
    second = give(jeanne, "2026-02-03", 30)
    give(jeanne, "2026-02-03", 1000, member=second.member, pending=True)
    give(jeanne, "2026-02-03", 1000, member=second.member, declined=True)
    give(UserFactory(), "2026-02-01", 1000)

    found = own(jeanne)

    assert (found.total.actions, found.total.minutes) == (2, 90)
    assert found.waiting == (1, 1000)
    assert [(line.name, line.minutes) for line in found.associations] == [
        (str(first.association), 60),
        (str(second.association), 30),
    ]
    assert own(jeanne, association=first.association_id).total.minutes == 60


def test_each_association_counts_travel_by_its_own_rules(jeanne: User) -> None:
    counts = MembershipFactory(user=jeanne, association__policy_travel=Travel.INCLUDED)
    give(jeanne, "2026-02-01", 60, member=counts, travel_minutes=10)
    give(jeanne, "2026-02-01", 60, travel_minutes=10)

    found = own(jeanne)

    assert (found.total.minutes, found.total.travel) == (130, 20)


def test_categories_of_the_same_name_are_one(jeanne: User) -> None:
    for _n in range(2):
        member = MembershipFactory(user=jeanne)
        category = CategoryFactory(association=member.association, name="Accueil")
        give(jeanne, "2026-02-01", 60, member=member, category=category)

    assert [(line.name, line.minutes) for line in own(jeanne).categories] == [("Accueil", 120)]


def test_a_year_is_compared_with_the_one_before_at_the_same_day(jeanne: User) -> None:
    member = give(jeanne, "2026-02-01", 60).member
    give(jeanne, "2025-06-15", 40, member=member)
    give(jeanne, "2025-06-16", 1000, member=member)

    found = own(jeanne)

    assert (found.total_before.minutes, found.change) == (40, 50)


def test_the_calendar_shows_each_day_of_the_year(jeanne: User) -> None:
    give(jeanne, "2026-02-03", 60)

    wide, narrow = own(jeanne).calendars

    assert len(wide.squares) == len(narrow.squares) == 365
    assert [(square.day.isoformat(), square.minutes) for square in wide.days] == [
        ("2026-02-03", 60)
    ]
    assert narrow.width < wide.width


@pytest.mark.parametrize("in_halves", [False, True])
@pytest.mark.parametrize("year", range(2024, 2031))
def test_no_two_days_are_drawn_on_one_another(year: int, in_halves: bool) -> None:
    given = {datetime.date(year, 1, n): n * 10 for n in range(1, 29)}

    found = drawing.calendar(year, given, in_halves=in_halves)

    assert len({(square.x, square.y) for square in found.squares}) == len(found.squares)
    assert {square.shade for square in found.squares} == {0, 1, 2, 3, 4}
    assert len(found.labels) == 12


def test_bars_are_drawn_for_two_and_more() -> None:
    found = drawing.stripes([("Accueil", 30), ("Un nom " * 20, 60), ("Rien", 0)])

    assert found is not None
    assert [(bar.minutes, bar.width) for bar in found.bars] == [(60, 360), (30, 180)]
    assert found.bars[0].name.endswith("…")
    assert drawing.stripes([("Accueil", 30)]) is None


def test_the_page_shows_it_and_asks_few_queries(jeanne: User, query_budget: Any) -> None:
    give(jeanne, "2026-02-03", 61)
    give(jeanne, "2026-03-03", 30)
    browser = signed_in(jeanne)
    browser.get(reverse("reports:own_statistics"))

    with query_budget(10):
        answer = browser.get(reverse("reports:own_statistics"))

    text = answer.content.decode().replace("\u00a0", " ")
    assert "1 h 31 données dans 2 associations" in text
    assert "Les jours de 2026" in text


def test_a_year_without_hours_says_so(jeanne: User) -> None:
    answer = signed_in(jeanne).get(reverse("reports:own_statistics") + "?period=2019")

    assert "Rien ne compte encore" in answer.content.decode()


@pytest.mark.parametrize("table", ["associations", "categories", "projects", "parts"])
def test_each_table_is_a_file(jeanne: User, table: str) -> None:
    give(jeanne, "2026-02-03", 61)

    address = reverse("reports:own_statistics_file", args=[table, "csv"])
    answer: Any = signed_in(jeanne).get(address)

    content = b"".join(answer.streaming_content).decode()
    assert "1:01:00" in content or table == "projects"
