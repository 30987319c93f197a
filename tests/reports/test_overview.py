"""The figures of an association's year, and who sees which."""

import datetime
from decimal import Decimal

import pytest

from benevalibre.associations.models import Association, Membership, Right, Travel, Visibility
from benevalibre.reports.figures import Sums
from benevalibre.reports.overview import Overview
from benevalibre.reports.periods import a_year_before
from tests.factories import (
    ActionFactory,
    AssociationFactory,
    CategoryFactory,
    FiscalYearFactory,
    MembershipFactory,
    ProjectFactory,
)

TODAY = datetime.date(2026, 6, 15)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_june")]


@pytest.fixture
def association() -> Association:
    return AssociationFactory(created_at=datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC))


@pytest.fixture
def treasurer(association: Association) -> Membership:
    return MembershipFactory(association=association, rights=[Right.SEE_STATISTICS])


def _overview(member: Membership) -> Overview:
    return Overview(member.association, member, TODAY)


def _given(member: Membership, day: str, minutes: int, **columns: object) -> None:
    ActionFactory(member=member, date=datetime.date.fromisoformat(day), minutes=minutes, **columns)


def test_the_year_counts_what_is_approved_since_its_start(treasurer: Membership) -> None:
    other = MembershipFactory(association=treasurer.association, named=True)
    _given(treasurer, "2026-01-01", 60)
    _given(treasurer, "2026-06-15", 90, distance_hundredths=1250)
    _given(other, "2026-03-02", 30, distance_hundredths=0)
    _given(other, "2025-12-31", 1000)
    _given(other, "2026-03-02", 1000, pending=True)
    _given(other, "2026-03-02", 1000, declined=True)
    _given(other, "2026-03-02", 1000, to_correct=True)
    _given(MembershipFactory(), "2026-03-02", 1000)

    found = _overview(treasurer)

    assert found.year == Sums(minutes=180, people=2, distance=1250, travellers=1)


def test_what_belongs_to_nobody_counts_without_a_person(treasurer: Membership) -> None:
    ActionFactory(association=treasurer.association, nobody=True, date=TODAY, minutes=45)

    assert _overview(treasurer).year == Sums(minutes=45, people=0)


def test_the_month_and_the_year_before_stop_at_the_same_day(treasurer: Membership) -> None:
    _given(treasurer, "2026-06-01", 120)
    _given(treasurer, "2026-05-31", 60)
    _given(treasurer, "2025-06-15", 100)
    _given(treasurer, "2025-06-16", 1000)
    _given(treasurer, "2025-01-01", 20)
    _given(treasurer, "2024-12-31", 1000)

    found = _overview(treasurer)

    assert found.month.minutes == 120
    assert found.last_year.minutes == 120
    assert found.month_change == 20


def test_the_fiscal_year_that_covers_today_is_the_year(
    association: Association, treasurer: Membership
) -> None:
    FiscalYearFactory(
        association=association,
        start=datetime.date(2025, 9, 1),
        end=datetime.date(2026, 8, 31),
    )
    _given(treasurer, "2025-09-01", 60)
    _given(treasurer, "2025-08-31", 1000)

    found = _overview(treasurer)

    assert found.start == datetime.date(2025, 9, 1)
    assert found.year.minutes == 60


@pytest.mark.parametrize(
    ("rule", "minutes"), [(Travel.NONE, 60), (Travel.APART, 60), (Travel.INCLUDED, 80)]
)
def test_travel_counts_where_the_rules_say_so(
    rule: Travel, minutes: int, association: Association, treasurer: Membership
) -> None:
    association.policy_travel = rule
    _given(treasurer, "2026-02-01", 60, travel_minutes=20)

    found = _overview(treasurer)

    assert found.year.minutes == minutes
    assert found.charts[0].total == minutes


def test_full_time_equivalents_are_hours_over_those_of_a_year(treasurer: Membership) -> None:
    _given(treasurer, "2026-02-01", 1284 * 60 + 30)

    assert _overview(treasurer).fte == Decimal("0.80")


def test_the_chart_has_twelve_months_by_project(
    association: Association, treasurer: Membership
) -> None:
    compost = ProjectFactory(association=association, name="Compost")
    _given(treasurer, "2026-06-02", 120, project=compost)
    _given(treasurer, "2025-07-31", 60)
    _given(treasurer, "2025-06-30", 1000)

    desk, phone = _overview(treasurer).charts

    assert desk.names == ["Compost", "Sans projet"]
    assert [column.total for column in desk.columns] == [60, *[0] * 10, 120]
    assert [column.total for column in phone.columns] == [0, 0, 0, 0, 0, 120]


def test_without_anything_there_is_no_chart(treasurer: Membership) -> None:
    assert _overview(treasurer).charts == []


@pytest.mark.parametrize(
    ("rights", "rule", "figures", "details"),
    [
        ([], Visibility.OWN, False, False),
        ([Right.LIST_MEMBERS], Visibility.OWN, False, False),
        ([], Visibility.TOTALS, True, False),
        ([], Visibility.ALL, True, True),
        ([Right.SEE_STATISTICS], Visibility.OWN, True, True),
        ([Right.MANAGE_ACTIONS], Visibility.OWN, True, True),
        ([Right.MANAGE_ASSOCIATION], Visibility.OWN, True, True),
    ],
)
def test_who_sees_what(
    rights: list[Right], rule: Visibility, figures: bool, details: bool, association: Association
) -> None:
    association.policy_visibility = rule
    member = MembershipFactory(association=association, rights=rights)

    found = _overview(member)

    assert found.sees_figures is figures
    assert found.sees_details is details


@pytest.mark.parametrize(("people", "minutes"), [(1, 0), (2, 0), (3, 180)])
def test_totals_say_nothing_about_fewer_than_three_people(
    people: int, minutes: int, association: Association
) -> None:
    association.policy_visibility = Visibility.TOTALS
    member = MembershipFactory(association=association)
    category = CategoryFactory(association=association)
    for other in MembershipFactory.create_batch(people, association=association, named=True):
        _given(other, "2026-06-02", 60, category=category, distance_hundredths=100)

    found = _overview(member)

    assert found.year.minutes == minutes
    assert [chart.total for chart in found.charts] == ([minutes] * 2 if minutes else [])


def test_totals_leave_out_the_kilometres_of_two(association: Association) -> None:
    association.policy_visibility = Visibility.TOTALS
    member = MembershipFactory(association=association)
    people = MembershipFactory.create_batch(3, association=association, named=True)
    for other, distance in zip(people, [100, 100, None], strict=True):
        _given(other, "2026-06-02", 60, distance_hundredths=distance)

    assert _overview(member).year == Sums(minutes=180, people=3)


def test_what_waits_is_for_those_who_moderate(
    association: Association, treasurer: Membership
) -> None:
    moderator = MembershipFactory(association=association, rights=[Right.MANAGE_ACTIONS])
    category = CategoryFactory(association=association)
    ActionFactory.create_batch(
        6, association=association, category=category, pending=True, minutes=50
    )

    waiting = _overview(moderator).waiting

    assert (waiting.count, waiting.minutes, len(waiting.first)) == (6, 300, 4)
    assert _overview(treasurer).waiting.count == 0


def test_the_team_is_for_those_who_read_names(
    association: Association, treasurer: Membership
) -> None:
    reader = MembershipFactory(
        association=association,
        rights=[Right.LIST_MEMBERS],
        last_entry_on=datetime.date(2026, 6, 1),
        created_at=datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC),
    )
    old = {"association": association, "created_at": reader.created_at}
    MembershipFactory(**old, last_entry_on=datetime.date(2026, 5, 31))
    MembershipFactory(**old, last_entry_on=None, named=True)
    MembershipFactory(**old, left=True)
    MembershipFactory(association=association, pending=True)

    team = _overview(reader).team

    assert team is not None
    assert (team.active, team.requests, team.idle, team.new) == (4, 1, 3, 1)
    assert list(team.newest) == [treasurer]
    assert _overview(treasurer).team is None


def test_the_year_before_the_29th_of_february() -> None:
    assert a_year_before(datetime.date(2028, 2, 29)) == datetime.date(2027, 2, 28)
