"""Hours in a function of the citizen engagement account, told apart from the others.

An hour counts when the association validated it, when its category is of a kind (direction, or
supervising volunteers) and when the person held a function of that kind on that day (R5151-16).
Somebody may say otherwise for one action: its ``cec_function`` then holds the kind, or ``NONE``.
Travel never counts. An action over 31 December is shared between both years by its days.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.db.models import Q

from benevalibre.accounts.models import User
from benevalibre.actions.models import Action
from benevalibre.associations.models import Association, Function, Membership
from benevalibre.associations.models.vocabulary import CecKind
from benevalibre.certificates.cec import Reckoning, reckon

NONE: Final = "none"
DECLARATION: Final = (6, 30)
ATTESTATION: Final = (12, 31)


@dataclass(frozen=True, slots=True)
class Year:
    """A calendar year, with the two deadlines of the year after (R5151-16 to 19)."""

    number: int

    @property
    def start(self) -> date:
        """1 January."""
        return date(self.number, 1, 1)

    @property
    def end(self) -> date:
        """31 December."""
        return date(self.number, 12, 31)

    @property
    def declaration(self) -> date:
        """The last day for the volunteer to declare."""
        return date(self.number + 1, *DECLARATION)

    @property
    def attestation(self) -> date:
        """The last day for the association to attest."""
        return date(self.number + 1, *ATTESTATION)

    def minutes_of(self, action: Action) -> int:
        """The minutes of an action that belong to this year, in proportion to its days."""
        days = (action.last_day - action.date).days + 1
        inside = (min(action.last_day, self.end) - max(action.date, self.start)).days + 1
        return action.minutes if inside >= days else action.minutes * max(inside, 0) // days


@dataclass(slots=True)
class Held:
    """What one person gave to one association in one year, in functions that count."""

    membership: Membership
    minutes: dict[str, int] = field(default_factory=dict)
    functions: list[Function] = field(default_factory=list)

    @property
    def total(self) -> int:
        """Minutes in all functions."""
        return sum(self.minutes.values())

    @property
    def association(self) -> Association:
        """Where."""
        return self.membership.association


def kind_of(action: Action, functions: Iterable[Function]) -> str:
    """The kind of function that the action counts for; empty where it does not count."""
    if action.cec_function:
        return "" if action.cec_function == NONE else action.cec_function
    kind = action.category.cec_kind
    held = [f for f in functions if f.kind == kind and held_on(f, action.date)]
    return kind if kind and held else ""


def held_on(function: Function, day: date) -> bool:
    """Was the function held on that day?"""
    return function.start <= day and (function.until is None or day <= function.until)


def held_by(memberships: Sequence[Membership], year: Year) -> list[Held]:
    """What these people gave in functions that count, those without any left out. Two queries."""
    functions = _by_membership(Function.objects.filter(membership__in=memberships))
    rows = {m.pk: Held(m, functions=functions.get(m.pk, [])) for m in memberships}
    in_function = Q(cec_function="", category__cec_kind__in=CecKind.values, member__in=functions)
    actions = (
        Action.objects.approved()
        .filter(member__in=memberships, date__lte=year.end)
        .filter(date__gte=date(year.number - 1, 1, 1))
        .filter(in_function | Q(cec_function__in=CecKind.values))
        .select_related("category")
        .order_by()
    )
    for action in actions:
        held = rows[action.member_id or 0]
        kind = kind_of(action, held.functions)
        minutes = year.minutes_of(action) if kind else 0
        if minutes:
            held.minutes[kind] = held.minutes.get(kind, 0) + minutes
    return [held for held in rows.values() if held.total or held.functions]


def of_user(user: User, year: Year) -> tuple[list[Held], Reckoning]:
    """What an account gave to each association, and what both tests say of it."""
    memberships = (
        Membership.objects.filter(user=user, association__in=Association.objects.visible())
        .select_related("association", "user", "role")
        .order_by("association__sort_key")
    )
    held = held_by(list(memberships), year)
    return held, reckon({row.membership.association_id: row.total for row in held})


def of_association(association: Association, year: Year) -> list[Held]:
    """Whoever held a function that counts there in that year, by name."""
    holders = Function.objects.filter(
        membership__association=association, start__lte=year.end
    ).exclude(until__lt=year.start)
    corrected = Action.objects.filter(
        association=association, date__range=(year.start, year.end)
    ).exclude(cec_function__in=["", NONE])
    people = Membership.objects.with_person().filter(association=association)
    chosen = people.filter(pk__in=holders.values("membership")) | people.filter(
        pk__in=corrected.values("member")
    )
    return held_by(list(chosen.order_by("sort_key", "pk")), year)


def _by_membership(functions: Iterable[Function]) -> Mapping[int, list[Function]]:
    found: dict[int, list[Function]] = {}
    for function in functions:
        found.setdefault(function.membership_id, []).append(function)
    return found
