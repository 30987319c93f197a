"""The rows of the database at one moment, which come back whole in a few milliseconds."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True)
class Kept:
    """A copy of the test database, with what committed it: rows, counters and all."""

    copy: sqlite3.Connection

    def put_back(self) -> None:
        """Make the database what it was; whatever was written since is gone."""
        connection.ensure_connection()
        self.copy.backup(connection.connection)


@contextmanager
def kept() -> Iterator[Kept]:
    """Keep what the database holds now, for as long as the block runs."""
    with closing(sqlite3.connect(":memory:", check_same_thread=False)) as copy:
        connection.ensure_connection()
        connection.connection.backup(copy)
        yield Kept(copy)
