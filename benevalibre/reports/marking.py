"""The database itself marks the months whose rollups are out of date.

Triggers on the actions add a row to ``DirtyMonth`` in the transaction of each write, whoever
writes and in whatever way, so that no verb can forget. Only what counts marks: approved actions,
before or after; and the line of the nomenclature that a category is attached to.

SQLite drops triggers when a table is rebuilt, and refuses to rebuild a table that the trigger of
another one writes to: they go before each migration, and are made again after it, with every month
marked, since nothing was meanwhile.
"""

from collections.abc import Sequence
from typing import Any, Final

from django.db import connections, transaction

ACTIONS: Final = "actions_action"
CATEGORIES: Final = "associations_category"
MARKS: Final = "reports_dirtymonth"
MONTHS: Final = "reports_associationmonth"
FIGURES: Final = (
    "association_id",
    "member_id",
    "category_id",
    "level_id",
    "project_id",
    "date",
    "minutes",
    "travel_minutes",
    "distance_hundredths",
    "status",
)
NAMES: Final = ("reports_mark_insert", "reports_mark_update", "reports_mark_delete")
CATEGORY_NAME: Final = "reports_mark_category"
TRIGGERS: Final = {**dict.fromkeys(NAMES, ACTIONS), CATEGORY_NAME: CATEGORIES}


def install(using: str = "default") -> None:
    """Have each write mark its months; where that was not so until now, mark them all."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    if not {ACTIONS, MARKS} <= tables or _installed(connection) == set(TRIGGERS):
        return
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for statement in _removal(connection.vendor) + _making(connection.vendor):
            cursor.execute(statement)
        mark_all(cursor, connection.vendor)


def remove_before_migrating(*, using: str, plan: Sequence[Any], **_others: Any) -> None:
    """Mark nothing while a ``plan`` that is not empty may rebuild the tables of SQLite."""
    if plan and connections[using].vendor == "sqlite":
        remove(using)


def install_after_migrating(*, using: str, **_others: Any) -> None:
    """Have each write mark its months again, once the tables are what they should be."""
    install(using)


def remove(using: str = "default") -> None:
    """Mark nothing any more; before ``DirtyMonth`` goes or is rebuilt by a migration."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for statement in _removal(connection.vendor):
            cursor.execute(statement)


def mark_all(cursor: Any, vendor: str) -> None:
    """Mark each month in which something was given."""
    cursor.execute(
        f"INSERT INTO {MARKS} (association_id, month)"  # noqa: S608 (names of tables)
        f" SELECT DISTINCT association_id, {month_of('date', vendor)} FROM {ACTIONS}"
        " WHERE status = 'approved'"
    )


def month_of(column: str, vendor: str) -> str:
    """The first day of the month of a date, in the words of the database."""
    if vendor == "sqlite":
        return f"(substr({column}, 1, 7) || '-01')"
    return f"date_trunc('month', {column})::date"


def _installed(connection: Any) -> set[str]:
    sql = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if connection.vendor == "postgresql":
        sql = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return {name for (name,) in cursor.fetchall()} & set(TRIGGERS)


def _removal(vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {name}" for name in TRIGGERS]
    return [
        *(f"DROP TRIGGER IF EXISTS {name} ON {table}" for name, table in TRIGGERS.items()),
        "DROP FUNCTION IF EXISTS reports_mark_months()",
        "DROP FUNCTION IF EXISTS reports_mark_category()",
    ]


def _making(vendor: str) -> list[str]:
    return _for_sqlite() if vendor == "sqlite" else _for_postgresql()


def _for_sqlite() -> list[str]:
    """Row by row: one look at an index each, and one mark a month."""
    differs = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in FIGURES)
    columns = ", ".join(FIGURES)
    insert, update, delete = NAMES
    return [
        (
            f"CREATE TRIGGER {insert} AFTER INSERT ON {ACTIONS} WHEN NEW.status = 'approved' "
            f"BEGIN {_mark('NEW')} END"
        ),
        (
            f"CREATE TRIGGER {update} AFTER UPDATE OF {columns} ON {ACTIONS} "
            f"WHEN 'approved' IN (OLD.status, NEW.status) AND ({differs}) "
            f"BEGIN {_mark('OLD')} {_mark('NEW')} END"
        ),
        (
            f"CREATE TRIGGER {delete} AFTER DELETE ON {ACTIONS} WHEN OLD.status = 'approved' "
            f"BEGIN {_mark('OLD')} END"
        ),
        (
            f"CREATE TRIGGER {CATEGORY_NAME} AFTER UPDATE OF default_category_id ON {CATEGORIES} "
            f"WHEN OLD.default_category_id <> NEW.default_category_id BEGIN {_mark_months()} END"
        ),
    ]


def _mark(row: str) -> str:
    """Not « INSERT OR IGNORE »: inside a trigger the outer statement decides on conflicts."""
    month = month_of(f"{row}.date", "sqlite")
    return (
        f"INSERT INTO {MARKS} (association_id, month) "  # noqa: S608 (names of tables)
        f"SELECT {row}.association_id, {month} WHERE {row}.status = 'approved' AND NOT EXISTS ("
        f"SELECT 1 FROM {MARKS} WHERE association_id = {row}.association_id AND month = {month});"
    )


def _for_postgresql() -> list[str]:
    """Once for each statement, however many rows it writes."""
    columns = ", ".join(("id", *FIGURES))
    before = f"SELECT {columns} FROM old_rows WHERE status = 'approved'"  # noqa: S608
    after = f"SELECT {columns} FROM new_rows WHERE status = 'approved'"  # noqa: S608
    changed = f"(({before} EXCEPT {after}) UNION ALL ({after} EXCEPT {before}))"
    sources = {"INSERT": f"({after})", "DELETE": f"({before})"}
    body = "".join(
        f"IF TG_OP = '{verb}' THEN {_mark_from(rows)} END IF; "
        for verb, rows in {**sources, "UPDATE": changed}.items()
    )
    insert, update, delete = NAMES
    new, old = "NEW TABLE AS new_rows", "OLD TABLE AS old_rows"
    run = "FOR EACH STATEMENT EXECUTE FUNCTION reports_mark_months()"
    return [
        (
            "CREATE FUNCTION reports_mark_months() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {body}RETURN NULL; END $$"
        ),
        f"CREATE TRIGGER {insert} AFTER INSERT ON {ACTIONS} REFERENCING {new} {run}",
        f"CREATE TRIGGER {update} AFTER UPDATE ON {ACTIONS} REFERENCING {old} {new} {run}",
        f"CREATE TRIGGER {delete} AFTER DELETE ON {ACTIONS} REFERENCING {old} {run}",
        (
            "CREATE FUNCTION reports_mark_category() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {_mark_months()} RETURN NULL; END $$"
        ),
        (
            f"CREATE TRIGGER {CATEGORY_NAME} AFTER UPDATE OF default_category_id ON {CATEGORIES}"
            " FOR EACH ROW WHEN (OLD.default_category_id <> NEW.default_category_id)"
            " EXECUTE FUNCTION reports_mark_category()"
        ),
    ]


def _mark_months() -> str:
    """Every month in which the association of a category gave something."""
    return (
        f"INSERT INTO {MARKS} (association_id, month) "  # noqa: S608 (names of tables)
        f"SELECT association_id, month FROM {MONTHS} WHERE association_id = NEW.association_id;"
    )


def _mark_from(rows: str) -> str:
    return (
        f"INSERT INTO {MARKS} (association_id, month) "  # noqa: S608 (names of tables)
        f"SELECT DISTINCT association_id, {month_of('date', 'postgresql')} FROM {rows} changed;"
    )
