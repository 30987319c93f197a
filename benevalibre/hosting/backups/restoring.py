"""Putting a backup back into an empty instance: all is checked before anything changes."""

import hashlib
import json
import os
import shutil
import stat
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any, Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from benevalibre.accounts.models import User
from benevalibre.associations.models import Association
from benevalibre.hosting.backups import databases
from benevalibre.hosting.backups.databases import FILES, VENDORS, BackupError
from benevalibre.hosting.backups.writing import FOLDERS, FORMAT, MANIFEST, PART, SECRETS, VERSION

LARGEST_MANIFEST: Final = 200 * 1024**2
TOP: Final = {*FOLDERS, "secrets"}
KEYS: Final = {f"secrets/{name.lower()}" for name in SECRETS}


def restore(source: Path) -> list[str]:
    """Put the backup ``source`` in the place of this empty instance; what the host should know.

    ``BackupError``, with nothing changed, where the instance is not empty, where the file is not
    a backup that this version reads, or where a part of it is damaged.
    """
    refuse_unless_empty()
    with _opened(source) as archive:
        manifest = _manifest(archive)
        _check_manifest(manifest, archive)
        Path(settings.DATA_DIR).mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".restore-", dir=settings.DATA_DIR) as folder:
            staging = Path(folder)
            for told in manifest["files"]:
                _extract(archive, told, staging)
            database = staging / FILES[manifest["database"]]
            databases.check(database)
            databases.load(database)
            for name in FOLDERS:
                _place(staging / name, name)
            return [*_keep_secrets(staging / "secrets")]


def refuse_unless_empty() -> None:
    """``BackupError`` where somebody uses this instance, or has sent it files."""
    tables = set(connection.introspection.table_names())
    for model in (User, Association):
        if model._meta.db_table in tables and model._base_manager.exists():
            raise BackupError(
                "Cette instance contient déjà des données. Restaurez dans une instance neuve "
                "(un autre DATA_DIR, ou une base vide)."
            )
    for name in FOLDERS:
        home = _home(name)
        if home.is_dir() and any(path.is_file() for path in home.rglob("*")):
            raise BackupError(f"Le dossier « {home} » contient déjà des fichiers : déplacez-le.")


@contextmanager
def _opened(source: Path) -> Iterator[ZipFile]:
    try:
        with ZipFile(source) as archive:
            yield archive
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error) as error:
        raise BackupError(f"« {source} » n’est pas une sauvegarde, ou elle est abîmée.") from error
    except FileNotFoundError as error:
        raise BackupError(f"Il n’y a pas de fichier « {source} ».") from error
    except OSError as error:
        raise BackupError(f"« {source} » ne se lit pas : {error}") from error


def _manifest(archive: ZipFile) -> dict[str, Any]:
    try:
        info = archive.getinfo(MANIFEST)
        text = archive.read(info) if info.file_size <= LARGEST_MANIFEST else b""
        found = json.loads(text)
    except (KeyError, ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise BackupError("Ce fichier n’est pas une sauvegarde de Bénévalibre.")
    return found


def _check_manifest(manifest: dict[str, Any], archive: ZipFile) -> None:
    """The version, the kind of database, the migrations, and the names of all that is inside."""
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    applied = manifest.get("migrations")
    is_known = isinstance(applied, list) and all(isinstance(each, str) for each in applied)
    if manifest.get("version") != VERSION or not is_known or not known.issuperset(applied or ()):
        raise BackupError(
            "Cette sauvegarde vient d’une version plus récente de Bénévalibre : "
            "installez-la d’abord."
        )
    vendor = str(manifest.get("database"))
    if vendor != connection.vendor:
        raise BackupError(
            f"Cette sauvegarde est d’une base {VENDORS.get(vendor, vendor)}, et cette instance "
            f"est sur {VENDORS[connection.vendor]} : changez DATABASE_URL."
        )
    _check_names(manifest, archive.infolist(), FILES[vendor])


def _check_names(manifest: dict[str, Any], infos: list[ZipInfo], database: str) -> None:
    files = manifest.get("files")
    if not isinstance(files, list) or not all(_is_told(each) for each in files):
        raise _unexpected(MANIFEST)
    told = [each["name"] for each in files]
    for name in told:
        if not _is_safe(name) and name != database:
            raise _unexpected(name)
    for info in infos:
        is_link = stat.S_ISLNK(info.external_attr >> 16)
        if is_link or (info.filename not in told and info.filename != MANIFEST):
            raise _unexpected(info.filename)
    if database not in told or len(set(told)) != len(told) or len(told) + 1 != len(infos):
        raise _unexpected(MANIFEST)


def _is_told(each: Any) -> bool:
    return (
        isinstance(each, dict)
        and isinstance(each.get("name"), str)
        and isinstance(each.get("size"), int)
        and isinstance(each.get("sha256"), str)
    )


def _is_safe(name: str) -> bool:
    """A plain path below one of the folders that a backup has."""
    path = PurePosixPath(name)
    is_plain = path.as_posix() == name and not {"..", "."} & set(path.parts)
    if not is_plain or "\\" in name or not name.isprintable() or len(path.parts) < 2:
        return False
    return name in KEYS if path.parts[0] == "secrets" else path.parts[0] in TOP


def _unexpected(name: str) -> BackupError:
    return BackupError(f"Cette sauvegarde contient un élément inattendu (« {name[:80]} »).")


def _extract(archive: ZipFile, told: dict[str, Any], staging: Path) -> None:
    """Copy one part out, no longer than told; ``BackupError`` where it is another one."""
    target = staging / told["name"]
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, left = hashlib.sha256(), told["size"]
    with archive.open(told["name"]) as source, target.open("wb") as copied:
        while part := source.read(PART):
            left -= len(part)
            if left < 0:
                break
            digest.update(part)
            copied.write(part)
    if left != 0 or digest.hexdigest() != told["sha256"]:
        raise BackupError(f"Cette sauvegarde est abîmée (« {told['name'][:80]} »).")


def _home(name: str) -> Path:
    return Path(settings.MEDIA_ROOT) if name == "media" else Path(settings.DATA_DIR) / name


def _place(staged: Path, name: str) -> None:
    if staged.is_dir():
        shutil.copytree(staged, _home(name), dirs_exist_ok=True, copy_function=os.replace)


def _keep_secrets(staged: Path) -> Iterator[str]:
    """The keys of the backup become this instance's; a sentence for each that a setting forces."""
    kept = Path(settings.DATA_DIR) / "secrets"
    kept.mkdir(parents=True, exist_ok=True)
    kept.chmod(0o700)
    for name in SECRETS:
        path = staged / name.lower()
        if not path.is_file():
            continue
        present = kept / name.lower()
        is_ours = present.is_file() and present.read_text().strip() == getattr(settings, name)
        is_same = path.read_text().strip() == getattr(settings, name)
        path.chmod(0o600)
        path.replace(present)
        if not is_ours and not is_same:
            yield (
                f"{name} est donné par un réglage, et ce n’est pas celui de la sauvegarde. "
                f"Mettez dans ce réglage le contenu de « {present} », ou retirez-le."
            )
