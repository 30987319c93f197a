"""The queue of what waits for a moderator: by person, the unusual first."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from django.db.models import Count, Exists, OuterRef, Sum
from django.utils.translation import gettext as _

from benevalibre.actions.history import changes_since_correction
from benevalibre.actions.models import Action
from benevalibre.actions.moderation import closed_years, is_alone, is_in
from benevalibre.actions.oddities import oddities
from benevalibre.actions.querysets import ActionQuerySet
from benevalibre.associations.models import Association, FiscalYear, Membership
from benevalibre.associations.telling import Change

SHOWN: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One action of the queue: why it is unusual, what changed, why it cannot be decided."""

    action: Action
    reasons: Sequence[str] = ()
    changes: Sequence[Change] = ()
    obstacle: str = ""

    @property
    def seen(self) -> str:
        """How a form names the action in the state that was shown: « id:version »."""
        return f"{self.action.pk}:{self.action.version}"

    @property
    def is_odd(self) -> bool:
        """Should it be looked at first?"""
        return bool(self.reasons or self.changes)


@dataclass(frozen=True, slots=True)
class Group:
    """What one person has waiting; ``member`` is None where an action belongs to nobody."""

    member: Membership | None
    items: list[Waiting] = field(default_factory=list)

    @property
    def minutes(self) -> int:
        """The sum of what is shown."""
        return sum(item.action.minutes for item in self.items)


@dataclass(frozen=True)
class Queue:
    """``count``, ``people`` and ``minutes`` are of all that waits; ``items`` are the first 100."""

    count: int
    people: int
    minutes: int
    items: Sequence[Waiting]

    @cached_property
    def odd(self) -> list[Waiting]:
        """Those to look at first, that may be decided."""
        return [item for item in self.items if item.is_odd and not item.obstacle]

    @cached_property
    def usual(self) -> list[Waiting]:
        """Those that one approves in one go."""
        return [item for item in self.items if not item.is_odd and not item.obstacle]

    @cached_property
    def stuck(self) -> list[Waiting]:
        """Those that this moderator cannot decide."""
        return [item for item in self.items if item.obstacle]

    @cached_property
    def groups(self) -> list[Group]:
        """``usual`` by person, who waits longest first."""
        groups: dict[int | None, Group] = {}
        for item in self.usual:
            group = groups.setdefault(item.action.member_id, Group(item.action.member))
            group.items.append(item)
        return list(groups.values())

    @property
    def left(self) -> int:
        """How many wait that are not shown."""
        return self.count - len(self.items)


def queue(association: Association, *, by: Membership, shown: int = SHOWN) -> Queue:
    """What waits in ``association``, as ``by`` may decide it; the oldest ``shown`` in full."""
    pending = Action.objects.pending().filter(association=association)
    whole = pending.select_related("category", "project", "level", "member__user", "typed_by__user")
    locked = FiscalYear.objects.closed().filter(association=association)
    covering = locked.filter(start__lte=OuterRef("date"), end__gte=OuterRef("date"))
    actions = list(whole.annotate(is_locked=Exists(covering)).order_by("created_at", "pk")[:shown])
    count, people, minutes = _totals(pending if len(actions) == shown else actions)
    return Queue(
        count=count,
        people=people,
        minutes=minutes,
        items=_waiting(actions, association, by) if actions else [],
    )


def _totals(waiting: ActionQuerySet | list[Action]) -> tuple[int, int, int]:
    """How many wait, of how many people, and their minutes; added up here where all are shown."""
    if isinstance(waiting, list):
        people = {action.member_id for action in waiting if action.member_id}
        return len(waiting), len(people), sum(action.minutes for action in waiting)
    total = waiting.aggregate(
        count=Count("pk"), people=Count("member", distinct=True), minutes=Sum("minutes")
    )
    return total["count"], total["people"], total["minutes"] or 0


def _waiting(actions: list[Action], association: Association, by: Membership) -> list[Waiting]:
    reasons = oddities(actions)
    changes = changes_since_correction(actions)
    obstacles = _obstacles(actions, association, by)
    return [
        Waiting(
            action=action,
            reasons=reasons.get(action.pk, ()),
            changes=changes.get(action.pk, ()),
            obstacle=obstacles.get(action.pk, ""),
        )
        for action in actions
    ]


def _obstacles(actions: list[Action], association: Association, by: Membership) -> dict[int, str]:
    """Why ``by`` cannot decide about an action: the team moves, one's own, or a closed year."""
    if not association.is_open:
        moving = _("Rien ne se valide tant que l’association est en pause.")
        return {action.pk: moving for action in actions}
    obstacles: dict[int, str] = defaultdict(str)
    is_any_locked = any(vars(action)["is_locked"] for action in actions)
    closed = closed_years(association.pk) if is_any_locked else []
    own = any(action.member_id == by.pk for action in actions) and not is_alone(by)
    for action in actions:
        year = is_in(closed, action)
        if year is not None:
            obstacles[action.pk] = _("L’exercice %(year)s est arrêté.") % {"year": year}
        elif own and action.member_id == by.pk:
            obstacles[action.pk] = _("Quelqu’un d’autre de l’équipe validera vos heures.")
    return obstacles
