"""The parts of an overview, and figures that stand beside rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Aggregate, QuerySet, Subquery

from benevalibre.actions.models import Action
from benevalibre.associations.models import Membership


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """What counts between two dates, both included; distances in hundredths of a kilometre."""

    minutes: int = 0
    people: int = 0
    distance: int = 0
    travellers: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What waits for a moderator: how much, and the oldest few."""

    count: int = 0
    minutes: int = 0
    first: Sequence[Action] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """Who takes part: how many, who asks to join, who came lately, who recorded nothing."""

    active: int
    requests: int
    idle: int
    new: int
    newest: Sequence[Membership]


def alone(rows: QuerySet[Any], aggregate: Aggregate) -> Subquery:
    """One figure about all ``rows``, to stand beside each row of the same query."""
    whole = rows.order_by().values("association").annotate(figure=aggregate).values("figure")
    return Subquery(whole)
