"""Style sheets, scripts and pictures, gathered for the web server when they changed."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

import benevalibre

UNUSED = ["django_htmx/ext/*", "django_htmx/ht*-4*"]


def fingerprint() -> str:
    """A digest of the path, size and date of each file to gather."""
    about = benevalibre.__file__, settings.STATIC_URL, settings.STORAGES["staticfiles"]
    digest = hashlib.sha256(repr(about).encode())
    for finder in get_finders():
        for name, storage in finder.list(UNUSED):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def gather() -> bool:
    """Gather the files in ``STATIC_ROOT``, unless they are there already; True if it was done."""
    mark = Path(settings.DATA_DIR) / "static.mark"
    found = fingerprint()
    if Path(settings.STATIC_ROOT).is_dir() and mark.is_file() and mark.read_text() == found:
        return False
    call_command(
        "collectstatic", interactive=False, clear=True, verbosity=0, ignore_patterns=UNUSED
    )
    mark.write_text(found)
    return True
