"""How much hangs on people and on an association: known by the rooms above, which tell it here.

As with the journal's sentences (``telling``), a room above teaches its count by ``tally_with`` from
its ``AppConfig.ready``; this room shows figures without knowing where they come from.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from benevalibre.associations.models import Association

_tallies: "list[Tally]" = []


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """What an association holds: entries, and the minutes that count."""

    entries: int = 0
    minutes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What one room counts: the entries of each of these people, what an association holds."""

    entries: Callable[[Collection[int]], Mapping[int, int]]
    holdings: "Callable[[Association], Holdings]"


def tally_with(tally: Tally) -> None:
    """Count with ``tally`` too, from now on."""
    _tallies.append(tally)


def entries_of(member_ids: Collection[int]) -> dict[int, int]:
    """How many entries each of these people has; who has none is not there."""
    found: dict[int, int] = {}
    for tally in _tallies:
        for member_id, number in tally.entries(member_ids).items():
            found[member_id] = found.get(member_id, 0) + number
    return found


def holdings_of(association: "Association") -> Holdings:
    """What the association holds, all rooms together."""
    found = [tally.holdings(association) for tally in _tallies]
    return Holdings(
        entries=sum(each.entries for each in found), minutes=sum(each.minutes for each in found)
    )


def with_entries(people: Collection[Any]) -> list[tuple[Any, int]]:
    """Each of ``people`` with the number of their entries; one query a room."""
    entries = entries_of([person.pk for person in people]) if people else {}
    return [(person, entries.get(person.pk, 0)) for person in people]
