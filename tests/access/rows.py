"""What a row of the access table says."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from benevalibre.associations.models import Right
from tests.personas import NAMES, Personas

PUBLIC = "public"
SIGNED_IN = "signed_in"
MEMBER = "member"
GUEST_OR_MEMBER = "guest_or_member"
PARTICIPANT = "participant"
HOST = "host"

ALLOWED, LOGIN, FORBIDDEN, MISSING = "allowed", "login", "forbidden", "missing"


def nothing(_personas: Personas) -> dict[str, Any]:
    """No argument in the address, or no form sent."""
    return {}


def here(personas: Personas) -> dict[str, Any]:
    """The association in the address."""
    return {"association_id": personas.association.pk}


@dataclass(frozen=True)
class Row:
    """Who may send ``method`` to the view ``name``.

    ``audience`` is one of the constants above, or a ``Right``: participants who hold it.
    ``args`` and ``data`` make, from the personas, what stands in the address and in the form.
    ``but`` corrects what the audience says for a persona: ``{"member": MISSING}``; besides the
    names of ``tests.personas.NAMES`` there are ``only`` (just the right) and ``all_but``.
    """

    name: str
    audience: str | Right
    method: str = "GET"
    args: Callable[[Personas], dict[str, Any]] = nothing
    data: Callable[[Personas], dict[str, Any]] = nothing
    but: dict[str, str] = field(default_factory=dict)

    @property
    def declared(self) -> str:
        """What the view's decorator writes for this audience."""
        if isinstance(self.audience, Right):
            return f"member:{self.audience.value}"
        return "member:" if self.audience == MEMBER else self.audience

    def expected(self) -> dict[str, str]:
        """What each persona meets."""
        return {**_met_by_audience(self.audience), **self.but}


OUTCOMES = {
    #                 visitor  stranger guest    member   manager  host
    PUBLIC:          (ALLOWED, ALLOWED, ALLOWED, ALLOWED, ALLOWED, ALLOWED),
    SIGNED_IN:       (LOGIN,   ALLOWED, LOGIN,   ALLOWED, ALLOWED, ALLOWED),
    PARTICIPANT:     (LOGIN,   ALLOWED, ALLOWED, ALLOWED, ALLOWED, ALLOWED),
    GUEST_OR_MEMBER: (MISSING, MISSING, ALLOWED, ALLOWED, ALLOWED, MISSING),
    MEMBER:          (LOGIN,   MISSING, LOGIN,   ALLOWED, ALLOWED, MISSING),
    HOST:            (LOGIN,   MISSING, LOGIN,   MISSING, MISSING, ALLOWED),
}  # fmt: skip


def _met_by_audience(audience: str | Right) -> dict[str, str]:
    if isinstance(audience, Right):
        inside = _met_by_audience(MEMBER)
        return inside | {"member": FORBIDDEN, "only": ALLOWED, "all_but": FORBIDDEN}
    return dict(zip(NAMES, OUTCOMES[audience], strict=True))
