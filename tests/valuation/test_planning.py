"""Hours planned for projects, beside those that were done."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from benevalibre.associations.merging import merge_words
from benevalibre.associations.models import FiscalYear, Membership, Project
from benevalibre.associations.writing import RuleError
from benevalibre.journal.models import Entry
from benevalibre.valuation.closing import close
from benevalibre.valuation.forms.fields import hours_as_typed, parse_hours
from benevalibre.valuation.models import PlannedHours, Rate
from benevalibre.valuation.models.plans import Plan
from benevalibre.valuation.planning import Row, compare
from tests.factories import (
    ActionFactory,
    CategoryFactory,
    FiscalYearFactory,
    MembershipFactory,
    ProjectFactory,
)
from tests.personas import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def night(treasurer: Membership) -> Project:
    return ProjectFactory(association=treasurer.association, name="Accueil de nuit")


@pytest.fixture
def planned(treasurer: Membership, year: FiscalYear, night: Project) -> Project:
    """100 hours are planned for the night shelter, and 40 were done at 15 euros."""
    Rate.objects.create(association=year.association, start="2026-01-01", cents=15_00)
    PlannedHours.objects.plan(year, by=treasurer, plans={night.pk: Plan(6000)})
    jeanne = MembershipFactory(association=year.association)
    ActionFactory(member=jeanne, project=night, date=date(2026, 5, 4), minutes=1400)
    ActionFactory(member=jeanne, project=night, date=date(2026, 6, 4), minutes=1000)
    ActionFactory(member=jeanne, project=night, date=date(2026, 6, 5), minutes=99, pending=True)
    ActionFactory(member=jeanne, project=None, date=date(2026, 6, 6), minutes=60)
    return night


def path_of(year: FiscalYear, end: str = "prevu/") -> str:
    return f"/associations/{year.association_id}/exercices/{year.pk}/{end}"


def plain(html: bytes) -> str:
    return html.decode().replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("120", 7200), ("2,5", 150), ("2.5 h", 150), ("2h30", 150), ("12 heures", 720), ("0,33", 20)],
)
def test_a_number_alone_is_of_hours(typed: str, minutes: int) -> None:
    assert parse_hours(typed, most=100_000) == minutes


@pytest.mark.parametrize("typed", ["beaucoup", "-3", "2h75", "1,234", "100001", "100001h00", "1e3"])
def test_what_is_no_number_of_hours_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        parse_hours(typed, most=100_000)


def test_hours_read_back_as_the_same_minutes() -> None:
    minutes = range(1, 2000)

    assert [parse_hours(hours_as_typed(each), most=100_000) for each in minutes] == list(minutes)


def test_a_row_tells_its_difference() -> None:
    row = Row(name="Nuit", planned=6000, done=2400, hourly=15_00)

    assert (row.difference, row.gap, row.sign[0], row.share) == (-3600, 3600, "−", 40)
    assert row.planned_cents == 1_500_00
    assert Row(name="", planned=0, hourly=15_00).planned_cents is None


def test_planned_stands_beside_what_counts(planned: Project, year: FiscalYear) -> None:
    found = compare(year)

    night, outside = found.rows
    assert (night.name, night.planned, night.done) == ("Accueil de nuit", 6000, 2400)
    assert (night.planned_cents, night.done_cents) == (1_500_00, 600_00)
    assert (outside.name, outside.planned, outside.done) == ("", 0, 60)
    assert (found.total.done, found.planned_cents, found.done_cents) == (2460, 1_500_00, 615_00)


def test_a_closed_year_tells_what_its_statement_froze(
    planned: Project, year: FiscalYear, treasurer: Membership
) -> None:
    close(year, by=treasurer, leaving_waiting=True)
    Rate.objects.update(cents=99_00)

    found = compare(year)

    assert found.done_cents == 615_00
    assert found.planned_cents == 9_900_00


def test_a_project_renamed_after_the_closing_has_one_row(
    planned: Project, year: FiscalYear, treasurer: Membership
) -> None:
    statement = close(year, by=treasurer, leaving_waiting=True)
    planned.change(by=treasurer, name="Maraude")

    found = {row.name: (row.planned, row.done) for row in compare(year).rows}

    assert found == {"Maraude": (6000, 2400), "": (0, 60)}
    frozen = {line["project"] for line in statement.figures["lines"]}
    assert frozen == {"", "Accueil de nuit"}


def test_a_planned_hour_has_the_rate_of_the_category_chosen(
    planned: Project, year: FiscalYear, treasurer: Membership
) -> None:
    here = year.association
    advice = CategoryFactory(association=here, name="Conseil")
    board = CategoryFactory(association=here, name="Bureau", is_valued=False)
    Rate.objects.create(association=here, category=advice, start="2026-01-01", cents=30_00)
    Rate.objects.create(association=here, category=advice, start="2027-01-01", cents=90_00)
    others = [ProjectFactory(association=here) for _n in range(2)]
    plans = {others[0].pk: Plan(60, advice.pk), others[1].pk: Plan(60, board.pk)}

    PlannedHours.objects.plan(year, by=treasurer, plans=plans)
    found = {row.name: row for row in compare(year).rows}

    assert found[others[0].name].planned_cents == 30_00
    assert found[others[1].name].planned_cents is None
    assert (compare(year).unpriced, compare(year).priced_on) == (60, date(2026, 12, 31))


def test_all_lines_of_a_year_are_typed_at_once(
    planned: Project, year: FiscalYear, treasurer: Membership
) -> None:
    other = ProjectFactory(association=year.association, name="Repas")
    category = CategoryFactory(association=year.association)
    sent = {
        f"hours_{planned.pk}": "",
        f"hours_{other.pk}": "2h30",
        f"category_{other.pk}": category.pk,
    }

    page = signed_in(treasurer).post(path_of(year, "prevu/heures/"), sent, follow=True)

    row = PlannedHours.objects.get()
    assert (row.project, row.minutes, row.category) == (other, 150, category)
    assert "2 h 30" in plain(page.content)
    last = Entry.objects.filter(verb="year.plan").order_by("-pk")[0]
    assert last.changes == {"planned": [6000, 150]}


def test_more_projects_than_a_form_may_hold_are_typed_page_after_page(
    planned: Project, year: FiscalYear, treasurer: Membership
) -> None:
    made = [ProjectFactory(association=year.association, name=f"Projet {n:03}") for n in range(149)]
    browser = signed_in(treasurer)

    first = browser.get(path_of(year, "prevu/heures/"))
    second = browser.get(path_of(year, "prevu/heures/"), {"page": "2"})
    done = browser.post(path_of(year, "prevu/heures/") + "?page=2", {f"hours_{made[-1].pk}": "10"})
    on = browser.post(path_of(year, "prevu/heures/"), {f"hours_{made[0].pk}": "20"})

    assert (len(first.context["form"].projects), len(second.context["form"].projects)) == (100, 50)
    assert done.headers["Location"] == path_of(year)
    assert on.headers["Location"] == path_of(year, "prevu/heures/?page=2")
    kept = dict(PlannedHours.objects.values_list("project", "minutes"))
    assert kept == {planned.pk: 6000, made[0].pk: 1200, made[-1].pk: 600}


def test_what_is_wrong_is_said_and_nothing_is_saved(
    planned: Project, year: FiscalYear, treasurer: Membership
) -> None:
    other = ProjectFactory(association=year.association)
    sent = {f"hours_{planned.pk}": "80", f"hours_{other.pk}": "beaucoup"}

    page = signed_in(treasurer).post(path_of(year, "prevu/heures/"), sent)

    html = plain(page.content)
    assert page.status_code == 422
    assert "Écrivez un nombre" in html
    assert 'value="beaucoup"' in html
    assert 'value="80"' in html
    assert PlannedHours.objects.get().minutes == 6000


def test_typing_the_same_again_changes_nothing(
    planned: Project, year: FiscalYear, treasurer: Membership
) -> None:
    changed = PlannedHours.objects.plan(year, by=treasurer, plans={planned.pk: Plan(6000)})

    assert (changed, Entry.objects.filter(verb="year.plan").count()) == (False, 1)


def test_a_project_of_somebody_else_is_refused(
    planned: Project, year: FiscalYear, treasurer: Membership
) -> None:
    with pytest.raises(RuleError, match="plus là"):
        PlannedHours.objects.plan(year, by=treasurer, plans={ProjectFactory().pk: Plan(60)})


def test_a_project_with_a_plan_is_not_deleted(planned: Project, treasurer: Membership) -> None:
    alone = ProjectFactory(association=planned.association)
    year = planned.association.fiscal_years.get()
    PlannedHours.objects.plan(year, by=treasurer, plans={alone.pk: Plan(60)})

    with pytest.raises(RuleError, match="archivez plutôt"):
        alone.discard(by=treasurer)


def test_the_plans_of_two_projects_that_are_one_add_up(
    planned: Project, year: FiscalYear, treasurer: Membership
) -> None:
    twin = ProjectFactory(association=year.association)
    next_year = FiscalYearFactory(
        association=year.association, start=date(2027, 1, 1), end=date(2027, 12, 31)
    )
    PlannedHours.objects.plan(year, by=treasurer, plans={twin.pk: Plan(120)})
    PlannedHours.objects.plan(next_year, by=treasurer, plans={twin.pk: Plan(30)})

    merge_words(twin, into=planned, by=treasurer)

    rows = PlannedHours.objects.order_by("fiscal_year__start")
    assert [(row.project, row.minutes) for row in rows] == [(planned, 6120), (planned, 30)]


def test_where_nothing_is_valued_no_euro_is_there(
    planned: Project, year: FiscalYear, treasurer: Membership
) -> None:
    type(year.association).objects.update(policy_valued=False)
    browser = signed_in(treasurer)

    pages = [browser.get(path_of(year, end)).content for end in ("prevu/", "prevu/heures/")]
    file: Any = browser.get(path_of(year, "prevu/fichier/"), {"format": "csv"})

    assert all("€" not in plain(page) and "taux" not in plain(page) for page in pages)
    assert "euros" not in b"".join(file.streaming_content).decode("utf-8-sig")
    assert browser.get(path_of(year, "budget/")).status_code == 404
    browser.post(path_of(year, "prevu/heures/"), {f"hours_{planned.pk}": "80"})
    assert PlannedHours.objects.get().minutes == 4800


def test_the_table_is_downloaded(planned: Project, year: FiscalYear, treasurer: Membership) -> None:
    response: Any = signed_in(treasurer).get(path_of(year, "prevu/fichier/"), {"format": "csv"})

    text = b"".join(response.streaming_content).decode("utf-8-sig")
    night, outside = csv.DictReader(io.StringIO(text), delimiter=";")
    assert night["Projet"] == "Accueil de nuit"
    assert (night["Heures prévues"], night["Heures réalisées"]) == ("100,00", "40,00")
    assert (night["Écart en heures"], night["Réalisé en pourcentage"]) == ("-60,00", "40")
    assert (night["Valeur prévue en euros"], night["Valeur réalisée en euros"]) == (
        "1500,00",
        "600,00",
    )
    assert (outside["Projet"], outside["Heures réalisées"]) == ("Hors projet", "1,00")


def test_a_file_that_does_not_exist_is_said(year: FiscalYear, treasurer: Membership) -> None:
    page = signed_in(treasurer).get(path_of(year, "prevu/fichier/"), {"format": "exe"}, follow=True)

    assert "Ce fichier n’existe pas" in plain(page.content)


def test_the_page_leads_to_the_year_of_today(treasurer: Membership, year: FiscalYear) -> None:
    page = signed_in(treasurer).get(f"/associations/{year.association_id}/prevu/")

    assert page["Location"] == path_of(year)


def test_planned_hours_never_give_a_float(planned: Project, year: FiscalYear) -> None:
    row = compare(year).rows[0]

    assert all(type(each) is int for each in (row.planned_cents, row.done_cents, row.share))


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite locks no rows")
def test_planning_takes_no_lock_that_merging_projects_takes_last(
    treasurer: Membership, year: FiscalYear
) -> None:
    project = ProjectFactory(association=year.association)

    with CaptureQueriesContext(connection) as queries:
        PlannedHours.objects.plan(year, by=treasurer, plans={project.pk: Plan(60)})

    held = [query["sql"] for query in queries if "FOR UPDATE" in query["sql"]]
    assert 'FROM "associations_association"' in held[0]
    assert not any('FROM "associations_fiscalyear"' in sql for sql in held)
