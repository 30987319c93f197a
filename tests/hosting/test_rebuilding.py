"""A later migration may rebuild any table of SQLite, whatever our triggers read or write."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import connection, connections
from django.db.migrations import Migration

ALIAS = "rebuilt"
MADE_OF = """SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'
    ORDER BY CASE type WHEN 'table' THEN 1 WHEN 'index' THEN 2 ELSE 3 END"""

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite alone rebuilds tables"),
]


@pytest.fixture
def copy(tmp_path: Path) -> Iterator[Any]:
    """The tables of the tests in a database of their own, which no transaction holds."""
    connections.databases[ALIAS] = {**connection.settings_dict, "NAME": tmp_path / "copy.sqlite3"}
    there = connections[ALIAS]
    there.connect()
    with connection.cursor() as cursor, there.cursor() as writer:
        cursor.execute(MADE_OF)
        for (made,) in cursor.fetchall():
            writer.execute(made)
    yield there
    there.close()
    del connections[ALIAS]
    del connections.databases[ALIAS]


def triggers(there: Any) -> set[str]:
    with there.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        return {name for (name,) in cursor.fetchall()}


def test_each_table_can_be_rebuilt_and_the_triggers_come_back(copy: Any) -> None:
    before = triggers(copy)
    models = [model for model in apps.get_models() if model.__module__.startswith("benevalibre.")]

    emit_pre_migrate_signal(0, False, ALIAS, plan=[(Migration("9999_later", "reports"), False)])
    with copy.schema_editor() as editor:
        for model in models:
            editor._remake_table(model)
    emit_post_migrate_signal(0, False, ALIAS)

    assert len(models) > 40
    assert len(before) >= 10
    assert triggers(copy) == before


def test_where_nothing_is_migrated_each_trigger_stays(copy: Any) -> None:
    before = triggers(copy)

    emit_pre_migrate_signal(0, False, ALIAS, plan=[])

    assert {name for name in before if name.startswith("reports_")} <= triggers(copy)
