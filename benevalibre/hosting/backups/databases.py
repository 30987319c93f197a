"""A copy of the database at one moment, and the way back, for SQLite and PostgreSQL."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from django.db import connection

FILES: Final = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
VENDORS: Final = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


class BackupError(Exception):
    """It cannot be done; the text is for the host, and nothing was changed."""


def copy(target: Path) -> None:
    """Copy the database to ``target`` as it is at one moment; readers and writers go on."""
    if connection.vendor == "sqlite":
        target.unlink(missing_ok=True)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(target)])
    else:
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def load(source: Path) -> None:
    """Put the copy in the place of the present database, all or nothing.

    ``BackupError`` where the copy is damaged.
    """
    if connection.vendor == "sqlite":
        _load_sqlite(source)
    else:
        _load_postgresql(source)


def check(source: Path) -> None:
    """``BackupError`` unless the copy can be read."""
    if connection.vendor == "postgresql":
        _run("pg_restore", "--list", str(source), quiet=True)
        return
    try:
        with closing(sqlite3.connect(f"{source.as_uri()}?mode=ro", uri=True)) as copied:
            found = copied.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise _damaged(error) from error
    if found != "ok":
        raise _damaged(found)


def _load_sqlite(source: Path) -> None:
    """Page by page in one transaction: whoever has the file open sees the new rows at once."""
    connection.ensure_connection()
    try:
        with closing(sqlite3.connect(source)) as copied:
            copied.backup(connection.connection)
    except sqlite3.Error as error:
        raise _damaged(error) from error
    finally:
        connection.close()


def _load_postgresql(source: Path) -> None:
    """Tables that the copy does not know go first: the instance is empty."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        if names:
            quoted = ", ".join(connection.ops.quote_name(name) for name in names)
            cursor.execute(f"DROP TABLE {quoted} CASCADE")
    connection.close()
    options = ("--clean", "--if-exists", "--no-owner", "--no-privileges")
    database = connection.settings_dict["NAME"]
    _run("pg_restore", *options, "--single-transaction", f"--dbname={database}", str(source))


def _run(program: str, *words: str, quiet: bool = False) -> None:
    """Run a program of PostgreSQL against our database; ``BackupError`` with what it says."""
    path = shutil.which(program)
    if path is None:
        raise BackupError(
            f"Le programme « {program} » manque : installez les outils clients de PostgreSQL "
            "(sur Debian : apt install postgresql-client), de la version du serveur ou plus "
            "récents."
        )
    output: Any = subprocess.DEVNULL if quiet else subprocess.PIPE
    done = subprocess.run(  # noqa: S603
        [path, *words],
        env=os.environ | _identity(),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise BackupError(f"{program} s’est arrêté : {done.stderr.strip()[-500:]}")


def _identity() -> dict[str, str]:
    """How to reach the database, out of the sight of the list of processes."""
    settings = connection.settings_dict
    options = settings.get("OPTIONS", {})
    given = {
        "PGDATABASE": settings["NAME"],
        "PGHOST": settings["HOST"] or options.get("host", ""),
        "PGPORT": settings["PORT"],
        "PGUSER": settings["USER"],
        "PGPASSWORD": settings["PASSWORD"],
        "PGSSLMODE": options.get("sslmode", ""),
        "PGSSLROOTCERT": options.get("sslrootcert", ""),
        "PGCONNECT_TIMEOUT": "20",
    }
    return {name: str(value) for name, value in given.items() if value}


def _damaged(error: object) -> BackupError:
    return BackupError(f"La base de cette sauvegarde est abîmée ({error}).")
