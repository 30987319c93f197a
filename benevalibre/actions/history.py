"""What the journal says of an action, in words: who changed what, and since when."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from benevalibre.actions.models import Action, Status
from benevalibre.associations.models import Category, Level, Membership, Project
from benevalibre.associations.telling import Change
from benevalibre.journal.models import Entry
from benevalibre.ui.durations import format_duration_short
from benevalibre.ui.formats import format_distance, format_period

DECISIONS: Final = {"action.approve", "action.approve_own", "action.ask_correction"}
TELLING: Final = {*DECISIONS, "action.decline"}
SENTENCES: Final = {
    "action.approve": gettext_lazy("a validé"),
    "action.approve_own": gettext_lazy("a validé ses propres heures"),
    "action.decline": gettext_lazy("n’a pas retenu"),
    "action.ask_correction": gettext_lazy("a demandé une correction"),
    "action.undo_decision": gettext_lazy("est revenu sur la décision"),
    "action.record": gettext_lazy("a noté"),
    "action.change": gettext_lazy("a modifié"),
    "action.restore": gettext_lazy("a remis"),
}
LABELS: Final = {
    "category": gettext_lazy("catégorie"),
    "project": gettext_lazy("projet"),
    "level": gettext_lazy("niveau"),
    "date": gettext_lazy("date"),
    "end_date": gettext_lazy("fin"),
    "minutes": gettext_lazy("durée"),
    "travel_minutes": gettext_lazy("trajet"),
    "distance_hundredths": gettext_lazy("distance"),
    "title": gettext_lazy("titre"),
    "description": gettext_lazy("description"),
    "member": gettext_lazy("personne"),
    "status": gettext_lazy("état"),
}
ORDER: Final = tuple(LABELS)
NAMED: Final[Mapping[str, type[models.Model]]] = {
    "member": Membership,
    "category": Category,
    "project": Project,
    "level": Level,
}
Names = Mapping[tuple[str, int], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the journal: « Nadia a validé », when, and what changed with it."""

    who: str
    what: str
    at: datetime
    changes: Sequence[Change] = ()


def changes_since_correction(actions: Sequence[Action]) -> dict[int, list[Change]]:
    """What the author changed since a moderator last decided, for each action that came back.

    Two queries, and one for each kind of name that is shown.
    """
    later: dict[int, dict[str, Any]] = {}
    for entry in _entries(actions):
        pk = entry.object_id or 0
        if entry.verb in DECISIONS:
            later[pk] = {}
        elif pk in later:
            _merge(later[pk], entry.changes)
    names = _names(later.values())
    return {
        pk: changes for pk, raw in later.items() if (changes := _changes(raw, names, {"status"}))
    }


def history(action: Action) -> list[Line]:
    """The whole journal of one action, the latest first."""
    entries = list(_entries([action]))
    names = _names([*(entry.changes for entry in entries), _actors(entries)])
    return [
        Line(
            who=names.get(("member", entry.membership_id or 0), ""),
            what=str(SENTENCES.get(entry.verb, _("a modifié"))),
            at=entry.at,
            changes=_changes(entry.changes, names, {"status"} if entry.verb in TELLING else ()),
        )
        for entry in reversed(entries)
    ]


def _entries(actions: Iterable[Action]) -> models.QuerySet[Entry]:
    ids = [action.pk for action in actions]
    label = Action._meta.label_lower
    return Entry.objects.filter(object_type=label, object_id__in=ids).order_by("pk")


def _merge(merged: dict[str, Any], changes: Mapping[str, Any]) -> None:
    """Add a later change to earlier ones: the first « before », the last « after »."""
    for name, change in changes.items():
        before = merged.get(name)
        if isinstance(change, list) and isinstance(before, list):
            merged[name] = [before[0], change[1]]
        else:
            merged[name] = change


def _actors(entries: Sequence[Entry]) -> dict[str, Any]:
    """Who acted, in the form of a change, so that their names are fetched with the others."""
    return {"member": [entry.membership_id for entry in entries]}


def _names(all_changes: Iterable[Mapping[str, Any]]) -> Names:
    wanted: dict[str, set[int]] = defaultdict(set)
    for changes in all_changes:
        for name, change in changes.items():
            field = name.removesuffix("_id")
            if field in NAMED and isinstance(change, list):
                wanted[field] |= {pk for pk in change if isinstance(pk, int)}
    return {(field, row.pk): str(row) for field, ids in wanted.items() for row in _rows(field, ids)}


def _rows(field: str, ids: set[int]) -> Iterable[models.Model]:
    rows = NAMED[field]._default_manager.filter(pk__in=ids)
    return rows.select_related("user") if field == "member" else rows


def _changes(raw: Mapping[str, Any], names: Names, without: Iterable[str] = ()) -> list[Change]:
    """The changes in the order of ``LABELS``: PostgreSQL does not keep that of the journal."""
    changed = {name.removesuffix("_id"): change for name, change in raw.items()}
    changes = []
    for field in sorted(changed.keys() & LABELS.keys() - set(without), key=ORDER.index):
        change = changed[field]
        if not isinstance(change, list):
            changes.append(Change(str(LABELS[field])))
        elif change[0] != change[1]:
            before, after = (_shown(field, value, names) for value in change)
            changes.append(Change(str(LABELS[field]), before, after))
    return changes


def _shown(field: str, value: Any, names: Names) -> str:
    if value is None:
        return "–"
    if field in NAMED:
        return names.get((field, value), "?")
    return SHOWN.get(field, str)(value)


def _day(value: str) -> str:
    return format_period(date.fromisoformat(value))


def _status(value: str) -> str:
    return str(Status(value).label) if value in Status.values else value


SHOWN: Final[Mapping[str, Callable[[Any], str]]] = {
    "date": _day,
    "end_date": _day,
    "minutes": format_duration_short,
    "travel_minutes": format_duration_short,
    "distance_hundredths": format_distance,
    "status": _status,
}
