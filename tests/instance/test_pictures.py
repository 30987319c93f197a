"""Pictures that people send: what is kept of them, and what is refused."""

import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image

from benevalibre.instance import pictures
from benevalibre.instance.pictures import clean_picture


def a_file(size: tuple[int, int] = (800, 600), kind: str = "PNG", **options: Any) -> ContentFile:
    content = BytesIO()
    Image.new(options.pop("mode", "RGB"), size, options.pop("colour", "teal")).save(
        content, kind, **options
    )
    return ContentFile(content.getvalue(), name="../../photo de moi.png")


def a_bomb(side: int) -> ContentFile:
    """A PNG of a few bytes whose header announces ``side`` × ``side`` pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return ContentFile(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0"))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_a_picture_becomes_a_small_webp_square(kind: str) -> None:
    cleaned = clean_picture(a_file(kind=kind), square=True)

    image = Image.open(cleaned)
    assert (image.format, image.size) == ("WEBP", (512, 512))


def test_a_small_picture_is_not_enlarged() -> None:
    cleaned = clean_picture(a_file((90, 60)), square=True)

    assert Image.open(cleaned).size == (60, 60)


def test_a_logo_keeps_its_proportions_and_its_transparency() -> None:
    cleaned = clean_picture(a_file((1024, 256), mode="RGBA", colour=(0, 0, 0, 0)), square=False)

    image = Image.open(cleaned)
    assert (image.size, image.mode) == ((512, 128), "RGBA")


def test_the_name_is_drawn_at_random() -> None:
    first, second = (clean_picture(a_file(), square=True).name for _ in range(2))

    assert first != second
    assert str(first).endswith(".webp")
    assert "photo" not in str(first)


def test_where_and_with_what_a_photo_was_taken_is_left_behind() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Appareil de Jeanne"
    exif[0x0112] = 6

    cleaned = clean_picture(a_file((400, 300), "JPEG", exif=exif), square=False)

    image = Image.open(cleaned)
    assert image.size == (300, 400)
    assert not dict(image.getexif())


@pytest.mark.parametrize("side", [6_000, 12_000, 60_000])
def test_a_huge_picture_is_refused_before_it_is_decoded(
    side: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "_drawn", lambda *_args, **_options: pytest.fail("decoded"))

    with pytest.raises(ValidationError, match="trop grande"):
        clean_picture(a_bomb(side), square=True)


@pytest.mark.parametrize(
    "content",
    [b"", b"bonjour", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7\n", b"GIF8"],
)
def test_what_is_not_a_picture_is_refused(content: bytes) -> None:
    with pytest.raises(ValidationError, match="image"):
        clean_picture(ContentFile(content, name="photo.png"), square=True)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_a_damaged_picture_is_refused(kind: str) -> None:
    whole = a_file(kind=kind).read()

    with pytest.raises(ValidationError, match="ne se lit pas"):
        clean_picture(ContentFile(whole[: len(whole) // 3]), square=True)


def test_a_heavy_file_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MAX_BYTES", 10)

    with pytest.raises(ValidationError, match="Cette image pèse plus"):
        clean_picture(a_file(), square=True)
