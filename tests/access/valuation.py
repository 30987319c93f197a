"""Who may send what to the pages of rates and closed years."""

from typing import Any

from benevalibre.associations.models import Right
from benevalibre.valuation.models import Rate
from tests.access.rows import HOST, Row, here
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


MANAGE = Right.MANAGE_VALUATION
ROWS = [
    Row("valuation:rate_list", MANAGE, args=valued),
    Row("valuation:rate_create", MANAGE, args=valued),
    Row("valuation:rate_create", MANAGE, "POST", args=valued, data=a_price),
    Row("valuation:rate_edit", MANAGE, args=a_rate),
    Row("valuation:rate_edit", MANAGE, "POST", args=a_rate, data=a_price),
    Row("valuation:rate_deletion", MANAGE, args=a_rate),
    Row("valuation:rate_deletion", MANAGE, "POST", args=a_rate),
    Row("valuation:smic_list", HOST),
    Row("valuation:smic_list", HOST, "POST"),
]
