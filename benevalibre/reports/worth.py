"""What hours are worth, in the statistics of an association: the lines of its documents.

One grain (DOMAIN §4): category × level × project × period of rates, each rounded to the cent;
every sum in euros is a sum of such lines, so that a page, a statement and a file of one period
agree. By person and by month there are hours only: cut otherwise, the cents would not add up.

Nor is there a sum of euros over several associations, for a person or for the instance: each one
chooses its own rates and what it values, so that their sum would be no figure of anybody's.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, TypeVar

from benevalibre.reports.reading import Cell
from benevalibre.valuation.freezing import KINDS, Names, word_of
from benevalibre.valuation.pricing import Tariff, value

K = TypeVar("K", bound=Hashable)


class Grain(NamedTuple):
    """Minutes of one category, level, project and period of rates; None cents: no value."""

    category: int
    level: int | None
    project: int | None
    minutes: int
    is_valued: bool
    cents: int | None


class Worth(NamedTuple):
    """What some lines come to; cents are None where none of them has a value.

    ``unrated`` are the minutes that no rate prices, ``unvalued`` those counted in hours only.
    """

    cents: int | None = None
    unrated: int = 0
    unvalued: int = 0

    def __add__(self, other: Any) -> "Worth":
        """Both together; what has no value adds nothing."""
        known = [cents for cents in (self.cents, other.cents) if cents is not None]
        return Worth(
            sum(known) if known else None,
            self.unrated + other.unrated,
            self.unvalued + other.unvalued,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Appraisal:
    """The lines of a period. ``statement`` is the number of that which froze them, if one did.

    ``lines`` is None where the words have changed since: the total holds, its parts are in the
    statement only. Without ``is_valued`` the year was closed in hours only. ``has_closed``
    says of any other period that a statement prices some of its days.
    """

    total: Worth
    lines: Sequence[Grain] | None = ()
    statement: int | None = None
    is_valued: bool = True
    has_closed: bool = False

    @property
    def has_parts(self) -> bool:
        """Is it known what each category, level and project comes to?"""
        return self.is_valued and self.lines is not None

    def by(self, key: Callable[[Grain], K]) -> dict[K, Worth]:
        """What the lines come to by what ``key`` gives; nothing where they are not known."""
        found: dict[K, Worth] = {}
        for line in self.lines or ():
            which = key(line)
            found[which] = found.get(which, Worth()) + worth_of(line)
        return found


def worth_of(line: Grain) -> Worth:
    """One line alone."""
    if not line.is_valued:
        return Worth(unvalued=line.minutes)
    return Worth(unrated=line.minutes) if line.cents is None else Worth(cents=line.cents)


def add_up(lines: Iterable[Grain]) -> Worth:
    """All of them."""
    return sum((worth_of(line) for line in lines), Worth())


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Rates price a period: from ``start`` (None: from the beginning) to ``end``.

    Those of today, but on the days of a closed year those of its statement.
    """

    tariff: Tariff
    unvalued: frozenset[int]
    with_travel: bool
    start: date | None
    end: date | None

    @property
    def cuts(self) -> list[date]:
        """The days on which a rate changes."""
        periods = self.tariff.periods(self.start or date.min, self.end or date.max)
        return [period.start for period in periods[1:]]

    def appraise(self, cells: Iterable[Cell]) -> Appraisal:
        """Price what was read between the cuts."""
        starts = [self.start or date.min, *self.cuts]
        lines = []
        travels = [self.tariff.with_travel(day, today=self.with_travel) for day in starts]
        for (place, *words), minutes in grains(cells, travels=travels).items():
            category, level, project = words
            is_valued, hourly = self.tariff.told(
                starts[place], category=category, level=level,
                is_valued=category not in self.unvalued,
            )  # fmt: skip
            cents = None if hourly is None else value(minutes, hourly)
            lines.append(Grain(category, level, project, minutes, is_valued, cents))
        return Appraisal(total=add_up(lines), lines=lines, has_closed=bool(self.tariff.closed))


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """A statement prices its year: its lines as they were, found again by the words they had.

    ``names`` are those of today, by kind of word, for lines that kept no ids;
    ``words`` the filter, which its lines must pass.
    """

    number: int
    is_valued: bool
    with_travel: bool
    lines: Sequence[Mapping[str, Any]]
    names: Names
    words: Mapping[str, int]

    @property
    def cuts(self) -> list[date]:
        """The days on which a rate changed."""
        return self._starts[1:]

    @property
    def _starts(self) -> list[date]:
        return sorted({date.fromisoformat(line["start"]) for line in self.lines}) or [date.min]

    def appraise(self, cells: Iterable[Cell]) -> Appraisal:
        """Its figures, told apart by the words of today where these still say the same."""
        if not self.is_valued:
            return Appraisal(total=Worth(), statement=self.number, is_valued=False)
        read = grains(cells, travels=[self.with_travel] * len(self._starts))
        kept = self._kept()
        if kept is not None and {key: line.minutes for key, line in kept.items()} == read:
            lines = list(kept.values())
            return Appraisal(total=add_up(lines), lines=lines, statement=self.number)
        whole = [_thawed(line) for line in self.lines]
        total = Worth() if self.words else add_up(whole)
        return Appraisal(total=total, lines=None, statement=self.number)

    def _kept(self) -> dict[tuple[Any, ...], Grain] | None:
        """The lines by the words of today; None where one of their names is nobody's."""
        places = {day.isoformat(): n for n, day in enumerate(self._starts)}
        found = {}
        for line in self.lines:
            words = [word_of(line, kind, self.names) for kind in KINDS]
            category, level, project = words
            if category is None or 0 in words:
                return None
            asked = {"category_id": category, "level_id": level, "project_id": project}
            if all(asked[column] == pk for column, pk in self.words.items()):
                grain = _thawed(line)._replace(category=category, level=level, project=project)
                found[places[line["start"]], category, level, project] = grain
        return found


def _thawed(line: Mapping[str, Any]) -> Grain:
    return Grain(0, None, None, line["minutes"], line["is_valued"], line["cents"])


def grains(cells: Iterable[Cell], *, travels: Sequence[bool]) -> dict[tuple[Any, ...], int]:
    """Minutes by period of rates, category, level and project.

    ``travels``: is travel counted with the rest in each period?
    """
    found: dict[tuple[Any, ...], int] = {}
    for cell in cells:
        key = (cell.place, cell.category, cell.level, cell.project)
        minutes = cell.minutes + (cell.travel if travels[cell.place] else 0)
        found[key] = found.get(key, 0) + minutes
    return found
