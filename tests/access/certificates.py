"""Who may send what to the pages of certificates and the citizen engagement account."""

from datetime import date
from typing import Any

from benevalibre.associations.models import Right
from tests.access.rows import SIGNED_IN, Row, here
from tests.factories import ActionFactory, CategoryFactory
from tests.personas import Personas


def somebody(personas: Personas) -> dict[str, Any]:
    return here(personas) | {"member_id": personas.member.pk}


def an_action(personas: Personas) -> dict[str, Any]:
    category = CategoryFactory(association=personas.association)
    action = ActionFactory(member=personas.member, category=category, date=date(2026, 5, 1))
    return here(personas) | {"action_id": action.pk}


ISSUE = Right.ISSUE_CERTIFICATES
ROWS = [
    Row("certificates:cec_mine", SIGNED_IN),
    Row("certificates:cec_mine_pdf", SIGNED_IN),
    Row("certificates:cec_list", ISSUE, args=here),
    Row("certificates:cec_list_pdf", ISSUE, args=here),
    Row("certificates:cec_list_xlsx", ISSUE, args=here),
    Row("certificates:cec_person", ISSUE, args=somebody),
    Row("certificates:cec_function", ISSUE, "POST", args=an_action),
]
