"""The actions of a 2.0.x association, a chunk in a transaction."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import IO, Final

from django.db import transaction
from django.utils import timezone

from benevalibre.actions.models import Action, Source, Status
from benevalibre.transfer.v2.single import shapes
from benevalibre.transfer.v2.single.bringing import Bringing, without_category
from benevalibre.transfer.v2.single.durations import duration_of
from benevalibre.transfer.v2.single.people import departed
from benevalibre.transfer.v2.single.reading import Fields, actions
from benevalibre.transfer.v2.values import Row
from benevalibre.transfer.v2.work import LARGEST_DISTANCE, dates_of, minutes_of

CHUNK: Final = 1000


def bring_actions(bringing: Bringing, file: IO[bytes], *, progress: Callable[[int], None]) -> None:
    """Every action of the file; ``progress`` is called with their number after each chunk."""
    done = 0
    for chunk in _chunks(file):
        with transaction.atomic():
            rows = [bringing.row(shapes.ACTION, pk, fields) for pk, fields in chunk]
            today = timezone.localdate()
            bringing.write(shapes.ACTION, [action_of(bringing, row, today) for row in rows])
            done += len(rows)
            progress(done)


def action_of(bringing: Bringing, row: Row, today: date) -> Action:
    """One action; where a figure had to change it comes back « à corriger » (MODEL §1)."""
    duration = duration_of(row.values["duration"])
    if duration is not None:
        row = Row(row.table, {**row.values, "duration": duration}, row.report)
    day, end, dates_hold = dates_of(row, today)
    minutes, duration_holds = minutes_of(row)
    status, reason = Status.APPROVED if row.flag("is_active") else Status.PENDING, ""
    if not (dates_hold and duration_holds):
        status = Status.TO_CORRECT
        reason = "Date ou durée illisible dans l’ancienne instance : à vérifier."
    category = _named(row, "category", bringing.categories)
    return Action(
        association=bringing.association,
        member_id=_author(bringing, row),
        category_id=category or without_category(bringing, row),
        level_id=_named(row, "level", bringing.levels),
        project_id=_named(row, "project", bringing.projects),
        title=row.text("title", 127),
        description=row.text("description", lines=True),
        date=day,
        end_date=end,
        minutes=minutes,
        distance_hundredths=row.hundredths("distance", LARGEST_DISTANCE),
        status=status,
        reason=reason,
        source=Source.IMPORT,
    )


def _author(bringing: Bringing, row: Row) -> int | None:
    user, guest = row.values["user"], row.values["anonymous_member"]
    if user:
        return departed(bringing, user[0])
    if guest:
        found = bringing.guests.get(guest[0])
        if found is None:
            row.note("sans auteur : le sien n’est pas dans le fichier")
        return found
    return None


def _named(row: Row, column: str, known: dict[str, int]) -> int | None:
    """The row of ours that a reference by name means."""
    name = row.values[column]
    found = known.get(name[0]) if name else None
    if name and found is None:
        row.note(f"{column} : laissé, il n’est pas dans le fichier", name[0])
    return found


def _chunks(file: IO[bytes]) -> Iterator[list[tuple[object, Fields]]]:
    chunk: list[tuple[object, Fields]] = []
    for found in actions(file):
        chunk.append(found)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
