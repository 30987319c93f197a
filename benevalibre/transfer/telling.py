"""What the page of an arrival shows: how far it is, and the file's figures beside ours."""

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from benevalibre.transfer.models import Arrival, Step
from benevalibre.transfer.v2.single import shapes
from benevalibre.ui.durations import format_duration
from benevalibre.ui.formats import format_count, format_distance

MOST_SHOWN: Final = 100


@dataclass(frozen=True, slots=True)
class Stage:
    """One step in the list: ``state`` is « done », « current » or empty."""

    label: str
    state: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the comparison; ``here`` is empty while nothing has arrived."""

    label: str
    file: str
    here: str
    is_same: bool


def steps_of(arrival: Arrival) -> list[Stage]:
    """The steps that this arrival passes, and where it is."""
    wanted = [Step.ASKING, Step.IMPORTING, Step.TELLING, Step.INVITING]
    if not arrival.endpoint:
        wanted = [Step.IMPORTING, Step.INVITING]
    if not arrival.is_read:
        wanted = [Step.CHECKING, Step.DRAFT]
    order = [*Step]
    at = order.index(Step(arrival.step))

    def state(step: Step) -> str:
        if order.index(step) < at:
            return "done"
        return "current" if step == arrival.step else ""

    return [Stage(capfirst(str(step.label)), state(step)) for step in wanted]


def origin_of(arrival: Arrival) -> str:
    """The host that it comes from."""
    return urlsplit(arrival.endpoint).hostname or ""


def comparison(arrival: Arrival) -> list[Figure]:
    """The counts and sums of the file, and of what stands here."""
    told, here = arrival.summary, arrival.report.get("here", {})
    labels = {
        "people": _("Personnes de l’équipe"),
        "guests": _("Personnes venues par un lien"),
        "roles": _("Rôles"),
        "categories": _("Catégories"),
        "levels": _("Niveaux"),
        "projects": _("Projets"),
        "actions": _("Activités"),
        "approved": _("Activités validées"),
        "seconds": _("Heures validées"),
        "hundredths": _("Distance validée"),
    }
    return [
        Figure(
            label, _shown(key, told[key]), _shown(key, here.get(key)), told[key] == here.get(key)
        )
        for key, label in labels.items()
        if key in told
    ]


def notes_of(arrival: Arrival) -> list[dict[str, Any]]:
    """What had to be adapted, and who could not be invited."""
    kinds = {
        shapes.ACTION: _("Activité"),
        shapes.ASSOCIATION: _("Association"),
        shapes.CATEGORY: _("Catégorie"),
        shapes.GUEST: _("Lien"),
        shapes.LEVEL: _("Niveau"),
        shapes.MEMBER: _("Personne"),
        shapes.PROJECT: _("Projet"),
        shapes.ROLE: _("Rôle"),
        shapes.USER: _("Personne"),
    }
    notes = [
        {"kind": kinds.get(table, table), "key": key, "why": why, "original": original}
        for table, key, why, original in arrival.report.get("notes", [])[:MOST_SHOWN]
    ]
    uninvited = [
        {"kind": _("Personne"), "key": name, "why": why, "original": ""}
        for name, why in arrival.report.get("uninvited", [])[:MOST_SHOWN]
    ]
    return uninvited + notes


def _shown(key: str, value: int | None) -> str:
    if value is None:
        return ""
    if key == "seconds":
        minutes, rest = divmod(value, 60)
        return format_duration(minutes) + (f" {rest} s" if rest else "")
    return format_distance(value) if key == "hundredths" else format_count(value)
