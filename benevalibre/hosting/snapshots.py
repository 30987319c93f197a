"""Copies of an SQLite database, taken before its tables change."""

import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from benevalibre.instance import migrating

KEPT = 5


def folder() -> Path:
    """Where snapshots are kept."""
    return Path(settings.DATA_DIR) / "snapshots"


def is_worth_a_snapshot() -> bool:
    """Is this an SQLite file with tables in it, about to change?"""
    return (
        connection.vendor == "sqlite"
        and Path(str(connection.settings_dict["NAME"])).is_file()
        and bool(connection.introspection.table_names())
        and migrating.changes_wait()
    )


def take(*, at: datetime.datetime) -> Path:
    """Copy the database as it is at that moment, readers and writers going on; the copy's path.

    The five latest copies are kept.
    """
    folder().mkdir(parents=True, exist_ok=True)
    folder().chmod(0o700)
    target = folder() / f"{at:%Y-%m-%d-%H%M%S}.sqlite3"
    target.unlink(missing_ok=True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(target)])
    target.chmod(0o600)
    for old in sorted(folder().glob("*.sqlite3"))[:-KEPT]:
        old.unlink()
    return target
