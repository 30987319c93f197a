"""Evidence of a gift in kind, as people send it: known by its content, not by its name."""

from typing import Any, Final

import puremagic
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _

from benevalibre.instance.papers import clean_pdf
from benevalibre.instance.pictures import clean_picture

SIDE: Final = 2400
"""Pixels: a page that was photographed is still read."""
PICTURES: Final = {"image/jpeg", "image/png", "image/webp"}
TYPES: Final = {".pdf": "application/pdf", ".webp": "image/webp"}


def clean_evidence(file: "File[Any]") -> "ContentFile[bytes]":
    """A whole PDF as it is, or a picture drawn anew without place nor device; a random name.

    ``ValidationError`` with a sentence where it is neither, is damaged or too large.
    """
    kind = kind_of(file)
    if kind == "application/pdf":
        return clean_pdf(file)
    if kind in PICTURES:
        return clean_picture(file, square=False, side=SIDE)
    raise ValidationError(
        _("Ce fichier n’est ni un PDF ni une photo. Envoyez-le en PDF, JPEG, PNG ou WEBP.")
    )


def kind_of(file: "File[Any]") -> str:
    """What the first bytes announce; nothing where they announce nothing."""
    file.seek(0)
    head = file.read(4096)
    file.seek(0)
    try:
        return str(puremagic.from_string(head, mime=True))
    except (LookupError, ValueError):
        return ""


def type_of(name: str) -> str:
    """The media type under which a file that we kept is served: never one that a browser runs."""
    return next(
        (kind for end, kind in TYPES.items() if name.endswith(end)), "application/octet-stream"
    )
