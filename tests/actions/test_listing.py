"""The team's list: filters, order, totals, pages that follow one another."""

import datetime

import pytest

from benevalibre.actions import listing
from benevalibre.actions.listing import Filters
from benevalibre.actions.models import Action
from benevalibre.actions.paging import BY_DATE, SIZE, page
from benevalibre.associations.models import Association
from tests.factories import (
    ActionFactory,
    AssociationFactory,
    CategoryFactory,
    MembershipFactory,
    ProjectFactory,
)

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 3, 10)


@pytest.fixture
def association() -> Association:
    return AssociationFactory()


def _many(association: Association, count: int) -> list[Action]:
    """Actions on five days and of seven durations, two or three to a place in either order."""
    member = MembershipFactory(association=association, named=True)
    category = CategoryFactory(association=association)
    return [
        ActionFactory(
            member=member,
            category=category,
            date=DAY - datetime.timedelta(days=n % 5),
            minutes=15 * (n % 7),
        )
        for n in range(count)
    ]


@pytest.mark.parametrize("sort", ["-date", "date", "-minutes", "minutes", "person", "-status"])
def test_the_pages_together_are_the_whole_list(sort: str, association: Association) -> None:
    expected = {action.pk for action in _many(association, SIZE * 2 + 7)}

    seen, after = [], ""
    while True:
        found = listing.listing(association, Filters(), sort=sort, after=after)
        seen += [row.pk for row in found.page.rows]
        after = found.page.after
        if not after:
            break

    assert len(seen) == len(expected)
    assert set(seen) == expected


@pytest.mark.parametrize("sort", ["-date", "minutes"])
def test_going_back_shows_the_page_before(sort: str, association: Association) -> None:
    _many(association, SIZE * 2 + 7)
    first = listing.listing(association, Filters(), sort=sort).page
    second = listing.listing(association, Filters(), sort=sort, after=first.after).page

    back = listing.listing(association, Filters(), sort=sort, before=second.before).page

    assert back.rows == first.rows
    assert back.before == ""
    assert back.after == first.after


def test_the_end_of_the_list_is_one_step_away(association: Association) -> None:
    _many(association, SIZE + 3)
    rows = Action.objects.filter(association=association)

    last = page(rows, BY_DATE, before="end")

    expected = list(rows.latest_first())[-SIZE:]
    assert last.rows == expected
    assert last.after == ""
    assert last.before


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        ".",
        "2026-03-10",
        "2026-03-10.",
        "2026-99-10.1",
        "2026-03-10.x",
        "1" * 90,
        "2026-03-10.99999999999999999999",
    ],
)
def test_what_is_no_cursor_gives_the_first_page(cursor: str, association: Association) -> None:
    _many(association, 3)

    found = listing.listing(association, Filters(), sort="-date", after=cursor)

    assert len(found.page.rows) == 3


def test_a_filter_keeps_what_it_names(association: Association) -> None:
    project = ProjectFactory(association=association)
    wanted = ActionFactory(
        association=association,
        member__user__first_name="Léa",
        member__user__last_name="Émond",
        project=project,
        title="Atelier Vélo",
        date=DAY,
        pending=True,
    )
    ActionFactory(association=association, date=DAY, title="Autre")
    ActionFactory(project=ProjectFactory(), title="Atelier Vélo", date=DAY)

    for filters in (
        Filters(person="emond lea"),
        Filters(text="atelier vélo", year=2026),
        Filters(project=project),
        Filters(category=wanted.category),
        Filters(status="pending"),
    ):
        assert list(listing.matching(association, filters)) == [wanted]


def test_dates_are_both_included(association: Association) -> None:
    days = [DAY - datetime.timedelta(days=1), DAY, DAY + datetime.timedelta(days=1)]
    actions = [ActionFactory(association=association, date=day) for day in days]

    def found(**bounds: datetime.date) -> list[Action]:
        return list(listing.matching(association, Filters(**bounds)).order_by("pk"))

    assert found(start=DAY) == actions[1:]
    assert found(end=DAY) == actions[:2]
    assert found(start=DAY, end=DAY) == [actions[1]]


def test_a_text_is_searched_in_the_present_year_first(association: Association) -> None:
    today = association.today()
    now = ActionFactory(association=association, title="Fête", date=today)
    before = ActionFactory(
        association=association, title="Fête", date=today.replace(year=today.year - 1, day=1)
    )

    assert list(listing.matching(association, Filters(text="fête"))) == [now]
    year = Filters(text="fête", year=today.year - 1)
    assert list(listing.matching(association, year)) == [before]


def test_totals_stop_counting_at_some_point(
    association: Association, monkeypatch: pytest.MonkeyPatch
) -> None:
    _many(association, 8)

    assert listing.totals(Action.objects.all()) == listing.Totals(
        8, 15 * (0 + 1 + 2 + 3 + 4 + 5 + 6)
    )
    monkeypatch.setattr(listing, "COUNTED", 5)

    assert listing.totals(Action.objects.all()) == listing.Totals(6, None)


def test_a_long_list_is_sorted_by_date_or_duration_only(
    association: Association, monkeypatch: pytest.MonkeyPatch
) -> None:
    _many(association, 4)
    monkeypatch.setattr(listing, "SORTABLE", 3)

    found = listing.listing(association, Filters(), sort="person")

    assert found.sort == "-date"
    assert not found.may_sort


def test_the_years_go_from_the_first_action_to_now(association: Association) -> None:
    today = association.today()
    ActionFactory(association=association, date=datetime.date(today.year - 2, 5, 1))
    ActionFactory(date=datetime.date(today.year - 5, 5, 1))

    assert listing.years(association) == [today.year, today.year - 1, today.year - 2]
