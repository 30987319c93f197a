"""Who may send what to the pages of guests' links, of waiting and of deleting an association."""

from typing import Any

from benevalibre.associations.links import make_link
from benevalibre.associations.models import Right
from tests.access.rows import MISSING, SIGNED_IN, Row, here
from tests.factories import AssociationFactory, MembershipFactory
from tests.personas import Personas

NOT_THEIRS = dict.fromkeys(("stranger", "manager", "host"), MISSING)


def a_link(personas: Personas) -> dict[str, Any]:
    guest, _secret = make_link(personas.association, "Tablette", by=personas.manager)
    return here(personas) | {"member_id": guest.pk}


def a_waiting_association(personas: Personas) -> dict[str, Any]:
    """Another one, that the member has founded."""
    waiting = AssociationFactory(awaiting=True)
    MembershipFactory(association=waiting, manager=True, user=personas.member.user)
    return {"association_id": waiting.pk}


ROWS = [
    Row("associations:link_list", Right.MANAGE_MEMBERS, args=here),
    Row("associations:link_create", Right.MANAGE_MEMBERS, args=here),
    Row("associations:link_create", Right.MANAGE_MEMBERS, "POST", args=here),
    Row("associations:link_detail", Right.MANAGE_MEMBERS, args=a_link),
    Row("associations:link_detail", Right.MANAGE_MEMBERS, "POST", args=a_link),
    Row("associations:link_closing", Right.MANAGE_MEMBERS, "POST", args=a_link),
    Row("associations:link_opening", Right.MANAGE_MEMBERS, "POST", args=a_link),
    Row("associations:link_renewal", Right.MANAGE_MEMBERS, args=a_link),
    Row("associations:link_renewal", Right.MANAGE_MEMBERS, "POST", args=a_link),
    Row("associations:link_code", Right.MANAGE_MEMBERS, args=a_link),
    Row("associations:link_poster", Right.MANAGE_MEMBERS, args=a_link),
    Row("associations:waiting", SIGNED_IN, args=a_waiting_association, but=NOT_THEIRS),
    Row("associations:waiting", SIGNED_IN, "POST", args=a_waiting_association, but=NOT_THEIRS),
    Row("associations:deletion", Right.MANAGE_ASSOCIATION, args=here),
    Row("associations:deletion", Right.MANAGE_ASSOCIATION, "POST", args=here),
]
