"""Style sheets, scripts and pictures, gathered for the web server when they changed."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

import benevalibre


def fingerprint() -> str:
    """A digest of the path, size and date of each file to gather."""
    digest = hashlib.sha256(f"{benevalibre.__file__} {settings.STATIC_URL}".encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def gather() -> bool:
    """Gather the files in ``STATIC_ROOT``, unless they are there already; True if it was done."""
    mark = Path(settings.DATA_DIR) / "static.mark"
    found = fingerprint()
    if Path(settings.STATIC_ROOT).is_dir() and mark.is_file() and mark.read_text() == found:
        return False
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    mark.write_text(found)
    return True
