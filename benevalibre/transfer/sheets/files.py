"""What a file is, from its content, and the lines it holds; hostile ones are bounded."""

import csv
import hashlib
import json
import os
import struct
import subprocess
import sys
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import puremagic
from django.core.files.base import File
from django.utils.translation import gettext as _

from benevalibre.transfer.sheets import opening, separated
from benevalibre.transfer.sheets.cells import Cell
from benevalibre.ui.formats import format_number

MOST_BYTES: Final = 10 * 1024 * 1024
MOST_UNPACKED: Final = 200 * 1024 * 1024
MOST_ENTRIES: Final = 2_000
SECONDS: Final = 60
PART: Final = 1024 * 1024
BOOKS: Final = ("xl/workbook.xml", "content.xml")
OLD_BOOK: Final = b"\xd0\xcf\x11\xe0"
LOCAL_HEADER: Final = struct.Struct("<4s22xHH")
OTHER_KINDS: Final = ("image/", "audio/", "video/", "application/pdf", "application/x-")


class FileError(ValueError):
    """The file cannot be read; the text is the sentence for whoever sent it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """``lines`` are (number, cells), without the empty ones; ``digest`` is that of the file."""

    lines: list[tuple[int, list[Cell]]]
    digest: str


def read(file: "File[Any]") -> Grid:
    """The lines of a CSV, XLSX or ODS; ``FileError`` where it is none, or is too large."""
    if file.size > MOST_BYTES:
        raise FileError(_("Ce fichier pèse plus de 10\u00a0Mo. Envoyez-le en plusieurs fois."))
    file.seek(0)
    content = file.read()
    lines = _from_book(content) if content[:4] == b"PK\x03\x04" else _plain(content)
    if not lines:
        raise no_lines()
    if len(lines) > opening.MOST_LINES + 1:
        raise _too_many_lines()
    return Grid(lines=lines, digest=hashlib.sha256(content).hexdigest())


def _plain(content: bytes) -> list[tuple[int, list[Cell]]]:
    """The lines of a text; what is no text is told apart by its first bytes."""
    if content.startswith(OLD_BOOK):
        raise FileError(
            _(
                "Ce fichier est dans l’ancien format d’Excel (XLS), ou protégé par un mot de "
                "passe. Ouvrez-le, puis enregistrez-le en XLSX, en ODS ou en CSV."
            )
        )
    if content.lstrip()[:1] == b"<" or _announces(content).startswith(OTHER_KINDS):
        raise _not_a_sheet()
    found: list[tuple[int, list[Cell]]] = []
    try:
        for number, row in separated.read(content):
            found.append((number, [*row]))
            if len(found) > opening.MOST_LINES + 1:
                raise _too_many_lines()
    except csv.Error as error:
        raise _damaged() from error
    return found


def _announces(content: bytes) -> str:
    try:
        return puremagic.from_string(content[:4096], mime=True) or ""
    except (LookupError, ValueError):
        return ""


def _from_book(content: bytes) -> list[tuple[int, list[Cell]]]:
    with TemporaryFile() as source, TemporaryFile() as out:
        source.write(content)
        _check_archive(source)
        # Whoever inherits the file starts where the system is, not where our buffer is.
        source.flush()
        os.lseek(source.fileno(), 0, os.SEEK_SET)
        code = _open(source, out)
        if code in {opening.TOO_MANY_LINES, opening.NOTHING_INSIDE}:
            raise _too_many_lines() if code == opening.TOO_MANY_LINES else no_lines()
        if code:
            raise _damaged()
        out.seek(0)
        return list(_lines(out))


def _lines(out: Iterable[bytes]) -> Iterator[tuple[int, list[Cell]]]:
    for line in out:
        number, cells = json.loads(line)
        yield number, cells


def _open(source: IO[bytes], out: IO[bytes]) -> int:
    """Run ``opening`` on ``source``; what it left with, whatever ended it."""
    program = Path(opening.__file__)
    try:
        done = subprocess.run(  # noqa: S603 -- our own program, and no word of whoever sent it
            [sys.executable, "-I", str(program)],
            stdin=source,
            stdout=out,
            stderr=subprocess.DEVNULL,
            env={},
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return 1
    return done.returncode


def _check_archive(source: IO[bytes]) -> None:
    """``FileError`` unless it is a workbook whose parts are as large as it says, and not huge."""
    try:
        with ZipFile(source) as archive:
            entries = archive.infolist()
            if not {entry.filename for entry in entries}.intersection(BOOKS):
                raise _not_a_sheet()
            declared = sum(entry.file_size for entry in entries)
            if len(entries) > MOST_ENTRIES or declared > MOST_UNPACKED:
                raise _too_large()
            for entry in entries:
                if _unpacked(source, entry) != entry.file_size:
                    raise _damaged()
    except (
        BadZipFile,
        zlib.error,
        struct.error,
        OSError,
        ValueError,
        NotImplementedError,
    ) as error:
        if isinstance(error, FileError):
            raise
        raise _damaged() from error


def _unpacked(source: IO[bytes], entry: ZipInfo) -> int:
    """How many bytes the entry really holds; one more than it declares at most is unpacked."""
    source.seek(entry.header_offset)
    mark, name, extra = LOCAL_HEADER.unpack(source.read(LOCAL_HEADER.size))
    if mark != b"PK\x03\x04" or entry.flag_bits & 1:
        raise _damaged()
    source.seek(name + extra, 1)
    if entry.compress_type == ZIP_STORED:
        return entry.compress_size
    if entry.compress_type != ZIP_DEFLATED:
        raise _damaged()
    unpacker, left, count = zlib.decompressobj(-zlib.MAX_WBITS), entry.compress_size, 0
    waiting = b""
    while not unpacker.eof and count <= entry.file_size and (left or waiting):
        if not waiting:
            waiting = source.read(min(PART, left))
            left -= len(waiting)
            if not waiting:
                break
        count += len(unpacker.decompress(waiting, PART))
        waiting = unpacker.unconsumed_tail
    return count + (len(unpacker.flush()) if not waiting and not left else 0)


def _not_a_sheet() -> FileError:
    return FileError(_("Ce fichier n’est pas un tableur. Choisissez un fichier XLSX, ODS ou CSV."))


def _damaged() -> FileError:
    return FileError(
        _(
            "Ce fichier ne se lit pas. Ouvrez-le dans un tableur, enregistrez-le de nouveau, "
            "puis renvoyez-le."
        )
    )


def no_lines() -> FileError:
    """There is nothing below the names of columns, or nothing at all."""
    return FileError(_("Ce fichier est vide\u00a0: il n’y a aucune ligne à importer."))


def _too_large() -> FileError:
    return FileError(_("Ce fichier est trop gros une fois ouvert. Envoyez-le en plusieurs fois."))


def _too_many_lines() -> FileError:
    return FileError(
        _("Ce fichier a plus de %(count)s lignes. Envoyez-le en plusieurs fois.")
        % {"count": format_number(opening.MOST_LINES)}
    )
