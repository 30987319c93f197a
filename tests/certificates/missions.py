"""Mission sheets in the states that the tests need."""

from typing import Any

from benevalibre.associations.models import Membership
from benevalibre.certificates.confirming import confirm, stamp
from benevalibre.certificates.models import Certificate, MissionSheet
from tests.certificates.conftest import END, START

SAID = {
    "title": "Responsable de l’atelier",
    "achievements": "Cent vélos <b>réparés</b>\nTrois stands",
}
TYPED = {**SAID, "start": "2026-01-01", "end": "2026-11-23"}


def text(response: Any) -> str:
    return str(response.content.decode()).replace("\u00a0", " ").replace("\u202f", " ")


def written(member: Membership, **more: Any) -> MissionSheet:
    sheet = MissionSheet(association=member.association, member=member)
    sheet.write(**{**SAID, "start": START, "end": END, **more})
    return sheet


def asked(member: Membership, **more: Any) -> MissionSheet:
    sheet = written(member, **more)
    sheet.ask()
    return sheet


def confirmed(member: Membership, by: Membership, **more: Any) -> Certificate:
    sheet = asked(member, **more)
    return confirm(sheet, by=by, seen=stamp(sheet))
