"""Opening an archive that anybody may have made: its bounds are looked at before its content."""

import hashlib
import json
import os
import zlib
from collections.abc import Iterator
from functools import partial
from typing import IO, Any, Final
from urllib.parse import urlsplit
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from benevalibre.transfer.archive.sections import SECTIONS
from benevalibre.transfer.archive.shape import (
    ALWAYS_ALLOWED,
    FORMAT,
    LARGEST_CONTENT,
    LARGEST_FILE,
    LARGEST_MANIFEST,
    LARGEST_PICTURE,
    LARGEST_RATIO,
    LONGEST_LINE,
    MANIFEST,
    MOST_ENTRIES,
    VERSION,
    ArchiveError,
    Row,
    damaged,
    line_of,
    parse,
)

ASSOCIATION: Final = "association"
FILES: Final = {ASSOCIATION: "association.json", **{s.name: s.file for s in SECTIONS}}
REQUIRED: Final = {ASSOCIATION, *(s.name for s in SECTIONS if not s.is_optional)}
UNREADABLE: Final = (BadZipFile, NotImplementedError, OSError, EOFError, RuntimeError, zlib.error)


class Archive:
    """A zip file whose names, sizes and manifest hold; its rows are checked one by one.

    Nothing is ever taken out of it to a path of its own.
    """

    def __init__(self, file: IO[bytes]) -> None:
        """Raises ``ArchiveError`` where the file is not an archive that this version reads."""
        try:
            size = file.seek(0, os.SEEK_END)
            file.seek(0)
            if size > LARGEST_FILE:
                raise too_large()
            self._zip = ZipFile(file)
        except UNREADABLE as error:
            raise _not_an_archive() from error
        self._infos = _checked(self._zip.infolist(), size)
        self.weight = 0
        """Bytes of the row read last."""
        self.manifest = self._manifest()
        self._sections = {each["name"]: each for each in self.manifest["sections"]}
        self._require_what_is_told()

    @property
    def total(self) -> int:
        """How many rows it says that it holds."""
        return sum(each["rows"] for each in self.manifest["sections"])

    def association(self) -> Row:
        """The row of the association."""
        rows = list(self.rows(ASSOCIATION))
        if len(rows) != 1:
            raise damaged(FILES[ASSOCIATION])
        return rows[0]

    def rows(self, name: str) -> Iterator[Row]:
        """Each row of a section, obeying its schema; their number and digest are those told."""
        told = self._sections.get(name)
        if told is None:
            return
        digest, count, path = hashlib.sha256(), 0, FILES[name]
        try:
            with self._zip.open(self._infos[path]) as file:
                while line := file.readline(LONGEST_LINE + 1):
                    count += 1
                    if len(line) > LONGEST_LINE or count > told["rows"]:
                        raise damaged(line_of(path, count))
                    digest.update(line)
                    self.weight = len(line)
                    yield parse(line, name, where=partial(line_of, path, count))
        except UNREADABLE as error:
            raise damaged(path) from error
        if count != told["rows"] or digest.hexdigest() != told["sha256"]:
            raise damaged(path)

    def content(self, name: str) -> bytes:
        """A file that people sent, as the manifest describes it."""
        told = next((each for each in self.manifest["files"] if each["name"] == name), None)
        info = self._infos.get(name)
        if told is None or info is None or info.file_size > LARGEST_PICTURE:
            raise damaged(name)
        try:
            found = self._zip.read(info)
        except UNREADABLE as error:
            raise damaged(name) from error
        if len(found) != told["size"] or hashlib.sha256(found).hexdigest() != told["sha256"]:
            raise damaged(name)
        return found

    def _manifest(self) -> Row:
        info = self._infos.get(MANIFEST)
        if info is None:
            raise _not_an_archive()
        if info.file_size > LARGEST_MANIFEST:
            raise damaged(MANIFEST)
        try:
            text = self._zip.read(info)
        except UNREADABLE as error:
            raise damaged(MANIFEST) from error
        _require_version(text)
        manifest = parse(text, "manifest", where=lambda: MANIFEST)
        _require_address(manifest["origin"])
        return manifest

    def _require_what_is_told(self) -> None:
        names = set(self._sections)
        if unknown := names - FILES.keys():
            raise ArchiveError(
                _(
                    "Cette archive contient «\u00a0%(name)s\u00a0», "
                    "que cette version ne connaît pas. "
                    "L’hébergeur doit d’abord mettre Bénévalibre à jour."
                )
                % {"name": min(unknown)}
            )
        told = {FILES[name] for name in names} | {each["name"] for each in self.manifest["files"]}
        is_twice = len(names) != len(self.manifest["sections"])
        if REQUIRED - names or is_twice or told | {MANIFEST} != self._infos.keys():
            raise damaged(MANIFEST)


def is_archive(file: IO[bytes]) -> bool:
    """Is it a zip file, as our archives are? The file is left at its beginning."""
    file.seek(0)
    head = file.read(4)
    file.seek(0)
    return head == b"PK\x03\x04"


def manifest_of(file: IO[bytes]) -> Row:
    """What an archive says of itself (its origin among others), its rows not read yet.

    Raises ``ArchiveError``.
    """
    return Archive(file).manifest


def _checked(infos: list[ZipInfo], size: int) -> dict[str, ZipInfo]:
    """The entries by name; ``ArchiveError`` for one that no archive of ours has."""
    if len(infos) > MOST_ENTRIES or len({info.filename for info in infos}) != len(infos):
        raise _not_an_archive()
    content = sum(info.file_size for info in infos)
    if content > LARGEST_CONTENT or content > max(ALWAYS_ALLOWED, LARGEST_RATIO * size):
        raise too_large()
    for info in infos:
        is_plain = info.compress_type in (ZIP_STORED, ZIP_DEFLATED) and not info.flag_bits & 1
        if not is_plain or info.is_dir():
            raise _not_an_archive()
    return {info.filename: info for info in infos}


def _require_version(text: bytes) -> None:
    try:
        found: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise damaged(MANIFEST) from error
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise _not_an_archive()
    version = found.get("version")
    if isinstance(version, int) and version > VERSION:
        raise ArchiveError(
            _(
                "Cette archive vient d’une version plus récente. "
                "L’hébergeur doit d’abord mettre Bénévalibre à jour."
            )
        )


def _require_address(origin: Row | None) -> None:
    """Where it says that it comes from is an address."""
    try:
        host = urlsplit(origin["url"]).hostname if origin else "-"
    except ValueError as error:
        raise damaged(MANIFEST) from error
    if not host:
        raise damaged(MANIFEST)


def too_large() -> ArchiveError:
    """It holds more than any association has."""
    return ArchiveError(_("Cette archive est trop grande pour être reprise ici."))


def _not_an_archive() -> ArchiveError:
    return ArchiveError(
        _(
            "Ce fichier n’est pas une archive d’association. "
            "Téléchargez «\u00a0Archive complète\u00a0» "
            "sur la page «\u00a0Données\u00a0» de l’association."
        )
    )
