"""The whole instance in one file, and back."""

import contextlib
import shutil
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from benevalibre.accounts.models import User
from benevalibre.associations import links
from benevalibre.hosting.backups import writing
from benevalibre.hosting.backups.restoring import restore
from tests.factories import ActionFactory, AssociationFactory, MembershipFactory, UserFactory
from tests.hosting.backups.contents import FILE_CONTENTS

pytestmark = pytest.mark.django_db(transaction=True)
on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'")
on_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'")


def rows() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found[table] = sorted(cursor.fetchall(), key=repr)
    return found


def test_every_row_and_every_file_is_back(home: Path, emptied: Callable[[], None]) -> None:
    action = ActionFactory()
    manager = MembershipFactory(association=action.association, manager=True)
    _guest, secret = links.make_link(action.association, "Stand", by=manager)
    before = rows()
    backup = writing.back_up(home.parent / "backup.zip")
    emptied()

    notes = restore(backup)

    after = rows()
    assert after.keys() == before.keys()
    assert {table for table in before if before[table] != after[table]} == set()
    assert links.reveal(links.find(secret).link) == secret
    for name in FILE_CONTENTS.keys() - {"secrets/secret_key"}:
        assert (home / name).read_bytes() == FILE_CONTENTS[name]
    assert notes == []


def test_it_goes_on_counting_after_the_last_row(home: Path, emptied: Callable[[], None]) -> None:
    first = AssociationFactory()
    backup = writing.back_up(home.parent / "backup.zip")
    emptied()

    restore(backup)

    assert AssociationFactory().pk > first.pk


def test_the_keys_are_those_of_the_backup(
    home: Path, emptied: Callable[[], None], settings: Any
) -> None:
    backup = writing.back_up(home.parent / "backup.zip")
    emptied()
    former, settings.LINK_KEY = settings.LINK_KEY, "another key"

    notes = restore(backup)

    kept = home / "secrets" / "link_key"
    assert kept.read_text() == former
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert ["LINK_KEY" in note for note in notes] == [True]


def test_only_its_owner_can_read_it(home: Path) -> None:
    backup = writing.back_up(home.parent / "new" / "backup.zip")

    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert [path.name for path in backup.parent.iterdir()] == ["backup.zip"]


@on_sqlite
def test_it_is_taken_while_somebody_writes(home: Path, emptied: Callable[[], None]) -> None:
    UserFactory(email="avant@example.org")
    with contextlib.closing(sqlite3.connect(str(connection.settings_dict["NAME"]))) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE accounts_user SET email = 'pendant@example.org'")

        backup = writing.back_up(home.parent / "backup.zip")

        other.rollback()
    emptied()
    restore(backup)
    assert User.objects.get().email == "avant@example.org"


@on_postgresql
def test_a_missing_program_is_named(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)

    with pytest.raises(CommandError, match="« pg_dump » manque : installez"):
        call_command("backup")

    assert list((home / "backups").iterdir()) == []


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Il n’y a pas de fichier"):
        call_command("restore", str(tmp_path / "none.zip"))


def test_a_database_without_tables_is_not_backed_up(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection.introspection, "table_names", list)

    with pytest.raises(CommandError, match="Cette base est vide"):
        call_command("backup")

    assert list((home / "backups").iterdir()) == []


def test_the_commands_go_there_and_back(
    home: Path, emptied: Callable[[], None], capsys: pytest.CaptureFixture[str]
) -> None:
    action = ActionFactory()
    target = home.parent / "copies"
    target.mkdir()
    call_command("backup", str(target))
    emptied()

    call_command("restore", str(next(target.iterdir())))

    action.refresh_from_db()
    said = capsys.readouterr().out
    assert "Sauvegarde écrite" in said
    assert "Tout est remis" in said


def test_only_the_latest_are_kept(home: Path) -> None:
    folder = home / "backups"
    folder.mkdir()
    others = ["benevalibre-2020-01-01-000000.zip", "benevalibre-2021-01-01-000000.zip", "mine.zip"]
    for name in others:
        (folder / name).touch()

    call_command("backup", keep=2)

    names = sorted(path.name for path in folder.iterdir())
    assert [name in names for name in others] == [False, True, True]
    assert len(names) == 3
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_keeping_some_needs_a_folder(home: Path) -> None:
    with pytest.raises(CommandError, match="--keep va avec un dossier"):
        call_command("backup", str(home / "one.zip"), keep=2)
