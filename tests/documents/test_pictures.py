"""Pictures that stand in a PDF."""

import base64
import re
from io import BytesIO

from PIL import Image

from benevalibre.documents.pictures import picture_svg


def test_a_picture_keeps_its_size_and_its_transparency() -> None:
    file = BytesIO()
    Image.new("RGBA", (30, 9), (0, 0, 128, 0)).save(file, "WEBP")

    svg = picture_svg(file.getvalue()).decode()

    held = re.search(r'base64,([^"]+)"', svg)
    assert 'viewBox="0 0 30 9"' in svg
    assert held is not None
    drawn = Image.open(BytesIO(base64.b64decode(held[1])))
    assert drawn.getchannel("A").getextrema() == (0, 0)
