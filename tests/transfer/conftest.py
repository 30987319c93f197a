"""A 2.0.1 instance as it stood on disk, and the same one with every oddity we could think of."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from benevalibre.transfer.v2.importing import bring
from benevalibre.transfer.v2.report import Report
from benevalibre.transfer.v2.source import open_source

FIXTURE = Path(__file__).parent.parent / "fixtures" / "benevalibre-2.0.1"


def quiet(_table: str, _done: int, _total: int) -> None:
    """Show no progress."""


@pytest.fixture
def imported(db: None) -> Report:
    """The instance of the fixture, brought here with its files."""
    with open_source(str(FIXTURE / "instance.sqlite3")) as source:
        return bring(source, media=FIXTURE / "media", progress=quiet)


@pytest.fixture
def altered(db: None, tmp_path: Path) -> Callable[..., Report]:
    """Call it with SQL statements: the fixture is changed by them, then brought here."""

    def change(*statements: str, hosts: bool = False, media: Path | None = None) -> Report:
        copy = tmp_path / "altered.sqlite3"
        shutil.copyfile(FIXTURE / "instance.sqlite3", copy)
        connection = sqlite3.connect(copy)
        connection.execute("PRAGMA foreign_keys = OFF")
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        connection.close()
        with open_source(str(copy)) as source:
            return bring(source, media=media, hosts=hosts, progress=quiet)

    return change


def notes(report: Report, table: str, pk: object) -> str:
    """What the report says of one row, joined."""
    return " | ".join(
        line["why"] for line in report.adapted if line["table"] == table and line["id"] == pk
    )
