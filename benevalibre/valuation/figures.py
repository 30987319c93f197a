"""The figures of a period: plain data, the same when it is read from a frozen statement.

One grain (DOMAIN §4): category × level × project × rate period. Every total in euros is a sum of
such lines, so all documents of one period agree to the cent.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, TypeVar

from benevalibre.valuation.accounts import Nature
from benevalibre.valuation.pricing import total
from benevalibre.valuation.ratios import full_time

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Minutes of one category, level and project between two days with one rate.

    ``cents`` is None where the category is not valued (``is_valued`` False) or has no rate.
    The names are those of then; the ids find the words again that are called otherwise since.
    """

    category: str
    level: str
    project: str
    start: date
    end: date
    actions: int
    minutes: int
    travel: int
    distance: int
    is_valued: bool
    hourly: int | None
    cents: int | None
    category_id: int | None = None
    level_id: int | None = None
    project_id: int | None = None

    @property
    def lacks_rate(self) -> bool:
        """Is it to be valued, and no rate says how?"""
        return self.is_valued and self.hourly is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one person gave: hours, never euros. The name is that of the day it was reckoned."""

    member: int | None
    name: str
    actions: int
    minutes: int
    travel: int
    distance: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What was given otherwise than as time: its nature (see ``accounts``), and cents."""

    nature: str
    label: str
    cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """A rate as it was: of a level, a category or all hours; fixed, or so many minimum wages."""

    start: date
    level: str
    category: str
    cents: int | None
    coefficient: str
    employer_percent: str

    @property
    def scope(self) -> tuple[str, str]:
        """Which hours it prices."""
        return self.level, self.category


@dataclass(frozen=True, slots=True, kw_only=True)
class Wage:
    """The minimum wage an hour from a day on, in gross cents."""

    start: date
    cents: int

    @property
    def scope(self) -> None:
        """It is one for everybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """All lines and all people of a period, both days included; minutes, hundredths of km.

    A statement also keeps who closed the year, and the rates and minimum wages of its days.
    """

    start: date
    end: date
    fte_hours: int
    travel_included: bool
    self_approved: int
    lines: Sequence[Line]
    people: Sequence[Share]
    gifts: Sequence[Kind] = ()
    closed_by: str = ""
    rates: Sequence[Basis] = ()
    wages: Sequence[Wage] = ()

    @property
    def actions(self) -> int:
        """How many actions count."""
        return sum(line.actions for line in self.lines)

    @property
    def minutes(self) -> int:
        """All that was given."""
        return sum(line.minutes for line in self.lines)

    @property
    def travel(self) -> int:
        """The time of travel, also where it is counted with the rest."""
        return sum(line.travel for line in self.lines)

    @property
    def distance(self) -> int:
        """Hundredths of a kilometre."""
        return sum(line.distance for line in self.lines)

    @property
    def givers(self) -> int:
        """How many people; actions of nobody count no one."""
        return sum(share.member is not None for share in self.people)

    @property
    def cents(self) -> int:
        """What the lines with a rate come to."""
        return total(line.cents for line in self.lines)

    @property
    def gift_cents(self) -> int:
        """What was given otherwise than as time comes to."""
        return sum(gift.cents for gift in self.gifts)

    @property
    def valued_minutes(self) -> int:
        """The minutes that are in ``cents``."""
        return sum(line.minutes for line in self.lines if line.cents is not None)

    @property
    def unrated_minutes(self) -> int:
        """The minutes to be valued that no rate prices: said, never counted as zero."""
        return sum(line.minutes for line in self.lines if line.lacks_rate)

    @property
    def unvalued_minutes(self) -> int:
        """The minutes of categories that are counted in hours only."""
        return sum(line.minutes for line in self.lines if not line.is_valued)

    @property
    def fte(self) -> Decimal:
        """Full-time equivalents, to the hundredth (L3121-41)."""
        return full_time(self.minutes, self.fte_hours)

    @property
    def by_nature(self) -> dict[str, int]:
        """Cents by nature of contribution, volunteering among them."""
        found = {Nature.VOLUNTEERING.value: self.cents}
        for gift in self.gifts:
            found[gift.nature] = found.get(gift.nature, 0) + gift.cents
        return found

    def by(self, key: Callable[[Line], K]) -> dict[K, list[Line]]:
        """The lines by what ``key`` gives, in the order in which it first comes."""
        groups: dict[K, list[Line]] = {}
        for line in self.lines:
            groups.setdefault(key(line), []).append(line)
        return groups

    def frozen(self) -> dict[str, Any]:
        """As plain JSON, for a statement."""
        columns = asdict(self)
        dated = {name: [_plain(row) for row in columns[name]] for name in DATED}
        return {**_plain(columns), **dated}

    @classmethod
    def thawed(cls, kept: dict[str, Any]) -> "Figures":
        """What ``frozen`` gave, as figures again."""
        dated = {
            name: [part(**_dated(row)) for row in kept.get(name, ())]
            for name, part in DATED.items()
        }
        people = [Share(**share) for share in kept["people"]]
        gifts = [Kind(**gift) for gift in kept["gifts"]]
        return cls(**{**_dated(kept), **dated, "people": people, "gifts": gifts})


DATED: Final[dict[str, Any]] = {"lines": Line, "rates": Basis, "wages": Wage}
DAYS: Final = ("start", "end")


def _plain(columns: dict[str, Any]) -> dict[str, Any]:
    return columns | {name: columns[name].isoformat() for name in DAYS if name in columns}


def _dated(columns: dict[str, Any]) -> dict[str, Any]:
    return columns | {name: date.fromisoformat(columns[name]) for name in DAYS if name in columns}
