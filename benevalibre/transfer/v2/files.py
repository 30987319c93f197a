"""Files of the source: found under one folder, checked, and taken back if the import fails."""

from pathlib import Path

import puremagic
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from benevalibre.instance.pictures import clean_picture
from benevalibre.transfer.v2.values import Row

LARGEST_FILE = 20 * 1024 * 1024


class Files:
    """``folder`` is the media folder of the source, or None where it was not given."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder.resolve() if folder else None
        self.saved: list[str] = []

    def picture(self, row: Row, column: str, folder: str, *, square: bool) -> str:
        """The name under which a picture was kept, made anew by us; "" where there is none."""
        content = self._content(row, column)
        if content is None:
            return ""
        try:
            clean = clean_picture(ContentFile(content, name="picture"), square=square)
        except ValidationError as error:
            row.note(f"{column} : image laissée, {' '.join(error.messages)}", row.values[column])
            return ""
        return self._keep(f"{folder}/{clean.name}", clean)

    def document(self, row: Row, column: str, folder: str) -> str:
        """The name under which a PDF was kept; "" where there is none."""
        content = self._content(row, column)
        if content is None:
            return ""
        try:
            kind = puremagic.from_string(content[:4096], mime=True)
        except (LookupError, ValueError):
            kind = ""
        if kind != "application/pdf":
            row.note(f"{column} : fichier laissé, ce n’est pas un PDF", row.values[column])
            return ""
        return self._keep(f"{folder}/conditions.pdf", ContentFile(content))

    def take_back(self) -> None:
        """Delete what was kept: the import failed."""
        for name in self.saved:
            default_storage.delete(name)

    def _keep(self, name: str, content: "ContentFile[bytes]") -> str:
        kept = default_storage.save(name, content)
        self.saved.append(kept)
        return kept

    def _content(self, row: Row, column: str) -> bytes | None:
        name = row.text(column, 300)
        if not name:
            return None
        if self.folder is None:
            row.note(f"{column} : fichier laissé, sans --media", name)
            return None
        path = (self.folder / name).resolve()
        if not path.is_relative_to(self.folder) or not _is_file(path):
            row.note(f"{column} : fichier introuvable dans le dossier donné", name)
            return None
        if path.stat().st_size > LARGEST_FILE:
            row.note(f"{column} : fichier laissé, plus de 20 Mo", name)
            return None
        return path.read_bytes()


def _is_file(path: Path) -> bool:
    """Whether there is one; no file has a name that the system does not take."""
    try:
        return path.is_file()
    except OSError:
        return False
