"""Who may send what to the pages of rates and closed years."""

from datetime import date
from typing import Any

from django.core.files.base import ContentFile

from benevalibre.associations.models import FiscalYear, Right
from benevalibre.valuation.closing import close
from benevalibre.valuation.models import Gift, PlannedHours, Rate
from tests.access.rows import HOST, Row, here
from tests.factories import ActionFactory, CategoryFactory, FiscalYearFactory, ProjectFactory
from tests.personas import Personas


def valued(personas: Personas) -> dict[str, Any]:
    """The association in the address gives hours a value."""
    type(personas.association).objects.filter(pk=personas.association.pk).update(policy_valued=True)
    return here(personas)


def a_rate(personas: Personas) -> dict[str, Any]:
    rate = Rate.objects.create(association=personas.association, start="2026-01-01", cents=1500)
    return valued(personas) | {"rate_id": rate.pk}


def a_price(_personas: Personas) -> dict[str, Any]:
    return {"scope": "all", "start": "2026-02-01", "way": "fixed", "cents": "15,50"}


def a_year(personas: Personas) -> dict[str, Any]:
    year = FiscalYearFactory(
        association=personas.association, start=date(2024, 1, 1), end=date(2024, 12, 31)
    )
    return valued(personas) | {"year_id": year.pk}


def a_closed_year(personas: Personas) -> dict[str, Any]:
    args = a_year(personas)
    category = CategoryFactory(association=personas.association)
    ActionFactory(member=personas.member, category=category, date=date(2024, 5, 1), minutes=90)
    personas.manager.association.refresh_from_db()
    close(FiscalYear.objects.get(pk=args["year_id"]), by=personas.manager)
    return args


def a_statement(personas: Personas) -> dict[str, Any]:
    a_closed_year(personas)
    return here(personas) | {"number": 1}


def a_gift(personas: Personas) -> dict[str, Any]:
    args = a_year(personas)
    gift = Gift.objects.create(
        association=personas.association,
        fiscal_year_id=args["year_id"],
        nature="goods",
        label="Couvertures",
        cents=64_000,
        evidence=ContentFile(b"%PDF-1.4 %%EOF", name="devis.pdf"),
    )
    return valued(personas) | {"gift_id": gift.pk}


def gift_columns(_personas: Personas) -> dict[str, Any]:
    return {"nature": "goods", "label": "Couvertures", "cents": "640"}


def a_plan(personas: Personas) -> dict[str, Any]:
    args = a_year(personas)
    project = ProjectFactory(association=personas.association)
    PlannedHours.objects.create(
        association=personas.association,
        fiscal_year_id=args["year_id"],
        project=project,
        minutes=7200,
    )
    return args


def a_format(_personas: Personas) -> dict[str, Any]:
    return {"format": "csv"}


def a_project(_personas: Personas) -> dict[str, Any]:
    return {"whole": "on", "cost": "10000", "percent": "20"}


def without_years(personas: Personas) -> dict[str, Any]:
    personas.association.fiscal_years.all().delete()
    return here(personas)


def a_file(_personas: Personas) -> dict[str, Any]:
    return {"paper": "detail", "format": "csv"}


def a_reason(_personas: Personas) -> dict[str, Any]:
    return {"reason": "Une feuille oubliée"}


MANAGE = Right.MANAGE_VALUATION
ROWS = [
    Row("valuation:rate_list", MANAGE, args=valued),
    Row("valuation:rate_create", MANAGE, args=valued),
    Row("valuation:rate_create", MANAGE, "POST", args=valued, data=a_price),
    Row("valuation:rate_edit", MANAGE, args=a_rate),
    Row("valuation:rate_edit", MANAGE, "POST", args=a_rate, data=a_price),
    Row("valuation:rate_deletion", MANAGE, args=a_rate),
    Row("valuation:rate_deletion", MANAGE, "POST", args=a_rate),
    Row("valuation:statement_list", MANAGE, args=here),
    Row("valuation:year_closing", MANAGE, args=a_year),
    Row("valuation:year_closing", MANAGE, "POST", args=a_year),
    Row("valuation:year_reopening", MANAGE, args=a_closed_year),
    Row("valuation:year_reopening", MANAGE, "POST", args=a_closed_year, data=a_reason),
    Row("valuation:statement_detail", MANAGE, args=a_statement),
    Row("valuation:statement_pdf", MANAGE, args=a_statement),
    Row("valuation:statement_file", MANAGE, args=a_statement, data=a_file),
    Row("valuation:gift_list", MANAGE, args=a_year),
    Row("valuation:gift_create", MANAGE, args=a_year),
    Row("valuation:gift_create", MANAGE, "POST", args=a_year, data=gift_columns),
    Row("valuation:gift_edit", MANAGE, args=a_gift),
    Row("valuation:gift_edit", MANAGE, "POST", args=a_gift, data=gift_columns),
    Row("valuation:gift_deletion", MANAGE, args=a_gift),
    Row("valuation:gift_deletion", MANAGE, "POST", args=a_gift),
    Row("valuation:gift_evidence", MANAGE, args=a_gift),
    Row("valuation:plan_list", MANAGE, args=without_years),
    Row("valuation:plan_detail", MANAGE, args=a_plan),
    Row("valuation:plan_edit", MANAGE, args=a_plan),
    Row("valuation:plan_edit", MANAGE, "POST", args=a_plan),
    Row("valuation:plan_file", MANAGE, args=a_plan, data=a_format),
    Row("valuation:plan_budget", MANAGE, args=a_plan, data=a_project),
    Row("valuation:smic_list", HOST),
    Row("valuation:smic_list", HOST, "POST"),
]
