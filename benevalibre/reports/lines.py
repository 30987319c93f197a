"""Lines of a table of figures: added up by word, sorted, and folded where they say too much."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, NamedTuple

from benevalibre.namekeys import sort_key
from benevalibre.reports.reading import Cell, Given
from benevalibre.reports.worth import Worth

LEAST: Final = 3
"""Of fewer people nothing is said to those who may see totals only."""
MOST_LISTS: Final = 16_384
NOBODY: Final[frozenset[str]] = frozenset()
SORTS: Final = ("name", "actions", "people", "minutes", "travel", "distance", "places", "cents")


class Split(NamedTuple):
    """A cell, with the ids of its people told apart."""

    cell: Cell
    ids: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What one word, person or month adds up to; ``minutes`` are those that count.

    ``ids`` are the people (or associations) whom the line is about: how many it takes to show it.
    """

    key: Any
    name: str = ""
    actions: int = 0
    people: int = 0
    minutes: int = 0
    travel: int = 0
    distance: int = 0
    ids: frozenset[str] = field(default=frozenset(), repr=False)
    places: int = 0
    url: str = ""
    is_rest: bool = False
    worth: Worth | None = None

    @property
    def cents(self) -> int:
        """What it is worth, to sort by: nothing is less than any sum."""
        return -1 if self.worth is None or self.worth.cents is None else self.worth.cents


def split(cells: Iterable[Cell]) -> list[Split]:
    """Tell people apart, once for all tables."""
    return [Split(cell, _ids(cell.people)) for cell in cells]


@lru_cache(maxsize=MOST_LISTS)
def _ids(people: str) -> frozenset[str]:
    """The ids of a list with commas; lists seen before are not read again."""
    return frozenset(people.split(",")) if people else NOBODY


def group(
    cells: Iterable[Split],
    key: Callable[[Cell], Hashable],
    names: Mapping[Any, str],
    *,
    with_travel: bool,
) -> list[Line]:
    """Add ``cells`` up by ``key``, most minutes first; people are counted once in each line."""
    gathered: dict[Hashable, list[Split]] = {}
    for each in cells:
        gathered.setdefault(key(each.cell), []).append(each)
    lines = [
        add_up(which, names.get(which, ""), found, with_travel=with_travel)
        for which, found in gathered.items()
    ]
    return sorted(lines, key=lambda line: (-line.minutes, line.name))


def by_words(cells: Iterable[Split]) -> list[Split]:
    """The cells of the same words as one, whatever the month."""
    gathered: dict[tuple[Any, ...], list[Split]] = {}
    for each in cells:
        gathered.setdefault(each.cell[2:5], []).append(each)
    return [_together(found) for found in gathered.values()]


def _together(found: Sequence[Split]) -> Split:
    if len(found) == 1:
        return found[0]
    cells = [each.cell for each in found]
    sums = [sum(column) for column in zip(*(cell[5:9] for cell in cells), strict=True)]
    words = Cell._make(("", 0, *cells[0][2:5], *sums, ""))
    return Split(words, NOBODY.union(*(each.ids for each in found)))


def add_up(key: Any, name: str, cells: Sequence[Split], *, with_travel: bool) -> Line:
    """One line of all ``cells``."""
    ids = NOBODY.union(*(each.ids for each in cells))
    travel = sum(each.cell.travel for each in cells)
    minutes = sum(each.cell.minutes for each in cells)
    return Line(
        key=key,
        name=name,
        actions=sum(each.cell.actions for each in cells),
        people=len(ids),
        minutes=minutes + (travel if with_travel else 0),
        travel=travel,
        distance=sum(each.cell.distance for each in cells),
        ids=ids,
    )


def of_people(given: Mapping[int, Given], *, with_travel: bool) -> list[Line]:
    """One line for each person, without a name yet."""
    return [
        Line(
            key=member,
            actions=sums.actions,
            people=1,
            minutes=sums.minutes + (sums.travel if with_travel else 0),
            travel=sums.travel,
            distance=sums.distance,
        )
        for member, sums in given.items()
    ]


def rank(
    given: Mapping[int, Given], column: str, *, is_ascending: bool, with_travel: bool
) -> list[tuple[int, Given]]:
    """People with what they gave, by ``column``: lines are made of those that are shown only."""

    def place(item: tuple[int, Given]) -> tuple[int, int]:
        figure: int = getattr(item[1], column)
        added = item[1].travel if with_travel and column == "minutes" else 0
        return figure + added, -item[0]

    return sorted(given.items(), key=place, reverse=not is_ascending)


def merge(lines: Sequence[Line], *, name: str) -> Line:
    """One line of several, whose people are counted once: the rest of a table."""
    ids = frozenset().union(*(line.ids for line in lines))
    return Line(
        key=None,
        name=name,
        actions=sum(line.actions for line in lines),
        people=len(ids),
        minutes=sum(line.minutes for line in lines),
        travel=sum(line.travel for line in lines),
        distance=sum(line.distance for line in lines),
        ids=ids,
        places=sum(line.places for line in lines),
        is_rest=True,
    )


def fold(
    lines: Sequence[Line],
    *,
    name: str,
    least: int = LEAST,
    tells: Callable[[Line], bool] | None = None,
) -> list[Line]:
    """Put the lines that tell too much together: those of fewer than ``least`` people.

    ``tells`` says which ones do where it is not just that. The line of what was put together
    holds at least as many people too, since it is also the total less all the others: the smallest
    other lines join it until it does. Nothing is left to show where that takes them all.
    """
    tells = tells or (lambda line: len(line.ids) < least)
    small = [line for line in lines if tells(line)]
    if not small:
        return list(lines)
    shown = sorted((line for line in lines if not tells(line)), key=lambda line: -line.minutes)
    rest = merge(small, name=name)
    while shown and len(rest.ids) < least:
        rest = merge([rest, shown.pop()], name=name)
    if not shown:
        return []
    kept = {id(line) for line in shown}
    return [*(line for line in lines if id(line) in kept), rest]


def arrange(lines: Sequence[Line], sort: str) -> list[Line]:
    """The lines in the order asked for (« -minutes »); what was folded stays last."""
    column = sort.removeprefix("-")
    if column not in SORTS:
        return list(lines)
    rest = [line for line in lines if line.is_rest]
    kept = [line for line in lines if not line.is_rest]
    by_name = sorted(kept, key=lambda line: sort_key(line.name))
    if column != "name":
        by_name.sort(key=lambda line: getattr(line, column), reverse=sort.startswith("-"))
    elif sort.startswith("-"):
        by_name.reverse()
    return [*by_name, *rest]
