"""What XLSX and ODS share: a zip archive of XML, and text inside XML."""

import re
from collections.abc import Callable, Iterable, Iterator
from tempfile import TemporaryFile
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile

from benevalibre.documents.tables import PART, in_parts

COMPRESSION: Final = 3
DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_MARKUP: Final = re.compile('[&<>"]')


def zipped(fill: Callable[[ZipFile], None]) -> Iterator[bytes]:
    """The archive that ``fill`` fills, in parts.

    It is made in a file without a name, which goes when it is closed: what reads such archives
    wants sizes before contents, and they are known only afterwards. Nothing is made before the
    first part is asked for.
    """
    with TemporaryFile() as file:
        with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=COMPRESSION) as archive:
            fill(archive)
        file.seek(0)
        while part := file.read(PART):
            yield part


def add(archive: ZipFile, path: str, texts: Iterable[str]) -> None:
    """Write ``texts`` one after the other as the file ``path`` of ``archive``."""
    with archive.open(path, "w") as file:
        for part in in_parts(texts):
            file.write(part)


def escaped(text: str) -> str:
    """``text`` as it stands in XML, in an element or in an attribute."""
    if not _MARKUP.search(text):
        return text
    found = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return found.replace('"', "&quot;")
