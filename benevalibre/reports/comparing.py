"""Do the rollups say what the rows say? For ``doctor``."""

from collections.abc import Iterator
from typing import Any, Final

from django.db import connection

from benevalibre.reports import rollups
from benevalibre.reports.marking import month_of

SUMS: Final = "COUNT(*), SUM(minutes), SUM(travel_minutes), COALESCE(SUM(distance_hundredths), 0)"
KEPT: Final = "actions, minutes, travel, distance"
ADDED: Final = "SUM(actions), SUM(minutes), SUM(travel), SUM(distance)"
MONTHLY: Final = (
    ("vocabularymonth", "category_id, level_id, project_id"),
    ("membermonth", "member_id"),
)
YEARLY: Final = (
    ("memberyear", "member_id, ", "membermonth"),
    ("associationyear", "", "associationmonth"),
)


def differences() -> Iterator[tuple[str, int]]:
    """Each rollup that differs from what it adds up, with how many associations; all rows read."""
    rollups.refresh_all()
    month = month_of("date", connection.vendor)
    for table, keys in MONTHLY:
        known = " AND member_id IS NOT NULL" if keys == "member_id" else ""
        rows = (
            f"SELECT association_id, {month}, {keys}, {SUMS}"  # noqa: S608 (names of tables)
            f" FROM actions_action WHERE status = 'approved'{known}"
            f" GROUP BY association_id, {month}, {keys}"
        )
        kept = f"SELECT association_id, month, {keys}, {KEPT} FROM reports_{table}"  # noqa: S608
        yield table, _differ(rows, kept)
    yield (
        "associationmonth",
        _differ(
            _added("month, ", "reports_vocabularymonth", "month"),
            _kept("month, ", "associationmonth"),
        ),
    )
    for table, keys, source in YEARLY:
        added = _added(f"{_year()}, {keys}", f"reports_{source}", f"{_year()}, {keys}")
        yield table, _differ(added, _kept(f"year, {keys}", table))
    joined = (
        "(SELECT rollup.*, default_category_id FROM reports_vocabularymonth rollup"
        " JOIN associations_category category ON category.id = rollup.category_id) rollup"
    )
    keys = f"{_year()}, default_category_id, "
    kept = _kept("year, default_category_id, ", "defaultcategoryyear")
    yield "defaultcategoryyear", _differ(_added(keys, joined, keys), kept)


def _added(keys: str, source: str, group: str) -> str:
    grouped = f"association_id, {group}".rstrip(", ")
    return f"SELECT association_id, {keys}{ADDED} FROM {source} GROUP BY {grouped}"  # noqa: S608


def _kept(keys: str, table: str) -> str:
    return f"SELECT association_id, {keys}{KEPT} FROM reports_{table}"  # noqa: S608


def _year() -> str:
    if connection.vendor == "sqlite":
        return "CAST(substr(month, 1, 4) AS integer)"
    return "CAST(date_part('year', month) AS integer)"


def _differ(one: str, other: str) -> int:
    """In how many associations the rows of two queries are not the same."""
    both = " UNION ".join(
        "SELECT association_id FROM"  # noqa: S608
        f" (SELECT * FROM ({first}) a EXCEPT SELECT * FROM ({second}) b) c"
        for first, second in ((one, other), (other, one))
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM ({both}) found")  # noqa: S608
        row: Any = cursor.fetchone()
    return int(row[0])
