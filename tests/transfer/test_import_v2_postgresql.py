"""The same instance where 2.0.1 kept it in PostgreSQL: intervals, booleans, UUIDs."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import psycopg
import pytest
from django.db import connection
from psycopg import sql

from benevalibre.transfer.v2.importing import bring
from benevalibre.transfer.v2.report import figures
from benevalibre.transfer.v2.source import COLUMNS, SourceError, open_source
from tests.transfer.conftest import FIXTURE, quiet

pytestmark = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="the suite runs on PostgreSQL too: see make test"
)

SCHEMA = "instance_of_old"
TYPES = {
    "duration": "interval",
    "distance": "numeric(7, 2)",
    "uuid": "uuid",
    "token": "uuid",
    "date": "date",
    "end_date": "date",
    "last_login": "timestamptz",
    "date_joined": "timestamptz",
    "publication_date": "timestamptz",
    "expiration_date": "timestamptz",
    "created_at": "timestamptz",
    "last_visit": "timestamptz",
}
FLAGS = ("is_", "manage_", "list_", "moderate_", "has_")


def type_of(column: str) -> str:
    if column.startswith(FLAGS):
        return "boolean"
    if column == "id" or column.endswith("_id") or column == "income":
        return "bigint"
    return TYPES.get(column, "text")


@pytest.fixture
def address() -> Iterator[str]:
    """The URL of a PostgreSQL database that holds the fixture's rows."""
    parameters = connection.get_connection_params()
    kept = {key: str(parameters[key]) for key in ("host", "user", "dbname") if parameters.get(key)}
    told = psycopg.conninfo.make_conninfo(**kept)
    with psycopg.connect(told, autocommit=True) as target:
        target.execute(f"CREATE SCHEMA {SCHEMA}")
        target.execute(f"SET search_path TO {SCHEMA}")
        copy(target)
        yield (
            f"postgresql://{kept['user']}@/{kept['dbname']}?host={kept['host']}"
            f"&options=-csearch_path%3D{SCHEMA}"
        )
        target.execute(f"DROP SCHEMA {SCHEMA} CASCADE")


def copy(target: "psycopg.Connection[tuple[object, ...]]") -> None:
    with closing(sqlite3.connect(FIXTURE / "instance.sqlite3")) as source:
        for table, columns in {**COLUMNS, "django_migrations": ("app", "name")}.items():
            described = ", ".join(f"{column} {type_of(column)}" for column in columns)
            target.execute(f"CREATE TABLE {table} ({described})")
            values = sql.SQL(", ").join(sql.SQL(placeholder(column)) for column in columns)
            query = sql.SQL("INSERT INTO {} VALUES ({})").format(sql.Identifier(table), values)
            rows = source.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall()
            with target.cursor() as cursor:
                cursor.executemany(query, rows)


def placeholder(column: str) -> str:
    if column == "duration":
        return "%s::float8 * interval '1 microsecond'"
    if type_of(column) == "boolean":
        return "%s::int::boolean"
    return f"%s::text::{type_of(column)}"


@pytest.mark.usefixtures("db")
def test_the_figures_are_those_of_the_source(address: str) -> None:
    with open_source(address) as source:
        bring(source, media=FIXTURE / "media", progress=quiet)

    assert figures() == json.loads((FIXTURE / "EXPECTED.json").read_text())


@pytest.mark.usefixtures("db")
def test_our_own_database_is_not_one_of_2_0(address: str) -> None:
    with (
        pytest.raises(SourceError, match="n’est pas celle"),
        open_source(address.replace(SCHEMA, "public")),
    ):
        pass
