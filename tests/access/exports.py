"""Who may take away what."""

from benevalibre.associations.models import Right
from tests.access.rows import FORBIDDEN, MEMBER, PARTICIPANT, Row, here
from tests.personas import Personas


def a_file(_personas: Personas) -> dict[str, object]:
    return {"format": "csv"}


ROWS = [
    Row("reports:export_mine", PARTICIPANT),
    Row("reports:export_mine", PARTICIPANT, data=a_file),
    Row("reports:export_actions", MEMBER, args=here, but={"member": FORBIDDEN}),
    Row("reports:export_actions", MEMBER, args=here, data=a_file, but={"member": FORBIDDEN}),
    Row("reports:export_people", Right.LIST_MEMBERS, args=here),
    Row("reports:export_people", Right.LIST_MEMBERS, args=here, data=a_file),
]
