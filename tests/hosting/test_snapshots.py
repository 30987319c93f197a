"""Copies of the database before its tables change."""

import datetime
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections
from django.db.utils import ConnectionHandler

from benevalibre.hosting import snapshots
from benevalibre.instance import migrating

NOON = datetime.datetime(2026, 6, 15, 12, 0, tzinfo=datetime.UTC)


@pytest.fixture
def file(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch, django_db_blocker: Any
) -> Iterator[Path]:
    """A database in a file, with one table and no migration applied."""
    settings.DATA_DIR = tmp_path
    path = tmp_path / "base.sqlite3"
    handler = ConnectionHandler(
        {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path)}}
    )
    for module in (snapshots, migrating):
        monkeypatch.setattr(module, "connection", handler["default"])
    with django_db_blocker.unblock():
        with handler["default"].cursor() as cursor:
            cursor.execute("CREATE TABLE seen (name TEXT)")
            cursor.execute("INSERT INTO seen VALUES ('Jeanne')")
        yield path
        handler["default"].close()


def test_a_file_about_to_change_is_worth_a_copy(file: Path) -> None:
    worth = snapshots.is_worth_a_snapshot()

    assert worth


def test_a_new_file_is_not(file: Path) -> None:
    with sqlite3.connect(file) as base:
        base.execute("DROP TABLE seen")

    worth = snapshots.is_worth_a_snapshot()

    assert not worth


def test_the_copy_holds_the_rows_and_is_kept_from_others(file: Path) -> None:
    copy = snapshots.take(at=NOON)

    rows = sqlite3.connect(copy).execute("SELECT name FROM seen").fetchall()
    assert rows == [("Jeanne",)]
    assert copy.name == "2026-06-15-120000.sqlite3"
    assert copy.stat().st_mode & 0o777 == 0o600


def test_the_five_latest_copies_stay(file: Path) -> None:
    for hours in range(7):
        snapshots.take(at=NOON + datetime.timedelta(hours=hours))

    names = sorted(path.name for path in snapshots.folder().iterdir())

    assert len(names) == 5
    assert names[0] == "2026-06-15-140000.sqlite3"


def test_two_copies_in_a_second_are_one(file: Path) -> None:
    copies = [snapshots.take(at=NOON) for _time in range(2)]

    assert copies[0] == copies[1]
    assert len(list(snapshots.folder().iterdir())) == 1


@pytest.mark.django_db
def test_migrating_makes_the_table_of_the_cache() -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute("DROP TABLE cache")

    call_command("migrate", verbosity=0)

    assert "cache" in connections["default"].introspection.table_names()
