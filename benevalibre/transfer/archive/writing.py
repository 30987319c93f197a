"""Writing an association as an archive: everything it has, in one zip file, row after row."""

import datetime
import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from decimal import Decimal
from typing import IO, Any, Final
from zipfile import ZIP_DEFLATED, ZipFile

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from benevalibre.associations import links
from benevalibre.associations.models import Association, GuestLink
from benevalibre.transfer.archive import dressing
from benevalibre.transfer.archive.ids import Ids
from benevalibre.transfer.archive.sections import SECTIONS, Section
from benevalibre.transfer.archive.shape import FORMAT, MANIFEST, VERSION, Row, columns
from benevalibre.transfer.models import Departure

COMPRESSION: Final = 3
CHUNK: Final = 2000
PART: Final = 256 * 1024
PROGRAM: Final = "benevalibre 3"


def write(
    association: Association, file: IO[bytes], *, origin: Mapping[str, Any] | None = None
) -> None:
    """Write the archive of ``association`` into ``file``, which need not be seekable.

    It is the association as it was at one moment, while others go on writing. ``origin``: where
    it comes from (``url``, ``association``, ``token``); by default this instance, with the token
    of the move under way if there is one. The file is confidential: it holds the addresses
    of people and the secrets of guests' links.
    """
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=COMPRESSION) as archive, one_moment():
        association.refresh_from_db()
        writer = _Writer(archive, association)
        writer.write_association()
        for section in SECTIONS:
            writer.write_section(section)
        writer.write_papers()
        writer.write_manifest(origin or _origin(association))


@contextmanager
def one_moment() -> Iterator[None]:
    """All that is read inside is of one moment, and nobody waits for it to write."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield


class _Writer:
    """One archive under way."""

    def __init__(self, archive: ZipFile, association: Association) -> None:
        self.archive = archive
        self.association = association
        self.ids: dict[str, Ids] = {}
        self.sections: list[Row] = []
        self.files: list[Row] = []
        self.dress = dressing.Dress(association, self._known)

    def write_association(self) -> None:
        """``association.json``, and its logo."""
        picture = dressing.logo(self.association)
        row = dressing.association(self.association, columns("association"))
        if picture is not None:
            row["logo"], content = picture
            self._write_file(picture[0], content)
        self._write_rows("association", "association.json", iter([row]))

    def write_section(self, section: Section) -> None:
        """The rows of one table."""
        self.ids[section.name] = Ids()
        self._write_rows(section.name, section.file, self._rows(section))

    def write_papers(self) -> None:
        """The files that the rows have named."""
        for name, content in self.dress.papers.contents():
            self._write_file(name, content)

    def write_manifest(self, origin: Mapping[str, Any]) -> None:
        """Last, for it counts what was written."""
        manifest = {
            "format": FORMAT,
            "version": VERSION,
            "program": PROGRAM,
            "written_at": timezone.now(),
            "origin": origin,
            "sections": self.sections,
            "files": self.files,
        }
        self.archive.writestr(MANIFEST, _line(manifest))

    def _rows(self, section: Section) -> Iterator[Row]:
        names = columns(section.name)
        known = self.ids[section.name]
        paths = [_path(section, name) for name in names]
        more = self.dress.more(section.name)
        found = section.rows(self.association.pk).values_list(*paths, *more)
        for values in found.iterator(chunk_size=CHUNK):
            row = dict(zip(names, values, strict=False))
            dressed = self.dress.row(section.name, row, values[len(names) :])
            if dressed is None:
                continue
            if "id" in row:
                known.add(row["id"])
            yield dressed

    def _known(self, section: str, pk: int) -> int | None:
        found = self.ids.get(section)
        return pk if found is not None and pk in found else None

    def _write_rows(self, name: str, path: str, rows: Iterator[Row]) -> None:
        digest, count = hashlib.sha256(), 0
        with self.archive.open(path, "w", force_zip64=True) as file:
            part = bytearray()
            for row in rows:
                part += _line(row)
                count += 1
                if len(part) >= PART:
                    digest.update(part)
                    file.write(part)
                    part.clear()
            digest.update(part)
            file.write(part)
        self.sections.append({"name": name, "rows": count, "sha256": digest.hexdigest()})

    def _write_file(self, path: str, content: bytes) -> None:
        self.archive.writestr(path, content)
        digest = hashlib.sha256(content).hexdigest()
        self.files.append({"name": path, "size": len(content), "sha256": digest})


def _origin(association: Association) -> Row:
    """This instance, and the secret by which the destination says that it has arrived."""
    departure = Departure.objects.filter(association=association, done_at=None).first()
    token = None
    if departure is not None:
        with suppress(InvalidToken):
            token = links.reveal(GuestLink(sealed=departure.sealed))
    return {"url": settings.BASE_URL, "association": association.pk, "token": token}


def _path(section: Section, name: str) -> str:
    """The look-up of a property."""
    if name in section.paths:
        return section.paths[name]
    return str(section.model._meta.get_field(name).attname)  # type: ignore[union-attr]


def _line(row: Any) -> bytes:
    text = json.dumps(row, ensure_ascii=False, separators=(",", ":"), default=_plain)
    return text.encode() + b"\n"


def _plain(value: object) -> str:
    """A moment in UTC, a day, or the digits of a decimal."""
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).replace(tzinfo=None).isoformat() + "Z"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(type(value).__name__)
