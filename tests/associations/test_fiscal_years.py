"""Tests of fiscal years: their verbs and their pages."""

import datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from benevalibre.associations.models import FiscalYear
from benevalibre.associations.writing import RuleError
from tests.factories import AssociationFactory, FiscalYearFactory
from tests.personas import Personas

pytestmark = pytest.mark.django_db

START, END = datetime.date(2026, 1, 1), datetime.date(2026, 12, 31)
DAY = datetime.timedelta(days=1)


def page(name: str, personas: Personas, *args: int) -> str:
    return reverse(f"associations:{name}", args=[personas.association.pk, *args])


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (START, END),
        (END, END + 10 * DAY),
        (START - 10 * DAY, START),
        (START + DAY, END - DAY),
        (START - DAY, END + DAY),
    ],
)
def test_two_years_never_share_a_day(
    start: datetime.date, end: datetime.date, personas: Personas
) -> None:
    FiscalYearFactory(association=personas.association, start=START, end=END)

    with pytest.raises(RuleError, match="déjà dans l’exercice 2026"):
        FiscalYear.objects.create_year(
            personas.association, by=personas.manager, start=start, end=end
        )

    assert FiscalYear.objects.count() == 1


def test_years_may_follow_one_another_and_be_shorter(personas: Personas) -> None:
    FiscalYearFactory(association=personas.association, start=START, end=END)

    year = FiscalYear.objects.create_year(
        personas.association, by=personas.manager, start=END + DAY, end=END + 90 * DAY
    )

    assert year.start == datetime.date(2027, 1, 1)


def test_the_same_dates_are_free_in_another_association(personas: Personas) -> None:
    FiscalYearFactory(association=AssociationFactory(), start=START, end=END)

    FiscalYear.objects.create_year(personas.association, by=personas.manager, start=START, end=END)

    assert personas.association.fiscal_years.count() == 1


def test_a_year_ends_after_it_starts(personas: Personas) -> None:
    sent = {"start": "2026-12-31", "end": "2026-01-01"}

    response = personas.client("manager").post(page("fiscal_year_create", personas), sent)

    assert response.status_code == 422
    assert "La fin vient après le début" in response.content.decode()


@pytest.mark.parametrize("far", ["9999-12-31", "0001-01-01", "hier", "2026-02-30"])
def test_a_date_that_nobody_means_is_refused(far: str, personas: Personas) -> None:
    sent = {"start": "2026-01-01", "end": far}

    response = personas.client("manager").post(page("fiscal_year_create", personas), sent)

    assert response.status_code == 422
    assert not FiscalYear.objects.exists()


def test_the_dates_of_an_open_year_change(personas: Personas) -> None:
    year = FiscalYearFactory(association=personas.association, start=START, end=END)
    sent = {"start": "2026-01-01", "end": "2026-08-31"}

    personas.client("manager").post(page("fiscal_year_edit", personas, year.pk), sent)

    year.refresh_from_db()
    assert year.end == datetime.date(2026, 8, 31)


def test_the_dates_of_a_closed_year_do_not_move(personas: Personas) -> None:
    year = FiscalYearFactory(association=personas.association, start=START, end=END, closed=True)
    sent = {"start": "2026-01-01", "end": "2026-08-31"}

    response = personas.client("manager").post(page("fiscal_year_edit", personas, year.pk), sent)

    assert response.status_code == 422
    year.refresh_from_db()
    assert year.end == END


def test_the_dates_of_a_year_that_was_closed_meanwhile_do_not_move(personas: Personas) -> None:
    year = FiscalYearFactory(association=personas.association, start=START, end=END)
    FiscalYear.objects.filter(pk=year.pk).update(closed_at=timezone.now())

    with pytest.raises(RuleError, match="arrêté"):
        year.change(by=personas.manager, start=START, end=END - DAY)

    year.refresh_from_db()
    assert year.end == END


@pytest.mark.parametrize(
    ("end", "proposed"),
    [
        (datetime.date(2026, 12, 31), (datetime.date(2027, 1, 1), datetime.date(2027, 12, 31))),
        (datetime.date(2026, 8, 31), (datetime.date(2026, 9, 1), datetime.date(2027, 8, 31))),
        (datetime.date(2028, 2, 28), (datetime.date(2028, 2, 29), datetime.date(2029, 2, 27))),
    ],
)
def test_the_next_twelve_months_are_proposed(
    end: datetime.date, proposed: tuple[datetime.date, datetime.date], personas: Personas
) -> None:
    FiscalYearFactory(association=personas.association, start=end - 300 * DAY, end=end)

    found = FiscalYear.objects.next_of(personas.association)

    assert (found["start"], found["end"]) == proposed


def test_the_list_stays_within_its_budget(personas: Personas, query_budget: Any) -> None:
    for year in range(2010, 2026):
        FiscalYearFactory(
            association=personas.association,
            start=datetime.date(year, 1, 1),
            end=datetime.date(year, 12, 31),
        )
    browser = personas.client("manager")

    with query_budget(9):
        browser.get(page("fiscal_year_list", personas))
