"""Who may do what with the activity report and « Votre année », in the room « reports »."""

import datetime
from typing import Any

from django.utils import timezone

from benevalibre.associations.models import Right
from tests.access.rows import PARTICIPANT, SIGNED_IN, Row, here
from tests.factories import ActionFactory
from tests.personas import Personas


def last_year() -> int:
    return timezone.localdate().year - 1


def reported(personas: Personas) -> dict[str, Any]:
    """The association, where three people gave something last year."""
    for month, member in enumerate((personas.guest, personas.member, personas.manager), start=1):
        ActionFactory(member=member, date=datetime.date(last_year(), month, 3))
    return here(personas)


def own_year(personas: Personas) -> dict[str, Any]:
    """Last year, in which the guest, the member and the manager gave something."""
    reported(personas)
    return {"number": last_year()}


def words(_personas: Personas) -> dict[str, Any]:
    return {"text": "Une belle année."}


ROWS = [
    Row("reports:activity", Right.SEE_STATISTICS, args=reported),
    Row("reports:activity_file", Right.SEE_STATISTICS, args=reported),
    Row("reports:introduction_edit", Right.MANAGE_ASSOCIATION, args=here),
    Row("reports:introduction_edit", Right.MANAGE_ASSOCIATION, "POST", args=here, data=words),
    Row("reports:year", PARTICIPANT, args=own_year),
    Row("reports:year_file", PARTICIPANT, args=own_year),
    Row("reports:year_hiding", SIGNED_IN, "POST", args=own_year),
]
