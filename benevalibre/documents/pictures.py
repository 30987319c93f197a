"""A picture for a PDF: the maker of PDF files takes text only, so that it travels in an SVG."""

import base64
from io import BytesIO

from django.db.models.fields.files import FieldFile
from PIL import Image


def picture_svg(content: bytes) -> bytes:
    """An SVG of the same size that holds the picture; ``content`` was cleaned when it was sent."""
    with Image.open(BytesIO(content)) as image:
        width, height = image.size
        drawn = BytesIO()
        image.save(drawn, "PNG")
    held = base64.b64encode(drawn.getvalue()).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}"><image width="{width}" height="{height}"'
        f' href="data:image/png;base64,{held}"/></svg>'
    ).encode()


def logo_svg(logo: FieldFile) -> bytes | None:
    """The picture that somebody sent, for a PDF; None where there is none, or no readable one."""
    if not logo:
        return None
    try:
        with logo.open("rb") as file:
            return picture_svg(file.read())
    except (OSError, ValueError):
        return None
