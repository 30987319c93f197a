"""What a line says of its own state: waiting, not retained, gone."""

from functools import cache
from typing import Any

from django.conf import settings
from django.utils import translation

from benevalibre.actions.models import Status
from benevalibre.associations.models.membership import MembershipState
from benevalibre.transfer.sheets.columns import plain

YES = frozenset({"oui", "true", "vrai", "yes", "1", "x", "en attente", "waiting"})


def status(text: str) -> Status | None:
    """The status of an action: its code, its label in a language of ours, or « oui » (waiting)."""
    if plain(text) in YES:
        return Status.PENDING
    found = _labels(Status).get(plain(text))
    return Status(found) if found else None


def membership_state(text: str) -> MembershipState | None:
    """The state of a person, by its code or its label."""
    found = _labels(MembershipState).get(plain(text))
    return MembershipState(found) if found else None


@cache
def _labels(choices: Any) -> dict[str, str]:
    known = {plain(value): value for value in choices.values}
    for language, _label in settings.LANGUAGES:
        with translation.override(language):
            known |= {plain(str(choice.label)): choice.value for choice in choices}
    return known
