"""Where the rows come from: a 2.0.x database, SQLite or PostgreSQL, opened for reading only."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

import psycopg
from psycopg import sql
from psycopg.rows import dict_row

CHUNK = 2_000

COLUMNS: dict[str, tuple[str, ...]] = {
    "accounts_user": (
        "id", "password", "last_login", "is_superuser", "first_name", "last_name", "pseudo",
        "is_active", "date_joined", "avatar", "theme", "email",
    ),
    "associations_activityfieldgroup": ("id", "name"),
    "associations_activityfield": ("id", "name", "activity_field_group_id"),
    "benevalibre_announcement": (
        "id", "content", "expiration_date", "target", "author_id", "publication_date", "title",
    ),
    "associations_defaultbenevalocategory": ("id", "name", "description"),
    "associations_defaultbenevalolevel": ("id", "name", "description"),
    "associations_defaultrole": (
        "id", "name", "description", "is_default", "list_members", "manage_members",
        "manage_benevalos", "manage_benevalo_categories", "manage_benevalo_levels",
        "manage_projects", "manage_roles", "manage_association",
    ),
    "benevalibre_instancesettings": ("id", "site_name", "terms_of_use_file"),
    "associations_association": (
        "id", "name", "description", "activity_field_id", "logo", "is_active",
        "moderate_benevalo", "moderate_membership", "country", "has_employees", "income",
        "postal_code", "is_hidden", "website_url",
    ),
    "associations_associationbenevalocategory": (
        "id", "name", "description", "association_id", "default_category_id",
    ),
    "associations_associationbenevalolevel": ("id", "name", "description", "association_id"),
    "associations_associationproject": ("id", "name", "description", "association_id"),
    "associations_associationrole": (
        "id", "name", "description", "association_id", "is_default", "list_members",
        "manage_members", "manage_benevalos", "manage_benevalo_categories",
        "manage_benevalo_levels", "manage_projects", "manage_roles", "manage_association",
    ),
    "associations_associationmembership": (
        "id", "association_id", "user_id", "role_id", "is_active",
    ),
    "associations_associationanonymousmember": (
        "id", "uuid", "created_at", "is_active", "association_id", "expiration_date", "name",
        "last_visit",
    ),
    "associations_associationmigration": (
        "association_id", "token", "author_id", "created_at", "is_done", "destination_url",
        "done_at", "message",
    ),
    "benevalibre_benevalo": (
        "id", "title", "description", "distance", "association_id", "category_id", "level_id",
        "project_id", "user_id", "is_active", "anonymous_member_id", "date", "end_date",
        "duration",
    ),
}  # fmt: skip

MARK = ("accounts", "0011_remove_user_is_anonymized_user_theme_and_more")


class SourceError(Exception):
    """The source cannot be read, or is not what it should be; the text is for the host."""


class Source(Protocol):
    """A 2.0.x database."""

    def count(self, table: str) -> int:
        """How many rows the table holds."""

    def rows(self, table: str) -> Iterator[Mapping[str, Any]]:
        """Its rows, by primary key, a chunk at a time."""


class SqliteSource:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def columns(self) -> dict[str, set[str]]:
        tables = self.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        known = [name for (name,) in tables if name in COLUMNS or name == "django_migrations"]
        return {
            name: {
                column["name"] for column in self.connection.execute(f'PRAGMA table_info("{name}")')
            }
            for name in known
        }

    def migrations(self) -> set[tuple[str, str]]:
        return set(map(tuple, self.connection.execute("SELECT app, name FROM django_migrations")))

    def count(self, table: str) -> int:
        """How many rows the table holds."""
        found: int = self.connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]  # noqa: S608
        return found

    def rows(self, table: str) -> Iterator[Mapping[str, Any]]:
        """Its rows, by primary key, a chunk at a time."""
        names = ", ".join(f'"{column}"' for column in COLUMNS[table])
        cursor = self.connection.execute(f'SELECT {names} FROM "{table}" ORDER BY 1')  # noqa: S608
        while chunk := cursor.fetchmany(CHUNK):
            yield from map(dict, chunk)


class PostgresSource:
    def __init__(self, connection: psycopg.Connection[dict[str, Any]]) -> None:
        self.connection = connection

    def columns(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for row in self.connection.execute(
            "SELECT table_name, column_name FROM information_schema.columns "
            "WHERE table_schema = ANY (current_schemas(false))"
        ):
            found.setdefault(row["table_name"], set()).add(row["column_name"])
        return found

    def migrations(self) -> set[tuple[str, str]]:
        rows = self.connection.execute("SELECT app, name FROM django_migrations")
        return {(row["app"], row["name"]) for row in rows}

    def count(self, table: str) -> int:
        """How many rows the table holds."""
        query = sql.SQL("SELECT count(*) AS found FROM {}").format(sql.Identifier(table))
        row = self.connection.execute(query).fetchone()
        return int(row["found"]) if row else 0

    def rows(self, table: str) -> Iterator[Mapping[str, Any]]:
        """Its rows, by primary key, a chunk at a time."""
        query = sql.SQL("SELECT {} FROM {} ORDER BY 1").format(
            sql.SQL(", ").join(map(sql.Identifier, COLUMNS[table])), sql.Identifier(table)
        )
        with self.connection.cursor(name=f"rows_{table}") as cursor:
            cursor.execute(query)
            while chunk := cursor.fetchmany(CHUNK):
                yield from chunk


@contextmanager
def open_source(address: str) -> Iterator[Source]:
    """The database at ``address``: the path of an SQLite file, or a ``postgres://`` URL.

    ``SourceError`` with a sentence where it cannot be opened or is not a 2.0.x instance.
    """
    if address.startswith(("postgres://", "postgresql://")):
        try:
            connection = psycopg.connect(address, row_factory=dict_row, connect_timeout=20)
        except psycopg.Error as error:
            raise SourceError("La base PostgreSQL ne répond pas à cette adresse.") from error
        with connection:
            connection.read_only = True
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            with _explained(psycopg.Error):
                found = PostgresSource(connection)
                refuse_others(found)
                yield found
        return
    path = Path(address.removeprefix("sqlite:///"))
    if not path.is_file():
        raise SourceError(f"Il n’y a pas de fichier « {address} ».")
    with (
        _explained(sqlite3.Error),
        closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)) as opened,
    ):
        opened.row_factory = sqlite3.Row
        opened.text_factory = lambda raw: raw.decode("utf-8", "replace")
        opened.execute("PRAGMA trusted_schema = OFF")
        opened.execute("BEGIN")
        source = SqliteSource(opened)
        refuse_others(source)
        yield source


def refuse_others(source: SqliteSource | PostgresSource) -> None:
    """Raise ``SourceError`` unless the tables, columns and migrations are those of 2.0.x."""
    columns = source.columns()
    refusal = "Cette base n’est pas celle d’un Bénévalibre 2.0"
    if "django_migrations" not in columns or "benevalibre_benevalo" not in columns:
        raise SourceError(f"{refusal}.")
    for table, wanted in COLUMNS.items():
        missing = set(wanted) - columns.get(table, set())
        if missing:
            raise SourceError(f"{refusal} : il manque {table}.{min(missing)}.")
    if MARK not in source.migrations():
        raise SourceError(
            f"{refusal}.x : mettez d’abord l’ancienne instance à jour en 2.0.1, puis recommencez."
        )


@contextmanager
def _explained(kind: type[Exception]) -> Iterator[None]:
    try:
        yield
    except kind as error:
        raise SourceError(f"La base d’origine ne se lit pas : {error}") from error
