"""Who may send what to the pages of certificates and the citizen engagement account."""

from copy import copy
from datetime import date
from typing import Any

from benevalibre.associations.models import Association, Right
from benevalibre.associations.models.association import State
from benevalibre.certificates.batching import ask as ask_for_file
from benevalibre.certificates.codes import new_code
from benevalibre.certificates.issuing import ask, issue
from benevalibre.certificates.models import Certificate, MissionSheet
from benevalibre.reports.models import Bundle
from tests.access.rows import MISSING, PUBLIC, SIGNED_IN, Row, here
from tests.factories import ActionFactory, CategoryFactory
from tests.personas import Personas


def somebody(personas: Personas) -> dict[str, Any]:
    return here(personas) | {"member_id": personas.member.pk}


def an_action(personas: Personas) -> dict[str, Any]:
    category = CategoryFactory(association=personas.association)
    action = ActionFactory(member=personas.member, category=category, date=date(2026, 5, 1))
    return here(personas) | {"action_id": action.pk}


def issued(personas: Personas) -> Certificate:
    an_action(personas)
    days = {"start": date(2026, 1, 1), "end": date(2026, 6, 30)}
    return issue([personas.member], by=personas.manager, **days)[0]


def a_certificate(personas: Personas) -> dict[str, Any]:
    return here(personas) | {"certificate_id": issued(personas).pk}


def an_issuing(personas: Personas) -> dict[str, Any]:
    """Many, which the worker began to issue."""
    choices = {"kind": "issuing", "subject": personas.association.pk, "total": 300, "progress": 50}
    Bundle.objects.create(association=personas.association, author=personas.manager, **choices)
    return here(personas)


def a_large_act(personas: Personas) -> dict[str, Any]:
    """More than are put in one file while one waits, which the worker began to do."""
    first = issued(personas)
    rows = range(first.number + 1, first.number + 27)
    Certificate.objects.bulk_create([copied(first, number) for number in rows])
    ask_for_file(first, by=personas.manager)
    return here(personas) | {"certificate_id": first.pk}


def copied(certificate: Certificate, number: int) -> Certificate:
    """One of the same act under another number."""
    other = copy(certificate)
    other.pk, other.number, other.code = None, number, new_code()
    return other


def a_frozen_act(personas: Personas) -> dict[str, Any]:
    """One that is on paper still, of an association on its way elsewhere."""
    args = a_certificate(personas)
    Association.objects.filter(pk=personas.association.pk).update(state=State.FROZEN)
    return args


def my_certificate(personas: Personas) -> dict[str, Any]:
    return {"certificate_id": issued(personas).pk}


def one_from_elsewhere(personas: Personas) -> dict[str, Any]:
    """Of which the archive of the association told."""
    found = issued(personas)
    Certificate.objects.filter(pk=found.pk).update(origin="https://ailleurs.example.org")
    return here(personas) | {"certificate_id": found.pk}


def mine_from_elsewhere(personas: Personas) -> dict[str, Any]:
    return {"certificate_id": one_from_elsewhere(personas)["certificate_id"]}


def list_from_elsewhere(personas: Personas) -> dict[str, Any]:
    one_from_elsewhere(personas)
    return here(personas)


def all_mine_from_elsewhere(personas: Personas) -> dict[str, Any]:
    one_from_elsewhere(personas)
    return {}


def badge_from_elsewhere(personas: Personas) -> dict[str, Any]:
    return one_from_elsewhere(personas) | {"kind": "jwt"}


def my_badge(personas: Personas) -> dict[str, Any]:
    return my_certificate(personas) | {"kind": "jwt"}


def a_badge(personas: Personas) -> dict[str, Any]:
    return a_certificate(personas) | {"kind": "jwt"}


def a_list(personas: Personas) -> dict[str, Any]:
    issued(personas)
    return {"number": 0}


def a_code(personas: Personas) -> dict[str, Any]:
    return {"code": issued(personas).shown_code}


def my_request(personas: Personas) -> dict[str, Any]:
    an_action(personas)
    asked = ask(personas.member, start=date(2026, 1, 1), end=date(2026, 6, 30))
    return {"request_id": asked.pk}


def a_request(personas: Personas) -> dict[str, Any]:
    return here(personas) | my_request(personas)


def my_sheet(personas: Personas) -> dict[str, Any]:
    sheet = MissionSheet(association=personas.association, member=personas.member)
    sheet.write(
        title="Atelier vélo", skills="Expliquer", start=date(2026, 1, 1), end=date(2026, 6, 1)
    )
    return {"sheet_id": sheet.pk}


def a_sheet(personas: Personas) -> dict[str, Any]:
    mine = my_sheet(personas)
    MissionSheet.objects.get().ask()
    return here(personas) | mine


def sheet_sent(personas: Personas) -> dict[str, Any]:
    found = a_sheet(personas)
    return {"sheet_id": found["sheet_id"]}


ISSUE = Right.ISSUE_CERTIFICATES
OWN = {"stranger": MISSING, "manager": MISSING, "host": MISSING}
NOBODY = {"member": MISSING}
NOT_OURS = {"manager": MISSING, "only": MISSING}
ROWS = [
    Row("certificates:cec_mine", SIGNED_IN),
    Row("certificates:cec_mine_pdf", SIGNED_IN),
    Row("certificates:cec_list", ISSUE, args=here),
    Row("certificates:cec_conditions", Right.MANAGE_ASSOCIATION, args=here),
    Row("certificates:cec_conditions", Right.MANAGE_ASSOCIATION, "POST", args=here),
    Row("certificates:cec_list_pdf", ISSUE, args=here),
    Row("certificates:cec_list_xlsx", ISSUE, args=here),
    Row("certificates:cec_person", ISSUE, args=somebody),
    Row("certificates:cec_function", ISSUE, "POST", args=an_action),
    Row("certificates:mine", SIGNED_IN),
    Row("certificates:ask", SIGNED_IN),
    Row("certificates:ask", SIGNED_IN, "POST"),
    Row("certificates:request_withdrawal", SIGNED_IN, "POST", args=my_request, but=OWN),
    Row("certificates:mine_pdf", SIGNED_IN, args=my_certificate, but=OWN),
    Row("certificates:badge", SIGNED_IN, args=my_certificate, but=OWN),
    Row("certificates:badge_mine_file", SIGNED_IN, args=my_badge, but=OWN),
    Row("certificates:badge_file", ISSUE, args=a_badge),
    Row("certificates:revocations", PUBLIC, args=a_list),
    Row("certificates:mission_create", SIGNED_IN),
    Row("certificates:mission_create", SIGNED_IN, "POST"),
    Row("certificates:mission_edit", SIGNED_IN, args=my_sheet, but=OWN),
    Row("certificates:mission_edit", SIGNED_IN, "POST", args=my_sheet, but=OWN),
    Row("certificates:mission_withdrawal", SIGNED_IN, "POST", args=sheet_sent, but=OWN),
    Row("certificates:mission_delete", SIGNED_IN, args=my_sheet, but=OWN),
    Row("certificates:mission_delete", SIGNED_IN, "POST", args=my_sheet, but=OWN),
    Row("certificates:mission", ISSUE, args=a_sheet),
    Row("certificates:mission_confirmation", ISSUE, "POST", args=a_sheet),
    Row("certificates:mission_return", ISSUE, args=a_sheet),
    Row("certificates:mission_return", ISSUE, "POST", args=a_sheet),
    Row("certificates:mission_refusal", ISSUE, args=a_sheet),
    Row("certificates:mission_refusal", ISSUE, "POST", args=a_sheet),
    Row("certificates:check", PUBLIC),
    Row("certificates:checked", PUBLIC, args=a_code),
    Row("certificates:list", ISSUE, args=here),
    Row("certificates:create", ISSUE, args=here),
    Row("certificates:create", ISSUE, "POST", args=here),
    Row("certificates:detail", ISSUE, args=a_certificate),
    Row("certificates:issuing", ISSUE, args=an_issuing),
    Row("certificates:issuing", ISSUE, "POST", args=an_issuing),
    Row("certificates:batch", ISSUE, args=a_certificate),
    Row("certificates:batch", ISSUE, args=a_large_act),
    Row("certificates:batch", ISSUE, "POST", args=a_certificate),
    Row("certificates:batch_file", ISSUE, args=a_certificate),
    Row("certificates:batch_file", ISSUE, args=a_frozen_act),
    Row("certificates:pdf", ISSUE, args=a_certificate),
    Row("certificates:revocation", ISSUE, args=a_certificate),
    Row("certificates:revocation", ISSUE, "POST", args=a_certificate),
    Row("certificates:mine", SIGNED_IN, args=all_mine_from_elsewhere),
    Row("certificates:badge", SIGNED_IN, args=mine_from_elsewhere, but=OWN),
    Row("certificates:mine_pdf", SIGNED_IN, args=mine_from_elsewhere, but=OWN | NOBODY),
    Row("certificates:list", ISSUE, args=list_from_elsewhere),
    Row("certificates:detail", ISSUE, args=one_from_elsewhere),
    Row("certificates:batch", ISSUE, args=one_from_elsewhere, but=NOT_OURS),
    Row("certificates:pdf", ISSUE, args=one_from_elsewhere, but=NOT_OURS),
    Row("certificates:badge_file", ISSUE, args=badge_from_elsewhere, but=NOT_OURS),
    Row("certificates:revocation", ISSUE, args=one_from_elsewhere, but=NOT_OURS),
    Row("certificates:revocation", ISSUE, "POST", args=one_from_elsewhere, but=NOT_OURS),
    Row("certificates:request", ISSUE, args=a_request),
    Row("certificates:request_issue", ISSUE, "POST", args=a_request),
    Row("certificates:request_refusal", ISSUE, args=a_request),
    Row("certificates:request_refusal", ISSUE, "POST", args=a_request),
    Row("certificates:letterhead", Right.MANAGE_ASSOCIATION, args=here),
    Row("certificates:letterhead", Right.MANAGE_ASSOCIATION, "POST", args=here),
]
