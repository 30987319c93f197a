"""Pictures that people send (faces, logos): checked before they are decoded, then drawn anew."""

import secrets
import struct
from io import BytesIO
from typing import IO, Any

import puremagic
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

KINDS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WEBP", "image/gif": "GIF"}
MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 32_000_000
SIDE = 512


def clean_picture(file: "File[Any]", *, square: bool, side: int = SIDE) -> "ContentFile[bytes]":
    """A new WEBP file of at most ``side`` pixels a side, under a random name, drawn from ``file``.

    ``square`` cuts it around its middle. What the file says of its maker, place and date is left
    behind. ``ValidationError`` with a sentence for whoever sent it, when it is not a picture, is
    damaged, weighs over 10 MB or holds over 32 million pixels (looked at before decoding).
    """
    if file.size > MAX_BYTES:
        raise ValidationError(_("Cette image pèse plus de 10 Mo. Choisissez-en une plus légère."))
    file.seek(0)
    try:
        with Image.open(file, formats=[_kind(file)]) as image:
            _refuse_huge(image)
            drawn = _drawn(image, square=square, side=side)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large() from error
    except (OSError, SyntaxError, ValueError, TypeError, EOFError, struct.error) as error:
        raise ValidationError(
            _("Cette image ne se lit pas. Choisissez-en une autre, en JPEG, PNG ou WEBP.")
        ) from error
    content = BytesIO()
    drawn.save(content, "WEBP", quality=82, method=4)
    return ContentFile(content.getvalue(), name=f"{secrets.token_hex(16)}.webp")


def _kind(file: IO[bytes]) -> str:
    """The name by which the drawing library knows what the first bytes announce."""
    head = file.read(4096)
    file.seek(0)
    try:
        announced = puremagic.from_string(head, mime=True)
    except (LookupError, ValueError):
        announced = ""
    if announced not in KINDS:
        raise ValidationError(
            _("Ce fichier n’est pas une image. Choisissez-en une en JPEG, PNG ou WEBP.")
        )
    return KINDS[announced]


def _refuse_huge(image: Image.Image) -> None:
    if image.width * image.height > MAX_PIXELS:
        raise _too_large()


def _too_large() -> ValidationError:
    return ValidationError(
        _("Cette image est trop grande. Réduisez-la, puis envoyez-la de nouveau.")
    )


def _drawn(image: Image.Image, *, square: bool, side: int) -> Image.Image:
    """The picture upright, its colours as WEBP knows them, small enough."""
    image.draft("RGB", (2 * side, 2 * side))
    upright = ImageOps.exif_transpose(image)
    drawn = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    if square:
        least = min(side, drawn.width, drawn.height)
        return ImageOps.fit(drawn, (least, least))
    drawn.thumbnail((side, side))
    return drawn
