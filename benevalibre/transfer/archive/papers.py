"""Evidence of gifts in kind in an archive: files of their own, looked at again on arrival."""

from collections.abc import Iterator
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import Storage

from benevalibre.transfer.archive import pictures
from benevalibre.transfer.archive.shape import LARGEST_PICTURE, damaged
from benevalibre.valuation.evidence import SIDE, TYPES, clean_evidence, kind_of
from benevalibre.valuation.models import Gift

FIELD: Final[Any] = Gift._meta.get_field("evidence")


class Leaving:
    """The files that rows of the archive have named so far, by the name that they have there."""

    def __init__(self) -> None:
        self.stored: dict[str, str] = {}

    def name(self, stored: str) -> str | None:
        """The name in the archive of a file that we keep; None where there is none to read."""
        suffix = f".{stored.rsplit('.', 1)[-1]}"
        storage = _storage()
        if suffix not in TYPES or not storage.exists(stored):
            return None
        if storage.size(stored) > LARGEST_PICTURE:
            return None
        name = f"files/evidence-{len(self.stored) + 1}{suffix}"
        self.stored[name] = stored
        return name

    def contents(self) -> Iterator[tuple[str, bytes]]:
        """Each file, once; what is asked for later is not among them."""
        for name, stored in self.stored.items():
            with _storage().open(stored) as file:
                yield name, file.read()


def keep(content: bytes, name: str) -> str:
    """Store a file that arrives, one of ours as it is; where it is. ``ArchiveError`` otherwise."""
    file = ContentFile(content, name=name)
    try:
        is_picture = kind_of(file).startswith("image/")
        clean = pictures.kept(file, side=SIDE) if is_picture else clean_evidence(file)
    except ValidationError as error:
        raise damaged(name) from error
    where: str = FIELD.generate_filename(None, clean.name)
    return _storage().save(where, clean)


def _storage() -> Storage:
    found: Storage = FIELD.storage
    return found
