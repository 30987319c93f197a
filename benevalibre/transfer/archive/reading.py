"""Reading an archive: an association arrives out of sight, in parts, then opens at once."""

from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any, Final, TypeAlias

from django.db import DataError, IntegrityError, models, transaction
from django.utils.translation import gettext as _

from benevalibre.accounts.models import User
from benevalibre.associations.founding import may_found
from benevalibre.associations.models import Association
from benevalibre.transfer.archive import discarding, settling
from benevalibre.transfer.archive.arriving import Arriving
from benevalibre.transfer.archive.ids import Ids
from benevalibre.transfer.archive.opening import Archive, is_archive, manifest_of
from benevalibre.transfer.archive.rows import Builder
from benevalibre.transfer.archive.sections import SECTIONS, Section
from benevalibre.transfer.archive.shape import ArchiveError, Row, damaged

__all__ = ["ArchiveError", "is_archive", "manifest_of", "read"]

Progress: TypeAlias = Callable[[int, int], object]
ROWS: Final = 500
BYTES: Final = 4 * 1024**2


def read(file: IO[bytes], *, by: User, progress: Progress | None = None) -> Association:
    """The association of an archive, open and managed by ``by``; ``file`` is seekable.

    People arrive by name; those with an address are invited to take their place, no account is
    made or touched. Where this instance looks at new associations first, it waits for the host.
    ``progress`` is called with the rows read and their number. ``ArchiveError``, with a sentence,
    where the archive is refused; nothing of it is kept then.
    """
    archive = Archive(file)
    if not may_found():
        raise ArchiveError(_("Cette instance n’accueille pas de nouvelle association."))
    row = archive.association()
    association = settling.begin()
    arriving = Arriving(archive, association, by)
    try:
        arriving.refuse_wrong(row)
        _bring_all(arriving, progress or _quiet)
        settling.settle(arriving, row)
    except (IntegrityError, DataError) as error:
        discarding.discard(association, stored=arriving.stored)
        raise damaged(_("des lignes se contredisent")) from error
    except BaseException:
        discarding.discard(association, stored=arriving.stored)
        raise
    association.refresh_from_db()
    return association


def _bring_all(arriving: Arriving, progress: Progress) -> None:
    done, total = 1, arriving.archive.total
    for section in SECTIONS:
        for rows in _chunks(arriving.archive, section):
            with transaction.atomic():
                _bring(arriving, section, rows)
            done += len(rows)
            progress(done, total)
        if section.name not in arriving.ids:
            arriving.ids[section.name] = Ids()
        with transaction.atomic():
            arriving.complete(section)


def _bring(arriving: Arriving, section: Section, rows: list[Row]) -> None:
    """Write a part of a section, and remember which row became which."""
    builder = Builder(section, arriving.ids, arriving.association.pk)
    made = arriving.build(section, builder, rows)
    section.model._base_manager.bulk_create(made, batch_size=ROWS)
    _remember(arriving.ids.setdefault(section.name, Ids()), section, rows, made)
    for row, thing in zip(rows, made, strict=True):
        if late := builder.late(row):
            arriving.late.setdefault(section.name, {})[thing.pk] = late
    arriving.made(section, rows, made)


def _remember(ids: Ids, section: Section, rows: Iterable[Row], made: list[models.Model]) -> None:
    for row, thing in zip(rows, made, strict=True):
        if "id" in row and not ids.add(row["id"], thing.pk):
            raise damaged(section.file)


def _chunks(archive: Archive, section: Section) -> Iterator[list[Row]]:
    """Rows in parts that fit in memory, however long their texts."""
    rows: list[Row] = []
    weight = 0
    for row in archive.rows(section.name):
        rows.append(row)
        weight += archive.weight
        if len(rows) == ROWS or weight > BYTES:
            yield rows
            rows, weight = [], 0
    if rows:
        yield rows


def _quiet(_done: int, _total: int) -> Any:
    """Show no progress."""
