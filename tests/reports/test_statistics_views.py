"""The pages of statistics, and their tables as files."""

import datetime
from typing import Any

import pytest
from django.urls import reverse

from benevalibre.associations.models import Association, Membership
from benevalibre.reports import rollups
from benevalibre.valuation.closing import close
from benevalibre.valuation.models import Rate
from tests.client import finish
from tests.factories import (
    ActionFactory,
    AssociationFactory,
    CategoryFactory,
    FiscalYearFactory,
    MembershipFactory,
    ProjectFactory,
)
from tests.personas import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_june")]
DAY = datetime.date(2026, 3, 2)


@pytest.fixture
def nadia() -> Membership:
    return MembershipFactory(association=AssociationFactory(name="Vélos"), manager=True)


def page(place: Association, query: str = "") -> str:
    return reverse("reports:statistics", args=[place.pk]) + query


def text(response: Any) -> str:
    return response.content.decode().replace("\u00a0", " ")


def read(answer: Any) -> str:
    """What a CSV for people holds."""
    return b"".join(answer.streaming_content).decode("utf-8-sig")


def value_hours(place: Association) -> None:
    """Have its rules say that hours have a value."""
    place.policy_valued = True
    place.save()


@pytest.mark.parametrize(
    "query",
    [
        "?period=abc", "?period=2026-02&sort=nothing", "?category=abc", "?category=99999999999",
        "?page=-1", "?page=99999999999999", "?start=99999-01-01", "?start=0001-01-01",
        "?start=2026-05-01&end=2026-01-01", "?person=%00", "?sort=%00", "?period=%00",
        "?end=9999-12-31", "?period=2026&period=all", "?level=1&project=x",
    ],
)  # fmt: skip
def test_any_address_is_answered(nadia: Membership, query: str) -> None:
    ActionFactory(association=nadia.association, date=DAY)
    browser = signed_in(nadia)

    for address in (page(nadia.association), reverse("reports:own_statistics")):
        assert browser.get(address + query).status_code in {200, 422}


def test_dates_out_of_order_are_said_with_what_was_typed(nadia: Membership) -> None:
    query = "?start=2026-05-01&end=2026-01-01"

    answer = signed_in(nadia).get(page(nadia.association, query))

    assert answer.status_code == 422
    assert "La fin vient après le début." in text(answer)
    assert "2026-05-01" in text(answer)


def test_two_dates_narrow_the_page(nadia: Membership) -> None:
    ActionFactory(association=nadia.association, date=DAY, minutes=61)
    ActionFactory(association=nadia.association, date=DAY.replace(day=20), minutes=400)
    query = "?start=2026-03-01&end=2026-03-10"

    answer = signed_in(nadia).get(page(nadia.association, query))

    assert "1 h 01" in text(answer)
    assert "6 h 40" not in text(answer)


def test_dates_win_over_the_period_and_filters_follow_the_choice(nadia: Membership) -> None:
    action = ActionFactory(association=nadia.association, date=DAY, minutes=61)
    ActionFactory(association=nadia.association, date=DAY.replace(month=5), minutes=400)
    query = f"?period=2026&start=2026-03-01&end=2026-03-31&category={action.category_id}"

    answer = text(signed_in(nadia).get(page(nadia.association, query)))

    assert "6 h 40" not in answer
    assert "Entre deux dates" in answer
    assert f'type="hidden" name="category" value="{action.category_id}"' in answer


def test_the_page_of_a_large_team_asks_few_queries(nadia: Membership, query_budget: Any) -> None:
    for _n in range(30):
        project = ProjectFactory(association=nadia.association)
        ActionFactory(association=nadia.association, date=DAY, project=project, level=None)
    Rate.objects.create(association=nadia.association, start="2026-03-02", coefficient="1")
    value_hours(nadia.association)
    rollups.refresh_all()
    browser = signed_in(nadia)
    browser.get(page(nadia.association))

    with query_budget(9):
        first = browser.get(page(nadia.association))
    second = browser.get(page(nadia.association, "?page=2&sort=name"))

    assert "Suivantes" in text(first)
    assert "de valeur" in text(first)
    assert "Précédentes" in text(second)


def test_the_first_visit_after_a_write_shows_it(nadia: Membership) -> None:
    action = ActionFactory(association=nadia.association, date=DAY, minutes=61)
    browser = signed_in(nadia)
    browser.get(page(nadia.association))
    type(action).objects.filter(pk=action.pk).update(minutes=62)

    assert "1 h 02" in text(browser.get(page(nadia.association)))


def test_the_first_section_is_unfolded_and_the_one_that_is_sorted(nadia: Membership) -> None:
    ActionFactory(association=nadia.association, date=DAY, minutes=90)
    browser = signed_in(nadia)

    plain = text(browser.get(page(nadia.association)))
    sorted_by_name = text(browser.get(page(nadia.association, "?sort=name&open=people")))

    assert plain.count('<details class="card fold" open>') == 1
    assert sorted_by_name.count('<details class="card fold" open>') == 2
    assert "1 personne" in plain


def test_a_long_table_offers_its_lines(nadia: Membership) -> None:
    for rank in range(9):
        category = CategoryFactory(association=nadia.association)
        ActionFactory(association=nadia.association, date=DAY, category=category, minutes=rank + 1)

    assert "Voir les 9 lignes" in text(signed_in(nadia).get(page(nadia.association)))


def test_an_empty_period_says_so(nadia: Membership) -> None:
    assert "Rien ne compte encore" in text(signed_in(nadia).get(page(nadia.association)))


def test_nothing_speaks_of_euros(nadia: Membership) -> None:
    ActionFactory(association=nadia.association, date=DAY)

    Rate.objects.create(association=nadia.association, start="2026-01-01", cents=1000)
    browser = signed_in(nadia)
    address = reverse("reports:statistics_file", args=[nadia.association_id, "categories", "csv"])

    shown = text(browser.get(page(nadia.association)))

    assert "€" not in shown
    assert "aleur" not in shown
    assert "Valeur" not in read(browser.get(address))


def test_what_hours_are_worth_is_shown_with_what_has_no_rate(nadia: Membership) -> None:
    here = nadia.association
    value_hours(here)
    board = CategoryFactory(association=here, name="Réunions", is_valued=False)
    workshop = CategoryFactory(association=here, name="Atelier")
    Rate.objects.create(association=here, start="2026-03-02", cents=1205)
    for day, minutes, category in ((1, 60, workshop), (2, 90, workshop), (3, 120, board)):
        ActionFactory(
            association=here, date=DAY.replace(day=day), minutes=minutes, category=category
        )

    shown = text(signed_in(nadia).get(page(here)))

    assert "18,08 €</strong>de valeur" in shown
    assert "1 h n’ont pas de taux et ne sont pas dans la valeur." in shown
    assert "2 h se comptent en heures seulement, sans valeur." in shown
    assert "+ 1 h sans taux" in shown
    assert reverse("valuation:rate_list", args=[here.pk]) in shown


def test_files_by_word_hold_euros_and_others_hours_only(nadia: Membership) -> None:
    here = nadia.association
    value_hours(here)
    Rate.objects.create(association=here, start="2026-03-02", cents=1205)
    workshop = CategoryFactory(association=here)
    for day in (1, 2):
        ActionFactory(association=here, date=DAY.replace(day=day), minutes=90, category=workshop)
    browser = signed_in(nadia)

    files = {
        table: read(browser.get(reverse("reports:statistics_file", args=[here.pk, table, "csv"])))
        for table in ("categories", "people", "parts")
    }

    head, line = files["categories"].splitlines()
    assert head.endswith("Valeur (en euros);Heures sans taux;Heures sans valeur")
    assert line.endswith(";18,08;1,5;0")
    assert "Valeur" not in files["people"] + files["parts"]


def test_a_closed_year_says_which_statement_its_value_is_of(nadia: Membership) -> None:
    here = nadia.association
    value_hours(here)
    year = FiscalYearFactory(
        association=here, start=datetime.date(2025, 1, 1), end=datetime.date(2025, 12, 31)
    )
    rate = Rate.objects.create(association=here, start="2025-01-01", cents=1000)
    ActionFactory(association=here, date=datetime.date(2025, 3, 2), minutes=60)
    close(year, by=nadia)
    rate.change(by=nadia, cents=2000)

    shown = text(signed_in(nadia).get(page(here, f"?period=fiscal-{year.pk}")))

    assert "10,00 €</strong>de valeur" in shown
    assert "La valeur est celle de l’état n° 1, aux taux d’alors." in shown
    assert reverse("valuation:statement_detail", args=[here.pk, 1]) in shown


@pytest.mark.parametrize("code", ["csv", "csv-machines", "xlsx", "ods", "json"])
@pytest.mark.parametrize("table", ["categories", "projects", "levels", "people", "parts"])
def test_each_table_is_a_file(nadia: Membership, table: str, code: str) -> None:
    ActionFactory(association=nadia.association, date=DAY, minutes=90, distance_hundredths=1250)
    address = reverse("reports:statistics_file", args=[nadia.association_id, table, code])

    answer = signed_in(nadia).get(address + "?period=2026")

    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    finish(answer)


def test_a_file_holds_the_figures_of_the_page(nadia: Membership) -> None:
    action = ActionFactory(
        association=nadia.association, date=DAY, minutes=90, distance_hundredths=1250
    )
    address = reverse("reports:statistics_file", args=[nadia.association_id, "categories", "csv"])

    answer: Any = signed_in(nadia).get(address + "?period=2026-03")

    content = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert content.splitlines() == [
        (
            "Catégorie;Activités;Bénévoles;Heures;Heures (en décimal);Trajet (en heures);"
            "Distance (en km)"
        ),
        f"{action.category.label};1;1;1:30:00;1,5;0;12,5",
    ]


@pytest.mark.parametrize("path", [("nothing", "csv"), ("people", "exe"), ("total", "csv")])
def test_a_file_that_does_not_exist_is_missing(nadia: Membership, path: tuple[str, str]) -> None:
    address = reverse("reports:statistics_file", args=[nadia.association_id, *path])

    assert signed_in(nadia).get(address).status_code == 404
