"""Writing a backup while the server runs: database, files and secrets in one archive."""

import datetime
import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from benevalibre.hosting.backups.databases import FILES, BackupError, copy

FORMAT: Final = "benevalibre-backup"
VERSION: Final = 1
MANIFEST: Final = "manifest.json"
FOLDERS: Final = ("media", "templates", "overrides")
SECRETS: Final = ("SECRET_KEY", "LINK_KEY", "BADGE_KEY")
PREFIX: Final = "benevalibre-"
PART: Final = 1024 * 1024


def default_folder() -> Path:
    """Where backups go when nothing is said."""
    return Path(settings.DATA_DIR) / "backups"


def back_up(target: Path) -> Path:
    """Write the backup into the file ``target`` (only its owner can read it); its path.

    The file has its name once it is whole. ``BackupError`` where the database cannot be copied, or
    holds no table: a copy of nothing would pass for a backup.
    """
    if not connection.introspection.table_names():
        raise BackupError(
            "Cette base est vide : vérifiez les réglages DATABASE_URL et DATA_DIR "
            f"(ici « {settings.DATA_DIR} »)."
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    number, draft = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(number, "wb") as file, ZipFile(file, "w", ZIP_DEFLATED) as archive:
            _fill(archive, beside=target.parent)
        Path(draft).replace(target)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    return target


def file_name(at: datetime.datetime) -> str:
    """The name of a backup made at that moment: sorted by name, sorted by date."""
    return f"{PREFIX}{at:%Y-%m-%d-%H%M%S}.zip"


def keep_latest(folder: Path, number: int) -> list[Path]:
    """Delete all but the latest ``number`` backups of a folder; those that are gone."""
    gone = sorted(folder.glob(f"{PREFIX}[0-9]*.zip"))[:-number]
    for path in gone:
        path.unlink()
    return gone


def _fill(archive: ZipFile, *, beside: Path) -> None:
    told: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=beside) as folder:
        database = Path(folder) / FILES[connection.vendor]
        copy(database)
        migrations = sorted(
            f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()
        )
        told.append(_add(archive, database, database.name))
    for path, name in _files():
        told.append(_add(archive, path, name))
    told.extend(
        _add_text(archive, getattr(settings, name), f"secrets/{name.lower()}") for name in SECRETS
    )
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        "made_at": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "database": connection.vendor,
        "migrations": migrations,
        "files": told,
    }
    archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))


def _files() -> Iterator[tuple[Path, str]]:
    """What people sent and what the host overrides, each with its name in the archive."""
    homes = {"media": Path(settings.MEDIA_ROOT)}
    for name in FOLDERS:
        home = homes.get(name, Path(settings.DATA_DIR) / name)
        for path in sorted(home.rglob("*")) if home.is_dir() else []:
            if path.is_file() and not path.is_symlink():
                yield path, f"{name}/{path.relative_to(home).as_posix()}"


def _add(archive: ZipFile, path: Path, name: str) -> dict[str, Any]:
    """Copy a file into the archive; its line of the manifest. Pictures are compressed already."""
    digest, size = hashlib.sha256(), 0
    is_data = path.suffix in {".sqlite3", ".html", ".css", ".js", ".txt", ".svg", ".csv"}
    with path.open("rb") as source:
        archive.compression = ZIP_DEFLATED if is_data else ZIP_STORED
        with archive.open(name, "w", force_zip64=True) as target:
            while part := source.read(PART):
                digest.update(part)
                size += len(part)
                target.write(part)
    archive.compression = ZIP_DEFLATED
    return {"name": name, "size": size, "sha256": digest.hexdigest()}


def _add_text(archive: ZipFile, text: str, name: str) -> dict[str, Any]:
    content = text.encode()
    archive.writestr(name, content)
    return {
        "name": name,
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
