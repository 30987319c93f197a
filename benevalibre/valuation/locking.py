"""The lock of closed fiscal years, in the database: whatever writes there, it holds.

Dates, minutes, travel, distance, words, status and existence of an action in a closed year do not
change. Whose it is may: people are merged, claimed, or forget their name. An association that
arrives or goes for good is not held.

SQLite drops triggers when a table is rebuilt, so they are made again after each migration.
"""

from typing import Any, Final

from django.db import connections

COLUMNS: Final = (
    "association_id, date, end_date, minutes, travel_minutes, distance_hundredths,"
    " category_id, level_id, project_id, status"
)
SENTENCE: Final = "closed fiscal year"
NOT_HELD: Final = "('purging', 'importing')"
EVENTS: Final = (("insert", ("NEW",)), ("update", ("OLD", "NEW")), ("delete", ("OLD",)))


def install_after_migrating(*, using: str, **_others: Any) -> None:
    """Make the triggers of that database again, once its tables are what they should be."""
    connection = connections[using]
    tables = connection.introspection.table_names()
    if {"actions_action", "associations_fiscalyear", "valuation_statement"} <= set(tables):
        install(using)


def install(using: str) -> None:
    """Make the triggers; those that were there are replaced."""
    connection = connections[using]
    make = _for_postgresql if connection.vendor == "postgresql" else _for_sqlite
    with connection.cursor() as cursor:
        for statement in make():
            cursor.execute(statement)


def _closed(row: str, *, lock: str = "") -> str:
    """A query that finds the closed year in which ``row`` lies."""
    return f"""SELECT 1 FROM associations_fiscalyear AS year
        JOIN associations_association AS place ON place.id = year.association_id
        WHERE year.association_id = {row}.association_id
        AND year.start <= {row}.date AND year."end" >= {row}.date
        AND year.closed_at IS NOT NULL AND place.state NOT IN {NOT_HELD} {lock}"""  # noqa: S608


def _for_sqlite() -> list[str]:
    made = []
    for event, rows in EVENTS:
        name = f"valuation_closed_{event}"
        found = " OR ".join(f"EXISTS ({_closed(row)})" for row in rows)
        made.append(f"DROP TRIGGER IF EXISTS {name}")
        made.append(
            f"CREATE TRIGGER {name} BEFORE {_when(event)} ON actions_action WHEN {found}"
            f" BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
        )
    return made


def _for_postgresql() -> list[str]:
    """The year's row is locked for reading, so that closing waits for entries under way."""
    made = []
    for event, rows in EVENTS:
        name = f"valuation_closed_{event}"
        checks = "\n".join(
            f"""PERFORM 1 FROM associations_fiscalyear AS year
                WHERE year.association_id = {row}.association_id
                AND year.start <= {row}.date AND year."end" >= {row}.date FOR SHARE;
            IF EXISTS ({_closed(row)}) THEN
                RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'check_violation';
            END IF;"""
            for row in rows
        )
        made.append(
            f"""CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN {checks} RETURN {"OLD" if event == "delete" else "NEW"}; END $$"""
        )
        made.append(f"DROP TRIGGER IF EXISTS {name} ON actions_action")
        made.append(
            f"CREATE TRIGGER {name} BEFORE {_when(event)} ON actions_action"
            f" FOR EACH ROW EXECUTE FUNCTION {name}()"
        )
    return made


def _when(event: str) -> str:
    return f"UPDATE OF {COLUMNS}" if event == "update" else event.upper()
