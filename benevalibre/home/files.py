"""Files that people sent: pictures and terms, and nothing else of the media folder."""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404
from django.utils._os import safe_join

FOLDERS = ("avatars", "logos", "terms")
KINDS = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".gif": "image/gif",
    ".pdf": "application/pdf",
}
A_MONTH = 30 * 24 * 3600


def open_media(path: str) -> FileResponse:
    """The file at ``path`` under the media folder; ``Http404`` for anything not meant to be seen.

    A kind that is not in the list is offered for download, so that no browser runs it.
    """
    try:
        found = Path(safe_join(str(settings.MEDIA_ROOT), path)).resolve()
        inside = found.relative_to(Path(settings.MEDIA_ROOT).resolve())
        is_file = found.is_file()
    except (SuspiciousFileOperation, ValueError, OSError) as error:
        raise Http404 from error
    if not is_file or inside.parts[0] not in FOLDERS:
        raise Http404
    kind = KINDS.get(found.suffix.lower())
    response = FileResponse(
        found.open("rb"),
        as_attachment=kind is None,
        content_type=kind or "application/octet-stream",
    )
    response.headers["Cache-Control"] = f"public, max-age={A_MONTH}, immutable"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
