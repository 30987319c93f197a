"""A picture that arrives: as it is where it is one of ours, drawn anew otherwise."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image

from benevalibre.instance.pictures import SIDE, clean_picture

OUGHT = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH"}


def kept(file: "ContentFile[bytes]", *, side: int = SIDE) -> "ContentFile[bytes]":
    """A picture of at most ``side`` pixels a side that is safe to show.

    ``ValidationError`` where there is none. One of ours (WEBP, small, nothing in it but the
    picture) stays as it is, byte for byte, so that it does not fade a little at each move.
    """
    clean = clean_picture(file, square=False, side=side)
    file.seek(0)
    content = file.read()
    return ContentFile(content, name=clean.name) if _is_ours(content, side) else clean


def _is_ours(content: bytes, side: int) -> bool:
    """A WEBP of our size, whose parts are those of a picture and fill the file."""
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP":
        return False
    at = 12
    while at + 8 <= len(content):
        if content[at : at + 4] not in OUGHT:
            return False
        size = int.from_bytes(content[at + 4 : at + 8], "little")
        at += 8 + size + size % 2
    return at == len(content) == int.from_bytes(content[4:8], "little") + 8 and _is_small(
        content, side
    )


def _is_small(content: bytes, side: int) -> bool:
    try:
        with Image.open(ContentFile(content), formats=["WEBP"]) as image:
            size: Any = image.size
            return max(size) <= side and not getattr(image, "is_animated", False)
    except (OSError, ValidationError):
        return False
