"""Who may do what with one's own actions: every account, and guests by their link."""

from typing import Any

from tests.access.rows import ALLOWED, MISSING, PARTICIPANT, Row
from tests.factories import ActionFactory
from tests.personas import Personas

OTHERS = dict.fromkeys(("stranger", "guest", "manager", "host"), MISSING)


def of_the_member(personas: Personas) -> dict[str, Any]:
    """An action that the member gave: nobody else finds it here, managers included."""
    return {"action_id": ActionFactory(member=personas.member).pk}


def of_the_guest(personas: Personas) -> dict[str, Any]:
    """An action that the guest gave."""
    return {"action_id": ActionFactory(member=personas.guest).pk}


def a_deletion(personas: Personas) -> dict[str, Any]:
    """A deletion of the member."""
    action = ActionFactory(member=personas.member)
    return {"batch_id": action.remove(by=personas.member).pk}


ROWS = [
    Row("actions:record", PARTICIPANT),
    Row("actions:record", PARTICIPANT, "POST"),
    Row("actions:mine", PARTICIPANT),
    Row("actions:edit", PARTICIPANT, args=of_the_member, but=OTHERS),
    Row("actions:edit", PARTICIPANT, "POST", args=of_the_member, but=OTHERS),
    Row(
        "actions:edit",
        PARTICIPANT,
        args=of_the_guest,
        but=OTHERS | {"guest": ALLOWED, "member": MISSING},
    ),
    Row("actions:delete", PARTICIPANT, args=of_the_member, but=OTHERS),
    Row("actions:delete", PARTICIPANT, "POST", args=of_the_member, but=OTHERS),
    Row("actions:again", PARTICIPANT, args=of_the_member, but=OTHERS),
    Row("actions:undo", PARTICIPANT, "POST", args=of_the_member, but=OTHERS),
    Row("actions:restore", PARTICIPANT, "POST", args=a_deletion, but=OTHERS),
]
