"""Who may move an association, here or away."""

from benevalibre.associations.models import Right
from benevalibre.transfer import departing
from benevalibre.transfer.models import Arrival, Step
from tests.access.rows import ALLOWED, MISSING, PUBLIC, SIGNED_IN, Row, here
from tests.personas import Personas

MANAGE = Right.MANAGE_ASSOCIATION
THEIRS = {"stranger": ALLOWED, "member": MISSING, "manager": MISSING, "host": MISSING}
SUMMARY = {
    "people": 14,
    "guests": 2,
    "roles": 3,
    "categories": 12,
    "levels": 3,
    "projects": 3,
    "actions": 140,
    "approved": 131,
    "seconds": 1_880_100,
    "hundredths": 163_887,
}


def a_draft(personas: Personas) -> dict[str, object]:
    """An arrival that its author, the stranger, has to agree to."""
    return {"arrival_id": _arrival(personas).pk}


def a_stopped_one(personas: Personas) -> dict[str, object]:
    """One that arrived, but for a word to the origin."""
    report = {
        "here": {**SUMMARY, "actions": 139},
        "notes": [["benevalibre.benevalo", "7", "rangée dans « Sans catégorie »", ""]],
        "count": 1,
        "uninvited": [["Jeanne Martin", "Cette adresse ne veut plus recevoir d’invitations."]],
    }
    stopped = {"step": Step.TELLING, "trouble": "unreachable", "attempts": 9, "report": report}
    return {"arrival_id": _arrival(personas, **stopped).pk}


def an_unreadable_one(personas: Personas) -> dict[str, object]:
    """A large file, which the worker could not read."""
    stopped = {"step": Step.CHECKING, "trouble": "unreadable", "report": {"failure": "Abîmé."}}
    return {"arrival_id": _arrival(personas, **stopped).pk}


def one_being_read(personas: Personas) -> dict[str, object]:
    """A large file, which the worker reads."""
    return {"arrival_id": _arrival(personas, step=Step.CHECKING, attempts=1).pk}


def _arrival(personas: Personas, **columns: object) -> Arrival:
    return Arrival.objects.create(
        author=personas.stranger,
        name="Les Jardins partagés de la Boucle",
        endpoint="https://origine.example.org/api/v1/associations/1/migrate",
        summary=SUMMARY,
        **columns,
    )


def on_the_move(personas: Personas) -> dict[str, object]:
    """The association, frozen."""
    departing.start(personas.association, by=personas.manager, message="Bonne route")
    return here(personas)


ROWS = [
    Row("transfer:association_data", MANAGE, args=here),
    Row("transfer:departure", MANAGE, args=here),
    Row("transfer:departure", MANAGE, args=on_the_move),
    Row("transfer:departure", MANAGE, "POST", args=here),
    Row("transfer:departure_cancellation", MANAGE, args=on_the_move),
    Row("transfer:departure_cancellation", MANAGE, "POST", args=on_the_move),
    Row("transfer:departure_file", MANAGE, args=on_the_move),
    Row("transfer:departure_archive", MANAGE, args=on_the_move),
    Row("transfer:arrival_create", SIGNED_IN),
    Row("transfer:arrival_create", SIGNED_IN, "POST"),
    Row("transfer:arrival", SIGNED_IN, args=a_draft, but=THEIRS),
    Row("transfer:arrival", SIGNED_IN, args=a_stopped_one, but=THEIRS),
    Row("transfer:arrival", SIGNED_IN, args=one_being_read, but=THEIRS),
    Row("transfer:arrival", SIGNED_IN, args=an_unreadable_one, but=THEIRS),
    Row("transfer:arrival", SIGNED_IN, "POST", args=a_draft, but=THEIRS),
    Row("transfer:arrival_retry", SIGNED_IN, "POST", args=a_stopped_one, but=THEIRS),
    Row("transfer:arrival_alone", SIGNED_IN, "POST", args=a_stopped_one, but=THEIRS),
    Row("transfer:arrival_discard", SIGNED_IN, args=a_draft, but=THEIRS),
    Row("transfer:arrival_discard", SIGNED_IN, "POST", args=a_draft, but=THEIRS),
    Row("transfer:migrate", PUBLIC, args=on_the_move),
    Row("transfer:migrate", PUBLIC, "POST", args=on_the_move),
]
