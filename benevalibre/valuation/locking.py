"""The lock of closed fiscal years, in the database: whatever writes there, it holds.

Dates, minutes, travel, distance, words, status and existence of an action in a closed year do not
change, nor do its gifts in kind. Whose an action is may: people are merged, claimed, or forget
their name. An association that arrives or goes for good is not held.

SQLite drops triggers when a table is rebuilt, and refuses to rebuild a table that the trigger of
another one reads: they go before each migrate, and are made again after it.
"""

from dataclasses import dataclass
from typing import Any, Final

from django.db import connections

SENTENCE: Final = "closed fiscal year"
NOT_HELD: Final = "('purging', 'importing')"
EVENTS: Final = (("insert", ("NEW",)), ("update", ("OLD", "NEW")), ("delete", ("OLD",)))


@dataclass(frozen=True, slots=True)
class Held:
    """A table that is locked: the columns that do not change, and what finds a row's year."""

    table: str
    trigger: str
    columns: str
    year: str

    def of(self, row: str) -> str:
        """The condition that ``year`` is the one of ``row``, « OLD » or « NEW »."""
        return self.year.replace("ROW", row)


ACTIONS: Final = Held(
    table="actions_action",
    trigger="valuation_closed",
    columns="association_id, date, end_date, minutes, travel_minutes, distance_hundredths,"
    " category_id, level_id, project_id, status",
    year="year.association_id = ROW.association_id"
    ' AND year.start <= ROW.date AND year."end" >= ROW.date',
)
GIFTS: Final = Held(
    table="valuation_gift",
    trigger="valuation_closed_gift",
    columns="association_id, fiscal_year_id, nature, label, cents, evidence",
    year="year.id = ROW.fiscal_year_id",
)
HELD: Final = (ACTIONS, GIFTS)
NEEDED: Final = {"associations_fiscalyear", "valuation_statement", *(held.table for held in HELD)}


def remove_before_migrating(*, using: str, **_others: Any) -> None:
    """Hold nothing while the tables of a SQLite database may be rebuilt."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for held in HELD:
                for event, _rows in EVENTS:
                    cursor.execute(f"DROP TRIGGER IF EXISTS {held.trigger}_{event}")


def install_after_migrating(*, using: str, **_others: Any) -> None:
    """Make the triggers of that database again, once its tables are what they should be."""
    connection = connections[using]
    if set(connection.introspection.table_names()) >= NEEDED:
        install(using)


def install(using: str) -> None:
    """Make the triggers; those that were there are replaced."""
    connection = connections[using]
    make = _for_postgresql if connection.vendor == "postgresql" else _for_sqlite
    with connection.cursor() as cursor:
        for held in HELD:
            for statement in make(held):
                cursor.execute(statement)


def _closed(held: Held, row: str) -> str:
    """A query that finds the closed year in which ``row`` lies."""
    return f"""SELECT 1 FROM associations_fiscalyear AS year
        JOIN associations_association AS place ON place.id = year.association_id
        WHERE {held.of(row)}
        AND year.closed_at IS NOT NULL AND place.state NOT IN {NOT_HELD}"""  # noqa: S608


def _for_sqlite(held: Held) -> list[str]:
    made = []
    for event, rows in EVENTS:
        name = f"{held.trigger}_{event}"
        found = " OR ".join(f"EXISTS ({_closed(held, row)})" for row in rows)
        made.append(f"DROP TRIGGER IF EXISTS {name}")
        made.append(
            f"CREATE TRIGGER {name} BEFORE {_when(held, event)} ON {held.table} WHEN {found}"
            f" BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
        )
    return made


def _for_postgresql(held: Held) -> list[str]:
    """The year's row is locked for reading, so that closing waits for entries under way."""
    made = []
    for event, rows in EVENTS:
        name = f"{held.trigger}_{event}"
        checks = "\n".join(
            f"""PERFORM 1 FROM associations_fiscalyear AS year WHERE {held.of(row)} FOR SHARE;
            IF EXISTS ({_closed(held, row)}) THEN
                RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'check_violation';
            END IF;"""
            for row in rows
        )
        made.append(
            f"""CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN {checks} RETURN {"OLD" if event == "delete" else "NEW"}; END $$"""
        )
        made.append(f"DROP TRIGGER IF EXISTS {name} ON {held.table}")
        made.append(
            f"CREATE TRIGGER {name} BEFORE {_when(held, event)} ON {held.table}"
            f" FOR EACH ROW EXECUTE FUNCTION {name}()"
        )
    return made


def _when(held: Held, event: str) -> str:
    return f"UPDATE OF {held.columns}" if event == "update" else event.upper()
