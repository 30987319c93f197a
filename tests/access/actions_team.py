"""Who may do what on the team's pages of the room « actions »."""

from typing import Any

from benevalibre.actions import moderation
from benevalibre.associations.models import Right
from tests.access.rows import FORBIDDEN, MEMBER, MISSING, Row, here
from tests.factories import ActionFactory, BatchFactory
from tests.personas import Personas

TEAM = Right.MANAGE_ACTIONS


def an_action(personas: Personas) -> dict[str, Any]:
    """Somebody's action that waits."""
    action = ActionFactory(member=personas.member, pending=True)
    return {"association_id": personas.association.pk, "action_id": action.pk}


def a_batch(personas: Personas) -> dict[str, Any]:
    """A decision of the manager."""
    action = ActionFactory(member=personas.member, pending=True)
    batch = moderation.approve_many([action], by=personas.manager)
    return {"association_id": personas.association.pk, "batch_id": batch.pk}


def somebodys_batch(personas: Personas) -> dict[str, Any]:
    """A batch of nobody who is here."""
    batch = BatchFactory(association_id=personas.association.pk)
    return {"association_id": personas.association.pk, "batch_id": batch.pk}


def seen(personas: Personas) -> dict[str, Any]:
    """An action ticked in the state that was shown."""
    action = ActionFactory(member=personas.member, pending=True)
    return {"seen": f"{action.pk}:1"}


def somebody(personas: Personas) -> dict[str, Any]:
    """Whom to give an action to."""
    return {"person": personas.guest.pk}


def with_reason(personas: Personas) -> dict[str, Any]:
    """The same, with the reason given."""
    return {**seen(personas), "choice": "date", "send": "1"}


ROWS = [
    Row("actions:list", MEMBER, args=here, but={"member": FORBIDDEN}),
    Row("actions:removals", TEAM, "POST", args=here, data=seen),
    Row("actions:create", TEAM, args=here),
    Row("actions:create", TEAM, "POST", args=here),
    Row("actions:team_edit", TEAM, args=an_action),
    Row("actions:team_edit", TEAM, "POST", args=an_action),
    Row("actions:team_delete", TEAM, args=an_action),
    Row("actions:team_delete", TEAM, "POST", args=an_action),
    Row("actions:team_person", TEAM, args=an_action),
    Row("actions:team_person", TEAM, "POST", args=an_action, data=somebody),
    Row("actions:sheet", TEAM, args=here),
    Row("actions:sheet", TEAM, "POST", args=here),
    Row("actions:sign_in_sheet", TEAM, args=here),
    Row("actions:queue", TEAM, args=here),
    Row("actions:approvals", TEAM, "POST", args=here, data=seen),
    Row("actions:corrections", TEAM, "POST", args=here, data=with_reason),
    Row("actions:declines", TEAM, "POST", args=here, data=with_reason),
    Row("actions:moderation_off", Right.MANAGE_ASSOCIATION, args=here),
    Row("actions:moderation_off", Right.MANAGE_ASSOCIATION, "POST", args=here),
    Row("actions:batch_undo", TEAM, "POST", args=a_batch, but={"only": MISSING}),
    Row(
        "actions:batch_undo",
        TEAM,
        "POST",
        args=somebodys_batch,
        but={"manager": MISSING, "only": MISSING},
    ),
]
