"""Who may ask for time sheets."""

from typing import Any

from benevalibre.associations.models import Association, Right
from benevalibre.associations.models.association import State
from benevalibre.reports import year_sheets
from benevalibre.reports.models import Bundle
from benevalibre.valuation.models import Statement
from tests.access.rows import PARTICIPANT, Row
from tests.access.statistics import own_hours, some_hours
from tests.access.valuation import a_statement
from tests.personas import Personas


def a_person(personas: Personas) -> dict[str, Any]:
    """Somebody who gave something."""
    return some_hours(personas) | {"member_id": personas.guest.pk}


def a_bundle(personas: Personas) -> dict[str, Any]:
    """The sheets of a closed year, made."""
    args = a_statement(personas)
    year_sheets.ask(Statement.objects.get(), by=personas.manager)
    assert Bundle.objects.get().file
    return args


def a_frozen_bundle(personas: Personas) -> dict[str, Any]:
    """The same, in an association on its way elsewhere."""
    args = a_bundle(personas)
    Association.objects.filter(pk=personas.association.pk).update(state=State.FROZEN)
    return args


ROWS = [
    Row("reports:timesheet_mine", PARTICIPANT, args=own_hours),
    Row("reports:timesheet_mine_pdf", PARTICIPANT, args=own_hours),
    Row("reports:timesheet", Right.MANAGE_ACTIONS, args=a_person),
    Row("reports:timesheet_pdf", Right.MANAGE_ACTIONS, args=a_person),
    Row("reports:bundle", Right.MANAGE_VALUATION, args=a_statement),
    Row("reports:bundle", Right.MANAGE_VALUATION, "POST", args=a_statement),
    Row("reports:bundle_file", Right.MANAGE_VALUATION, args=a_bundle),
    Row("reports:bundle", Right.MANAGE_VALUATION, "POST", args=a_frozen_bundle),
    Row("reports:bundle_file", Right.MANAGE_VALUATION, args=a_frozen_bundle),
]
