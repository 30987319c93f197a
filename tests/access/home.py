"""Who may do what in the room « home »: the front door is open."""

from pathlib import Path
from typing import Any

from django.conf import settings

from tests.access.rows import PUBLIC, Row, here
from tests.factories import AnnouncementFactory
from tests.personas import Personas


def a_picture(_personas: Personas) -> dict[str, Any]:
    """A file that somebody sent."""
    folder = Path(settings.MEDIA_ROOT) / "logos"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "logo.png").write_bytes(b"\x89PNG")
    return {"path": "logos/logo.png"}


def an_announcement(_personas: Personas) -> dict[str, Any]:
    """A word of the host."""
    return {"announcement_id": AnnouncementFactory().pk}


ROWS = [
    Row("home:home", PUBLIC),
    Row("home:announcement_dismissal", PUBLIC, method="POST", args=an_announcement),
    Row("home:help", PUBLIC),
    Row("home:accessibility", PUBLIC),
    Row("home:about", PUBLIC),
    Row("home:media", PUBLIC, args=a_picture),
    Row("home:manifest", PUBLIC),
    Row("home:health", PUBLIC),
    Row("home:ready", PUBLIC),
    Row("home:old_association", PUBLIC, args=here),
    Row("home:old_board", PUBLIC),
    Row("home:old_docs", PUBLIC),
]
