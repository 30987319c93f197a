"""The time sheets of a closed year, in volumes; their hours are the statement's, to the minute.

Names are those that the year was closed with. Hours of rows that were joined to another person
since stand on that person's sheet.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import IO, Final
from zipfile import ZIP_STORED, ZipFile

from django.utils.translation import gettext as _

from benevalibre.associations.models import Association, Membership
from benevalibre.documents.aside import press_in_parts
from benevalibre.documents.pressing import Order
from benevalibre.namekeys import sort_key
from benevalibre.reports.sheet_papers import Volume, logo_of, volume_order
from benevalibre.reports.timesheets import Entry, Sheet, entries_by_member
from benevalibre.valuation.figures import Figures, Share
from benevalibre.valuation.models import Statement

MOST_SHEETS: Final = 100
MOST_LINES: Final = 3_000

Progress = Callable[[int], object]
Ids = Mapping[int | None, int | None]


class ChangedError(Exception):
    """The hours of a person (named here) are not those of the statement any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Whose sheet it is: a name to show and one to sort by, and the participants it is about."""

    name: str
    surname: str
    members: tuple[int | None, ...]
    actions: int
    minutes: int


def holders(statement: Statement, figures: Figures) -> list[Holder]:
    """Everyone with hours in a statement, by surname; nobody comes last. Two queries."""
    rows = Membership.objects.filter(association=statement.association_id)
    gone: Ids = dict(rows.exclude(merged_into=None).values_list("pk", "merged_into"))
    roots = {share.member: _root(share.member, gone) for share in figures.people}
    known = [pk for pk in roots.values() if pk is not None]
    surnames = dict(rows.filter(pk__in=known).values_list("pk", "user__last_name"))
    shares = sorted(figures.people, key=lambda share: str(roots[share.member]))
    found = [
        _holder(root, list(theirs), _last_name(root, surnames))
        for root, theirs in groupby(shares, key=lambda share: roots[share.member])
    ]
    return sorted(found, key=_place)


def divide(people: Sequence[Holder]) -> list[list[Holder]]:
    """The people of each volume: a hundred at most, and fewer where their lines are many."""
    volumes: list[list[Holder]] = []
    lines = 0
    for holder in people:
        is_full = volumes and len(volumes[-1]) == MOST_SHEETS
        if not volumes or is_full or lines + holder.actions > MOST_LINES:
            volumes.append([])
            lines = 0
        volumes[-1].append(holder)
        lines += holder.actions
    return volumes


def sheets(association: Association, figures: Figures, people: Sequence[Holder]) -> list[Sheet]:
    """The sheets of these people. One query; ``ChangedError`` where they say something else."""
    members = [pk for holder in people for pk in holder.members]
    entries = entries_by_member(association, members, figures.start, figures.end)
    return [_sheet(holder, figures, entries) for holder in people]


def write(statement: Statement, file: IO[bytes], progress: Progress) -> bool:
    """All of them: one PDF, or an archive of volumes (True). ``progress`` is told the sheets done.

    Each volume is pressed in a process beside; what is in memory here is that of two at most.
    ``ChangedError``, ``PressError``.
    """
    figures = Figures.thawed(statement.figures)
    parts = divide(holders(statement, figures))
    pressed = press_in_parts(_ordered(statement, figures, parts))
    if len(parts) == 1:
        [(_volume, [content])] = pressed
        file.write(content)
        return False
    done = 0
    with ZipFile(file, "w", ZIP_STORED) as archive:
        for volume, [content] in pressed:
            archive.writestr(volume.file_name, content)
            done += len(volume.sheets)
            progress(done)
    return True


def _ordered(
    statement: Statement, figures: Figures, parts: Sequence[Sequence[Holder]]
) -> Iterator[tuple[Volume, list[Order]]]:
    """Each volume with what it is pressed from, read one after the other."""
    logo = logo_of(statement.association)
    for number, people in enumerate(parts, start=1):
        volume = Volume(
            number=number,
            count=len(parts),
            first=_shown(people[0]),
            last=_shown(people[-1]),
            sheets=sheets(statement.association, figures, people),
        )
        yield volume, [volume_order(statement, volume, whole=figures.minutes, logo=logo)]


def _last_name(member: int | None, known: Mapping[int, str | None]) -> str:
    return (known.get(member) or "") if member is not None else ""


def _root(member: int | None, gone: Ids) -> int | None:
    """Where the actions of a participant are now."""
    seen: set[int | None] = set()
    while member in gone and member not in seen:
        seen.add(member)
        member = gone[member]
    return member


def _holder(root: int | None, shares: list[Share], last_name: str) -> Holder:
    shares.sort(key=lambda share: (share.member != root, share.name))
    names = list(dict.fromkeys(share.name for share in shares if share.name))
    name = names[0] if names else ""
    if names[1:]:
        name = _("%(name)s (aussi\u00a0: %(others)s)") % {
            "name": name,
            "others": ", ".join(names[1:]),
        }
    members = {share.member for share in shares} | {root}
    return Holder(
        name=name,
        surname=surname(names[0], last_name) if names else "",
        members=tuple(sorted(members, key=lambda pk: pk or 0)),
        actions=sum(share.actions for share in shares),
        minutes=sum(share.minutes for share in shares),
    )


def surname(name: str, last_name: str) -> str:
    """What a name is sorted by: the account's last name where it ends so, else its last word."""
    if last_name and name.casefold().endswith(last_name.casefold()):
        return last_name
    return name.rsplit(maxsplit=1)[-1] if name.split() else name


def _place(holder: Holder) -> tuple[bool, str, str]:
    return not holder.name, sort_key(holder.surname), sort_key(holder.name)


def _shown(holder: Holder) -> str:
    return holder.surname.upper() or _("personnes non précisées")


def _sheet(holder: Holder, figures: Figures, entries: Mapping[int | None, list[Entry]]) -> Sheet:
    rows = [entry for member in holder.members for entry in entries.get(member, ())]
    found = Sheet(
        name=holder.name,
        start=figures.start,
        end=figures.end,
        travel_included=figures.travel_included,
        entries=sorted(rows, key=lambda entry: entry.day),
    )
    if (found.given, len(rows)) != (holder.minutes, holder.actions):
        raise ChangedError(holder.name or _("personnes non précisées"))
    return found
