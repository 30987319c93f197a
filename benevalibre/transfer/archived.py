"""An archive of ours on its way here: read by its own room, its progress kept."""

import datetime

from django.utils import timezone

from benevalibre.transfer.archive.reading import ArchiveError, read
from benevalibre.transfer.models import Arrival
from benevalibre.transfer.v2.single.importing import LostError
from benevalibre.transfer.v2.single.reading import FileError


def bring(arrival: Arrival, *, lease: datetime.timedelta) -> None:
    """Read all of it into an association that this opens; ``FileError`` where it is refused."""
    if arrival.author is None:
        raise LostError

    def progress(done: int, _total: int) -> None:
        mine = Arrival.objects.filter(pk=arrival.pk)
        mine.update(written=done, leased_until=timezone.now() + lease)

    try:
        with arrival.file.open("rb") as file:
            association = read(file, by=arrival.author, progress=progress)
    except ArchiveError as error:
        raise FileError(str(error)) from error
    arrival.association, arrival.name = association, association.name
    counted = {
        "roles": association.roles,
        "categories": association.categories,
        "levels": association.levels,
        "projects": association.projects,
        "actions": association.actions,
    }
    arrival.report = {"here": {name: rows.count() for name, rows in counted.items()}}


def open_association(arrival: Arrival) -> None:
    """Nothing is left to do: it was opened when its last row was here."""
