"""Closing a fiscal year: what is frozen, what is locked, and how it opens again."""

from datetime import date
from operator import attrgetter

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benevalibre.actions.models import Action
from benevalibre.associations.models import FiscalYear, Membership
from benevalibre.associations.writing import RuleError
from benevalibre.journal.models import Entry
from benevalibre.valuation.closing import Preview, close, reopen
from benevalibre.valuation.figures import Figures
from benevalibre.valuation.locking import install, remove_before_migrating
from benevalibre.valuation.models import Rate, Statement
from benevalibre.valuation.sourcing import sealed
from tests.factories import ActionFactory, CategoryFactory, MembershipFactory, ProjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def jeanne(treasurer: Membership) -> Membership:
    return MembershipFactory(association=treasurer.association, user__first_name="Jeanne")


@pytest.fixture
def given_hours(jeanne: Membership, year: FiscalYear) -> Action:
    Rate.objects.create(association=year.association, start="2026-01-01", cents=1232)
    return ActionFactory(member=jeanne, date=date(2026, 6, 1), minutes=600)


def test_the_figures_are_frozen(
    treasurer: Membership, year: FiscalYear, given_hours: Action
) -> None:
    statement = close(year, by=treasurer)
    reckoned = sealed(Preview(year).figures, year.association, by=treasurer)
    Rate.objects.update(cents=9999)
    given_hours.category.change(by=treasurer, name="Autre nom")

    kept = Figures.thawed(Statement.objects.get().figures)

    assert kept == reckoned
    assert (kept.minutes, kept.cents) == (600, 123_20)
    assert kept.closed_by == treasurer.display_name
    assert [basis.start for basis in kept.rates] == [date.fromisoformat("2026-01-01")]
    assert [share.minutes for share in kept.people] == [600]
    assert statement.number == 1
    assert Entry.objects.filter(verb="year.close").exists()


@pytest.mark.parametrize(
    "change",
    [
        {"minutes": 1},
        {"date": "2026-06-02"},
        {"date": "2027-01-02"},
        {"travel_minutes": 5},
        {"distance_hundredths": 100},
        {"status": "declined"},
    ],
    ids=str,
)
def test_the_database_locks_what_counts(
    treasurer: Membership, year: FiscalYear, given_hours: Action, change: dict
) -> None:
    close(year, by=treasurer)

    with pytest.raises(IntegrityError, match="closed fiscal year"), transaction.atomic():
        Action.objects.filter(pk=given_hours.pk).update(**change)


def test_the_database_locks_words_and_existence(
    treasurer: Membership, year: FiscalYear, given_hours: Action
) -> None:
    close(year, by=treasurer)
    rows = Action.objects.filter(pk=given_hours.pk)
    project = ProjectFactory(association=year.association)
    category = CategoryFactory(association=year.association)
    later = ActionFactory(member=given_hours.member, date=date(2027, 1, 5))

    for act in (
        lambda: rows.update(project=project),
        lambda: rows.update(category=category),
        rows.delete,
        lambda: Action.objects.filter(pk=later.pk).update(date="2026-12-31"),
        lambda: ActionFactory(member=given_hours.member, date=date(2026, 12, 31)),
    ):
        with pytest.raises(IntegrityError, match="closed fiscal year"), transaction.atomic():
            act()


def test_whose_hours_they_are_may_still_change(
    treasurer: Membership, year: FiscalYear, given_hours: Action
) -> None:
    close(year, by=treasurer)

    done = Action.objects.filter(pk=given_hours.pk).update(member=treasurer, title="")

    assert done == 1


def test_an_association_that_goes_for_good_is_not_held(
    treasurer: Membership, year: FiscalYear, given_hours: Action
) -> None:
    close(year, by=treasurer)
    type(year.association).objects.filter(pk=year.association_id).update(state="purging")

    Action.objects.filter(pk=given_hours.pk).delete()

    assert not Action.objects.exists()


def test_the_triggers_can_be_made_again(
    treasurer: Membership, year: FiscalYear, given_hours: Action
) -> None:
    install("default")
    close(year, by=treasurer)

    with pytest.raises(IntegrityError), transaction.atomic():
        Action.objects.update(minutes=1)


def test_other_years_and_associations_stay_open(
    treasurer: Membership, year: FiscalYear, given_hours: Action
) -> None:
    elsewhere = ActionFactory(date=date(2026, 6, 1))
    before = ActionFactory(member=given_hours.member, date=date(2025, 12, 31))
    close(year, by=treasurer)

    done = Action.objects.filter(pk__in=[elsewhere.pk, before.pk]).update(minutes=30)

    assert done == 2


def test_a_year_that_is_not_over_stays_open(treasurer: Membership) -> None:
    running = FiscalYear.objects.create_year(
        treasurer.association, by=treasurer, start=date(2027, 1, 1), end=date(2027, 12, 31)
    )

    with pytest.raises(RuleError, match="n’est pas fini"):
        close(running, by=treasurer)


def test_waiting_hours_are_answered_or_left_knowingly(
    treasurer: Membership, jeanne: Membership, year: FiscalYear
) -> None:
    ActionFactory(member=jeanne, date=date(2026, 3, 1), minutes=90, pending=True)

    with pytest.raises(RuleError, match="attendent encore"):
        close(year, by=treasurer)
    statement = close(year, by=treasurer, leaving_waiting=True)

    assert Figures.thawed(statement.figures).minutes == 0


def test_closing_twice_makes_one_statement(
    treasurer: Membership, year: FiscalYear, given_hours: Action
) -> None:
    close(year, by=treasurer)

    with pytest.raises(RuleError, match="déjà arrêté"):
        close(year, by=treasurer)

    assert Statement.objects.count() == 1


def test_reopening_is_seen_and_gives_a_new_number(
    treasurer: Membership, year: FiscalYear, given_hours: Action
) -> None:
    close(year, by=treasurer)
    reopen(year, by=treasurer, reason="Une feuille oubliée")
    Action.objects.filter(pk=given_hours.pk).update(minutes=660)

    second = close(year, by=treasurer)
    first = Statement.objects.get(number=1)

    assert (first.reopen_reason, first.reopened_by) == ("Une feuille oubliée", treasurer)
    assert Figures.thawed(first.figures).minutes == 600
    assert (second.number, Figures.thawed(second.figures).minutes) == (2, 660)
    assert Entry.objects.filter(verb="year.reopen").exists()


def test_reopening_asks_why(treasurer: Membership, year: FiscalYear) -> None:
    close(year, by=treasurer)

    with pytest.raises(RuleError, match="pourquoi"):
        reopen(year, by=treasurer, reason="  ")

    year.refresh_from_db()
    assert year.closed_at is not None


def test_self_approved_hours_are_told(
    treasurer: Membership, jeanne: Membership, year: FiscalYear
) -> None:
    ActionFactory(member=treasurer, date=date(2026, 3, 1), minutes=90, status_by=treasurer)
    ActionFactory(member=jeanne, date=date(2026, 3, 1), minutes=60, status_by=treasurer)

    assert Preview(year).figures.self_approved == 90


def test_categories_counted_in_hours_lack_no_rate(
    jeanne: Membership, year: FiscalYear, given_hours: Action
) -> None:
    board = CategoryFactory(association=year.association, name="Réunions", is_valued=False)
    ActionFactory(member=jeanne, category=board, date=date(2026, 2, 1), minutes=120)
    ActionFactory(member=jeanne, date=date(2026, 6, 1), minutes=45, category=given_hours.category)

    figures = Preview(year).figures

    assert (figures.minutes, figures.unvalued_minutes, figures.unrated_minutes) == (765, 120, 0)
    assert figures.valued_minutes == 645


def test_hours_without_a_rate_are_said_and_not_counted_as_zero(
    jeanne: Membership, year: FiscalYear, given_hours: Action
) -> None:
    Rate.objects.update(start="2026-03-01")
    ActionFactory(member=jeanne, date=date(2026, 2, 1), minutes=90)

    figures = Preview(year).figures

    assert (figures.unrated_minutes, figures.valued_minutes) == (90, 600)
    assert [line.cents for line in figures.lines if line.lacks_rate] == [None]


MINUTES = st.lists(
    st.tuples(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(1, 1440)), max_size=8
)


@given(entries=MINUTES)
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_every_view_of_a_year_agrees(
    entries: list[tuple[date, int]], jeanne: Membership, year: FiscalYear
) -> None:
    with transaction.atomic():
        Rate.objects.create(association=year.association, start="2026-04-17", cents=1757)
        for day, minutes in entries:
            ActionFactory(member=jeanne, date=day, minutes=minutes, travel_minutes=7)
        figures = sealed(Preview(year).figures, year.association, by=jeanne)
        transaction.set_rollback(True)

    by_category = sum(
        sum(line.cents or 0 for line in group)
        for group in figures.by(attrgetter("category")).values()
    )
    assert figures.minutes == sum(minutes for _day, minutes in entries)
    assert figures.minutes == sum(share.minutes for share in figures.people)
    assert figures.minutes == figures.valued_minutes + figures.unrated_minutes
    assert by_category == figures.cents
    assert Figures.thawed(figures.frozen()) == figures


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite alone rebuilds tables")
def test_a_table_that_the_lock_reads_can_be_rebuilt_by_a_migration(given_hours: Action) -> None:
    remove_before_migrating(using="default")

    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM sqlite_master WHERE name LIKE 'valuation_closed%'")
        left = cursor.fetchone()
    install("default")

    assert left == (0,)
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM sqlite_master WHERE name LIKE 'valuation_closed%'")
        assert cursor.fetchone() == (6,)
