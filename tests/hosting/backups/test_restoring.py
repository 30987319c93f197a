"""What is not a sound backup of ours, or would overwrite something, changes nothing."""

import hashlib
import json
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile, ZipInfo

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from benevalibre.accounts.models import User
from benevalibre.hosting.backups import writing
from benevalibre.hosting.backups.databases import FILES, BackupError
from benevalibre.hosting.backups.restoring import restore
from tests.factories import ActionFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_instance_with_people_is_left_alone(home: Path) -> None:
    backup = writing.back_up(home.parent / "backup.zip")
    UserFactory()

    with pytest.raises(BackupError, match="contient déjà des données"):
        restore(backup)


def test_an_instance_with_files_is_left_alone(home: Path) -> None:
    backup = writing.back_up(home.parent / "backup.zip")

    with pytest.raises(BackupError, match="contient déjà des fichiers"):
        restore(backup)


@pytest.fixture
def altered(home: Path, emptied: Callable[[], None]) -> Iterator[Callable[..., Path]]:
    """Call it with an alteration of (manifest, entries): the backup after it, an empty instance."""
    ActionFactory()
    backup = writing.back_up(home.parent / "backup.zip")
    emptied()
    target = home.parent / "altered.zip"

    def alter(change: Callable[[dict[str, Any], dict[str, bytes]], object]) -> Path:
        with ZipFile(backup) as archive:
            entries = {name: archive.read(name) for name in archive.namelist()}
        manifest = json.loads(entries.pop("manifest.json"))
        change(manifest, entries)
        with ZipFile(target, "w") as archive:
            for name, content in entries.items():
                archive.writestr(name, content)
            archive.writestr("manifest.json", json.dumps(manifest))
        return target

    yield alter

    assert not User.objects.exists()
    assert not (home / "media").exists()
    assert not list(home.parent.parent.rglob("pirate*"))


def told(name: str) -> dict[str, Any]:
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    return {"name": name, "size": 0, "sha256": empty}


ELSEWHERE = [
    "../pirate",
    "/tmp/pirate",
    "media/../../pirate",
    "media/./pirate",
    "media\\..\\pirate",
    "media//pirate",
    "secrets/pirate",
    "pirate",
    "snapshots/pirate",
    "media/pirate\n",
]


def test_a_path_that_leads_elsewhere_is_refused(altered: Callable[..., Path]) -> None:
    for name in ELSEWHERE:

        def add(manifest: dict[str, Any], entries: dict[str, bytes], name: str = name) -> None:
            manifest["files"].append(told(name))
            entries[name] = b""

        with pytest.raises(BackupError, match="inattendu"):
            restore(altered(add))


def test_an_entry_that_is_not_told_is_refused(altered: Callable[..., Path]) -> None:
    with pytest.raises(BackupError, match="inattendu"):
        restore(altered(lambda _manifest, entries: entries.update({"media/pirate": b""})))


def test_a_link_to_elsewhere_is_refused(altered: Callable[..., Path], home: Path) -> None:
    path = altered(lambda manifest, _entries: manifest["files"].append(told("media/pirate")))
    link = ZipInfo("media/pirate")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with ZipFile(path, "a") as archive:
        archive.writestr(link, "")

    with pytest.raises(BackupError, match="inattendu"):
        restore(path)


def _other_content(_manifest: dict[str, Any], entries: dict[str, bytes]) -> None:
    entries["media/logos/velo.webp"] = b"other"


def _no_database(manifest: dict[str, Any], _entries: dict[str, bytes]) -> None:
    manifest["files"] = [each for each in manifest["files"] if "database" not in each["name"]]


def _torn_database(manifest: dict[str, Any], entries: dict[str, bytes]) -> None:
    name = FILES[connection.vendor]
    entries[name] = b"nonsense" * 1000
    for each in manifest["files"]:
        if each["name"] == name:
            digest = hashlib.sha256(entries[name]).hexdigest()
            each.update(size=8000, sha256=digest)


def _later(manifest: dict[str, Any], _entries: dict[str, bytes]) -> None:
    manifest["migrations"].append("accounts.9999_the_future")


def _other_database(manifest: dict[str, Any], _entries: dict[str, bytes]) -> None:
    manifest["database"] = "oracle"


def _no_list(manifest: dict[str, Any], _entries: dict[str, bytes]) -> None:
    manifest["files"] = [1]


def _other_format(manifest: dict[str, Any], _entries: dict[str, bytes]) -> None:
    manifest["format"] = "other"


UNSOUND = [
    (_other_content, "abîmée"),
    (_no_database, "inattendu"),
    (_torn_database, "abîmée|pg_restore"),
    (_later, "plus récente"),
    (_other_database, "changez DATABASE_URL"),
    (_no_list, "inattendu"),
    (_other_format, "n’est pas une sauvegarde"),
]


def test_what_is_not_a_sound_backup_of_ours_changes_nothing(altered: Callable[..., Path]) -> None:
    for change, sentence in UNSOUND:
        with pytest.raises(BackupError, match=sentence):
            restore(altered(change))


def test_a_torn_file_is_said_to_be_one(altered: Callable[..., Path]) -> None:
    path = altered(lambda _manifest, _entries: None)
    path.write_bytes(path.read_bytes()[:-200])

    with pytest.raises(CommandError, match="n’est pas une sauvegarde"):
        call_command("restore", str(path))
