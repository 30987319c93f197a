"""Who may send what to the pages of travel expenses."""

from datetime import date
from typing import Any

from benevalibre.associations.models import Association, Expenses, Right
from benevalibre.valuation.models.waivers import Vehicle, Waiver
from benevalibre.valuation.waiving import waive
from tests.access.rows import MEMBER, Row, here
from tests.factories import ActionFactory, CategoryFactory
from tests.personas import Personas


def open_to(personas: Personas) -> dict[str, Any]:
    """The association speaks of travel expenses, and may issue receipts."""
    rows = Association.objects.filter(pk=personas.association.pk)
    rows.update(policy_expenses=Expenses.RECEIPTS)
    personas.member.association.refresh_from_db()
    personas.manager.association.refresh_from_db()
    return here(personas)


def a_year(personas: Personas) -> dict[str, Any]:
    return open_to(personas) | {"year": 2026}


def my_vehicle(personas: Personas) -> dict[str, Any]:
    vehicle = Vehicle.objects.create(
        member=personas.member, kind="car", power=5, start=date(2026, 1, 1)
    )
    return me(personas) | {"vehicle_id": vehicle.pk}


def me(personas: Personas) -> dict[str, Any]:
    return open_to(personas) | {"member_id": personas.member.pk}


def my_kilometres(personas: Personas) -> dict[str, Any]:
    my_vehicle(personas)
    category = CategoryFactory(association=personas.association)
    ActionFactory(
        member=personas.member,
        category=category,
        date=date(2026, 2, 1),
        distance_hundredths=120_000,
    )
    return me(personas) | {"year": 2026}


def my_waiver(personas: Personas) -> dict[str, Any]:
    my_kilometres(personas)
    waiver = waive(personas.member, 2026, by=personas.member, address="3 rue Lamartine")
    return here(personas) | {"waiver_id": waiver.pk}


def an_accepted_one(personas: Personas) -> dict[str, Any]:
    args = my_waiver(personas)
    Waiver.objects.get(pk=args["waiver_id"]).accept(by=personas.manager)
    return args


def a_car(_personas: Personas) -> dict[str, Any]:
    return {"kind": "car", "power": "5"}


def yes(_personas: Personas) -> dict[str, Any]:
    return {"sure": "on"}


def a_reason(_personas: Personas) -> dict[str, Any]:
    return {"reason": "Il manque la signature."}


def a_format(_personas: Personas) -> dict[str, Any]:
    return {"format": "csv"}


MANAGE = Right.MANAGE_VALUATION
ROWS = [
    Row("valuation:travel_mine", MEMBER, args=open_to),
    Row("valuation:travel_year", MEMBER, args=a_year),
    Row("valuation:vehicle_create", MEMBER, args=me),
    Row("valuation:vehicle_create", MEMBER, "POST", args=me, data=a_car),
    Row("valuation:vehicle_edit", MEMBER, args=my_vehicle),
    Row("valuation:vehicle_edit", MEMBER, "POST", args=my_vehicle, data=a_car),
    Row("valuation:vehicle_deletion", MEMBER, args=my_vehicle),
    Row("valuation:vehicle_deletion", MEMBER, "POST", args=my_vehicle),
    Row("valuation:waiver_create", MEMBER, args=my_kilometres),
    Row("valuation:waiver_create", MEMBER, "POST", args=my_kilometres, data=yes),
    Row("valuation:waiver_withdrawal", MEMBER, "POST", args=my_waiver),
    Row("valuation:waiver_paper", MEMBER, args=my_waiver),
    Row("valuation:travel_person", MANAGE, args=my_kilometres),
    Row("valuation:travel_list", MANAGE, args=open_to),
    Row("valuation:travel_list_year", MANAGE, args=a_year),
    Row("valuation:travel_file", MANAGE, args=a_year, data=a_format),
    Row("valuation:waiver_detail", MANAGE, args=my_waiver),
    Row("valuation:waiver_acceptance", MANAGE, "POST", args=my_waiver),
    Row("valuation:waiver_refusal", MANAGE, args=my_waiver),
    Row("valuation:waiver_refusal", MANAGE, "POST", args=my_waiver, data=a_reason),
    Row("valuation:waiver_address", MANAGE, args=my_waiver),
    Row("valuation:waiver_address", MANAGE, "POST", args=my_waiver),
    Row("valuation:receipt_draft", MANAGE, args=an_accepted_one),
    Row("valuation:receipt_issuer", MANAGE, args=open_to),
    Row("valuation:receipt_issuer", MANAGE, "POST", args=open_to),
]
