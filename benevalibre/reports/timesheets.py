"""Time sheets: what one person gave in a period, action by action; hours, never euros."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Q

from benevalibre.actions.models import Action
from benevalibre.actions.querysets import ActionQuerySet
from benevalibre.associations.models import Association, Membership, Travel

COLUMNS = (
    "member_id", "date", "end_date", "title", "category__name",
    "category__short_name", "project__name",
    "minutes", "travel_minutes", "distance_hundredths",
)  # fmt: skip


class Counted:
    """What has ``entries`` adds them up."""

    entries: Sequence["Entry"]

    @property
    def minutes(self) -> int:
        """Without travel."""
        return sum(entry.minutes for entry in self.entries)

    @property
    def travel(self) -> int:
        """Minutes of travel, whether they count with the rest or not."""
        return sum(entry.travel for entry in self.entries)

    @property
    def distance(self) -> int:
        """Hundredths of a kilometre."""
        return sum(entry.distance for entry in self.entries)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One action that counts, on its first day; ``words`` say what was done."""

    day: date
    until: date | None
    words: str
    minutes: int
    travel: int
    distance: int


@dataclass(frozen=True)
class Month(Counted):
    """The entries of one calendar month."""

    start: date
    entries: Sequence[Entry]


@dataclass(frozen=True, kw_only=True)
class Sheet(Counted):
    """The entries of one person, the oldest first; of nobody where ``name`` is empty.

    ``travel_included``: does travel count with the hours?
    """

    name: str
    start: date
    end: date
    travel_included: bool
    entries: Sequence[Entry]

    @property
    def given(self) -> int:
        """The minutes that count."""
        return self.minutes + self.travel if self.travel_included else self.minutes

    @property
    def months(self) -> list[Month]:
        """The same by month."""
        groups = groupby(self.entries, key=lambda entry: entry.day.replace(day=1))
        return [Month(start, list(entries)) for start, entries in groups]


def actions_of(member: Membership, start: date, end: date) -> ActionQuerySet:
    """What counts of one participant between two days, both included."""
    return Action.objects.approved().by_member(member).between(start, end)


def sheet_of(member: Membership, start: date, end: date) -> Sheet:
    """The sheet of one participant, by today's name and rules. One query."""
    return Sheet(
        name=member.display_name,
        start=start,
        end=end,
        travel_included=member.association.policy_travel == Travel.INCLUDED,
        entries=[entry for _member, entry in read(actions_of(member, start, end))],
    )


def entries_by_member(
    association: Association, members: Collection[int | None], start: date, end: date
) -> dict[int | None, list[Entry]]:
    """What counts of these people (None: of nobody), by person. One query."""
    theirs = Q(member__in=[pk for pk in members if pk is not None])
    if None in members:
        theirs |= Q(member=None)
    counted = Action.objects.approved().filter(theirs, association=association)
    found: dict[int | None, list[Entry]] = {}
    for member, entry in read(counted.between(start, end)):
        found.setdefault(member, []).append(entry)
    return found


def read(actions: ActionQuerySet) -> Iterator[tuple[int | None, Entry]]:
    """The participant's id and the entry of each, the oldest first."""
    rows = actions.order_by("date", "pk").values_list(*COLUMNS)
    for member, day, until, title, category, short, project, *figures in rows.iterator():
        minutes, travel, distance = figures
        words = ", ".join(word for word in (title, short or category, project) if word)
        yield (
            member,
            Entry(
                day=day,
                until=until,
                words=words,
                minutes=minutes,
                travel=travel,
                distance=distance or 0,
            ),
        )
