"""Adding up again what was marked: when a page reads it, and behind the pages.

The database adds up; a month takes some milliseconds, however large the rest is.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import Min

from benevalibre.reports.marking import month_of
from benevalibre.reports.models import DirtyMonth

MONTHLY: Final = ("vocabularymonth", "membermonth", "associationmonth")
YEARLY: Final = ("memberyear", "associationyear", "defaultcategoryyear")
SUMS: Final = "SUM(actions), SUM(minutes), SUM(travel), SUM(distance)"
COLUMNS: Final = "actions, minutes, travel, distance"
LOCK: Final = 1_396_003_411
AT_ONCE: Final = 200
ONE_DAY: Final = timedelta(days=1)

Span = tuple[str, str]


def refresh(association_id: int) -> None:
    """Add up the marked months of one association again; one quick query where there is none."""
    while DirtyMonth.objects.filter(association_id=association_id).exists():
        _refresh_year(association_id)


def refresh_all() -> None:
    """Add up all that is marked, in every association; one quick query where nothing is."""
    while waiting := list(
        DirtyMonth.objects.order_by("association_id")
        .values_list("association_id", flat=True)
        .distinct()[:AT_ONCE]
    ):
        for association_id in waiting:
            refresh(association_id)


@transaction.atomic
def _refresh_year(association_id: int) -> None:
    """Add up the marked months of the first year that has some.

    What is committed after the marks are taken leaves its own mark, and what was committed before
    is seen by the sums: PostgreSQL shows each statement what is committed when it starts.
    """
    _wait_for_others(association_id)
    marks = DirtyMonth.objects.filter(association_id=association_id)
    first = marks.aggregate(first=Min("month"))["first"]
    if first is None:
        return
    of_year = marks.filter(month__gte=first, month__lte=first.replace(month=12))
    months = sorted(set(of_year.values_list("month", flat=True)))
    of_year.filter(month__in=months).delete()
    with connection.cursor() as cursor:
        for span in spans(months):
            _add_up(cursor, association_id, span)
        _add_up_year(cursor, association_id, first.year)


def spans(months: Sequence[date]) -> list[Span]:
    """The first and last day of each run of months that follow one another, as databases read."""
    found: list[tuple[date, date]] = []
    for month in months:
        last = (month + timedelta(days=31)).replace(day=1) - ONE_DAY
        if found and found[-1][1] + ONE_DAY == month:
            found[-1] = found[-1][0], last
        else:
            found.append((month, last))
    return [(first.isoformat(), last.isoformat()) for first, last in found]


def _wait_for_others(association_id: int) -> None:
    """Two readers add up one association one after the other; SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, association_id % 2**31])


def _add_up(cursor: Any, association_id: int, span: Span) -> None:
    """Write the three rollups of some months anew."""
    where = [association_id, *span]
    for table in MONTHLY:
        _clear(cursor, table, "month BETWEEN %s AND %s", where)
    words = "category_id, level_id, project_id"
    _fill(cursor, "vocabularymonth", words, where, people=_listed("member_id"))
    _fill(cursor, "membermonth", "member_id", where)
    cursor.execute(
        f"INSERT INTO reports_associationmonth (association_id, month, {COLUMNS})"  # noqa: S608
        f" SELECT association_id, month, {SUMS} FROM reports_vocabularymonth"
        " WHERE association_id = %s AND month BETWEEN %s AND %s GROUP BY association_id, month",
        where,
    )


def _fill(cursor: Any, table: str, keys: str, where: Iterable[Any], people: str = "") -> None:
    """Add up actions by month and by ``keys``, with the set of people where it is asked for."""
    month = month_of("date", connection.vendor)
    column, values = (", people", f", {people}") if people else ("", "")
    known = "" if people else " AND member_id IS NOT NULL"
    cursor.execute(
        f"INSERT INTO reports_{table} (association_id, month, {keys}, {COLUMNS}{column})"  # noqa: S608
        f" SELECT association_id, {month}, {keys}, COUNT(*), SUM(minutes), SUM(travel_minutes),"
        f" COALESCE(SUM(distance_hundredths), 0){values} FROM actions_action"
        f" WHERE association_id = %s AND status = 'approved' AND date BETWEEN %s AND %s{known}"
        f" GROUP BY association_id, {month}, {keys}",
        list(where),
    )


def _add_up_year(cursor: Any, association_id: int, year: int) -> None:
    """Write the rollups of a calendar year anew, from those of its months."""
    for table in YEARLY:
        _clear(cursor, table, "year = %s", [association_id, year])
    months = [association_id, f"{year:04}-01-01", f"{year:04}-12-01"]
    cursor.execute(
        f"INSERT INTO reports_memberyear (association_id, year, member_id, {COLUMNS})"  # noqa: S608
        f" SELECT association_id, %s, member_id, {SUMS} FROM reports_membermonth"
        " WHERE association_id = %s AND month BETWEEN %s AND %s GROUP BY association_id, member_id",
        [year, *months],
    )
    people = f"SELECT {_listed('member_id')} FROM reports_memberyear"  # noqa: S608
    cursor.execute(
        f"INSERT INTO reports_associationyear (association_id, year, {COLUMNS}, people)"  # noqa: S608
        f" SELECT association_id, %s, {SUMS},"
        f" ({people} WHERE association_id = %s AND year = %s) FROM reports_associationmonth"
        " WHERE association_id = %s AND month BETWEEN %s AND %s GROUP BY association_id",
        [year, association_id, year, *months],
    )
    cursor.execute(
        "INSERT INTO reports_defaultcategoryyear"  # noqa: S608
        f" (association_id, year, default_category_id, {COLUMNS})"
        f" SELECT rollup.association_id, %s, category.default_category_id, {SUMS}"
        " FROM reports_vocabularymonth rollup"
        " JOIN associations_category category ON category.id = rollup.category_id"
        " WHERE rollup.association_id = %s AND month BETWEEN %s AND %s"
        " GROUP BY rollup.association_id, category.default_category_id",
        [year, *months],
    )


def _clear(cursor: Any, table: str, condition: str, values: Iterable[Any]) -> None:
    cursor.execute(
        f"DELETE FROM reports_{table} WHERE association_id = %s AND {condition}",  # noqa: S608
        list(values),
    )


def _listed(column: str) -> str:
    """The ids of a group, each once, with commas; nothing where there is none."""
    if connection.vendor == "sqlite":
        return f"COALESCE(group_concat(DISTINCT {column}), '')"
    return f"COALESCE(string_agg(DISTINCT {column}::text, ','), '')"
