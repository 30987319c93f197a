"""The shapes of the demo's data: what recurs in an association, and what was done once."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from benevalibre.hosting.demo.people import Person

ALL_YEAR = tuple(range(1, 13))


class Kind(IntEnum):
    """The lines of the instance's nomenclature, in its order."""

    BOARD = 1
    OFFICE = 2
    EVENTS = 3
    LEADING = 4
    ADVICE = 5
    TEACHING = 6
    FUNDS = 7
    GOODS = 8
    WELCOME = 9
    UPKEEP = 10
    OUTREACH = 11
    OTHER = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """Something that comes back: on which days of the week (0 is Monday), for how long.

    An empty title leaves the project's or the category's name to serve. ``weight`` is how much
    more often it comes than others. ``days`` above one makes it last several days.
    """

    kind: Kind
    weekdays: tuple[int, ...]
    minutes: tuple[int, ...]
    titles: tuple[str, ...] = ("",)
    project: str = ""
    months: tuple[int, ...] = ALL_YEAR
    weight: int = 10
    kilometres: tuple[int, ...] = ()
    travel: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    days: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An association of the demo. ``season`` is how busy each month is, 1 being usual.

    ``choices`` are what its founding takes, « nos règles » included; ``activity_field`` is how
    the name of a field of activity begins.
    """

    name: str
    choices: dict[str, Any]
    activity_field: str
    projects: dict[str, Kind]
    habits: tuple[Habit, ...]
    season: tuple[float, ...]
    managers: tuple[Person, ...]
    helpers: tuple[Person, ...] = ()
    people: tuple[Person, ...]
    without_account: tuple[Person, ...] = ()
    left: tuple[Person, ...] = ()
    closed_projects: tuple[str, ...] = ()

    @property
    def everyone(self) -> Sequence[Person]:
        """All those who gave time, each once."""
        return (
            *self.managers, *self.helpers, *self.people, *self.without_account, *self.left,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One action: who, what, when; distances in hundredths of a kilometre."""

    person: Person
    kind: Kind
    date: datetime.date
    minutes: int
    noted_at: datetime.datetime
    title: str = ""
    project: str = ""
    note: str = ""
    end_date: datetime.date | None = None
    travel_minutes: int = 0
    distance_hundredths: int | None = None
