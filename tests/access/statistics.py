"""Who may do what with statistics, in the rooms « reports » and « hosting »."""

from typing import Any

from tests.access.rows import FORBIDDEN, HOST, MEMBER, PARTICIPANT, Row, here
from tests.factories import ActionFactory
from tests.personas import Personas


def some_hours(personas: Personas) -> dict[str, Any]:
    """The association, where three people gave something."""
    for member in (personas.guest, personas.member, personas.manager):
        ActionFactory(member=member, distance_hundredths=500)
    return here(personas)


def own_hours(personas: Personas) -> dict[str, Any]:
    """Nothing in the address; the guest, the member and the manager gave something."""
    some_hours(personas)
    return {}


def own_file(personas: Personas) -> dict[str, Any]:
    return {**own_hours(personas), "table": "categories", "code": "csv"}


def a_file(personas: Personas) -> dict[str, Any]:
    return {**some_hours(personas), "table": "categories", "code": "xlsx"}


def host_file(_personas: Personas) -> dict[str, Any]:
    return {"table": "years", "code": "csv"}


ROWS = [
    Row("reports:statistics", MEMBER, args=some_hours, but={"member": FORBIDDEN}),
    Row("reports:statistics_file", MEMBER, args=a_file, but={"member": FORBIDDEN}),
    Row("reports:own_statistics", PARTICIPANT, args=own_hours),
    Row("reports:own_statistics_file", PARTICIPANT, args=own_file),
    Row("hosting:statistics", HOST, args=own_hours),
    Row("hosting:statistics_file", HOST, args=host_file),
]
