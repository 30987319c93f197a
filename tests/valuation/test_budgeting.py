"""The budget of a subsidy form: what was planned beside what was done."""

from datetime import date
from typing import Any

import pytest

from benevalibre.associations.models import FiscalYear, Membership, Project
from benevalibre.valuation.models import Gift, PlannedHours, Rate
from benevalibre.valuation.models.plans import Plan
from tests.factories import ActionFactory, MembershipFactory, ProjectFactory
from tests.personas import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(treasurer: Membership, year: FiscalYear) -> Project:
    """100 hours are planned for the night shelter, and 40 were done, at 15 euros."""
    night = ProjectFactory(association=year.association, name="Accueil de nuit")
    Rate.objects.create(association=year.association, start="2026-01-01", cents=15_00)
    PlannedHours.objects.plan(year, by=treasurer, plans={night.pk: Plan(6000)})
    jeanne = MembershipFactory(association=year.association)
    for project, minutes in ((night, 2400), (None, 60)):
        ActionFactory(member=jeanne, project=project, date=date(2026, 5, 4), minutes=minutes)
    return night


def path_of(year: FiscalYear, end: str = "budget/") -> str:
    return f"/associations/{year.association_id}/exercices/{year.pk}/{end}"


def plain(html: bytes) -> str:
    return html.decode().replace("\u00a0", " ").replace("\u202f", " ")


def test_a_budget_shows_one_project_and_what_a_funder_pays_at_most(
    planned: Project, year: FiscalYear, treasurer: Membership
) -> None:
    query = {"project": "Accueil de nuit", "whole": "on", "cost": "8 500", "percent": "20"}

    html = plain(signed_in(treasurer).get(path_of(year, "budget/"), query).content)

    assert "864 Personnel bénévole" in html
    assert "1 500 €" in html
    assert "600 €" in html
    assert "1 700,00 €" in html
    assert "2 000,00 €" in html
    assert "soit 15 % du coût total" in html


def test_the_budget_of_all_has_the_gifts(
    planned: Project, year: FiscalYear, treasurer: Membership
) -> None:
    gift: dict[str, Any] = {"nature": "goods", "label": "Pain", "cents": 77_00}
    Gift.objects.note(year, by=treasurer, **gift)

    html = plain(signed_in(treasurer).get(path_of(year, "budget/")).content)
    one = plain(
        signed_in(treasurer).get(path_of(year, "budget/"), {"project": planned.name}).content
    )

    assert "870 Dons en nature" in html
    assert "692,00 €" in html
    assert "870 Dons en nature" not in one


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"cost": "beaucoup", "percent": "20"}, "Écrivez un nombre"),
        ({"cost": "100", "percent": "101"}, "plus de 100"),
        ({"cost": "100"}, "Il manque ce nombre"),
        ({"project": "Ailleurs"}, "n’en fait pas partie|choix valide"),
    ],
    ids=str,
)
def test_a_budget_says_what_is_wrong(
    planned: Project, year: FiscalYear, treasurer: Membership, query: dict[str, str], sentence: str
) -> None:
    page = signed_in(treasurer).get(path_of(year, "budget/"), query)

    assert page.status_code == 422
    assert any(part in plain(page.content) for part in sentence.split("|"))
