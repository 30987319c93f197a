"""The actions of an association as the team looks for them: filters, order, totals."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import CharField, Count, F, Sum
from django.db.models.functions import Coalesce

from benevalibre.actions import paging
from benevalibre.actions.finding import holding
from benevalibre.actions.models import Action
from benevalibre.actions.querysets import ActionQuerySet
from benevalibre.associations.models import Association, Category, Membership, Project

COUNTED: Final = 10_000
SORTABLE: Final = 5_000
NAMESAKES: Final = 200
KEYSETS: Final[Mapping[str, paging.Order]] = {
    "date": paging.BY_DATE_OLDEST,
    "-date": paging.BY_DATE,
    "minutes": paging.BY_MINUTES_SHORTEST,
    "-minutes": paging.BY_MINUTES,
}
COLUMNS: Final[Mapping[str, str]] = {
    "person": "person_key",
    "category": "category__name_key",
    "status": "status",
}
SORTS: Final = [*KEYSETS, *COLUMNS, *(f"-{name}" for name in COLUMNS)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the list is narrowed to; what is empty narrows nothing. Both dates are included."""

    person: str = ""
    text: str = ""
    project: Project | None = None
    category: Category | None = None
    status: str = ""
    start: date | None = None
    end: date | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """How many rows, counted up to 10 001, and their minutes, None where that is too many."""

    count: int
    minutes: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A page of the list, with what is said above it."""

    page: paging.Page
    totals: Totals
    sort: str
    may_sort: bool


def matching(association: Association, filters: Filters) -> ActionQuerySet:
    """The actions of ``association`` that ``filters`` let through."""
    found = Action.objects.filter(association=association)
    exact = {"project": filters.project, "category": filters.category, "status": filters.status}
    found = found.filter(**{name: value for name, value in exact.items() if value})
    if filters.person:
        found = found.filter(member__in=namesakes(association, filters.person))
    if filters.text:
        found = found.filter(holding(filters.text, "title", "description"))
    start, end = _dates(filters, association)
    if start:
        found = found.filter(date__gte=start)
    return found.filter(date__lte=end) if end else found


def namesakes(association: Association, name: str) -> list[int]:
    """The ids of the people whose name holds ``name``, two hundred at most."""
    people = Membership.objects.filter(association=association).called(name)
    return list(people.values_list("pk", flat=True)[:NAMESAKES])


def searched_year(filters: Filters, association: Association) -> int | None:
    """The year that is looked at: that asked for, else this one where a text is searched.

    Words are compared row by row, so that a search starts on one year.
    """
    if filters.year or not filters.text or filters.start or filters.end:
        return filters.year
    return association.today().year


def _dates(filters: Filters, association: Association) -> tuple[date | None, date | None]:
    year = searched_year(filters, association)
    first = date(year, 1, 1) if year else None
    last = date(year, 12, 31) if year else None
    starts = [day for day in (first, filters.start) if day]
    ends = [day for day in (last, filters.end) if day]
    return max(starts, default=None), min(ends, default=None)


def totals(found: ActionQuerySet) -> Totals:
    """Count and add up, without looking at more than 10 001 rows."""
    some = found.order_by()[: COUNTED + 1]
    sums: dict[str, Any] = some.aggregate(count=Count("pk"), minutes=Sum("minutes", default=0))
    is_all = sums["count"] <= COUNTED
    return Totals(sums["count"], sums["minutes"] if is_all else None)


def listing(
    association: Association, filters: Filters, *, sort: str, after: str = "", before: str = ""
) -> Listing:
    """A page of what ``filters`` let through.

    By date and by duration at any size, otherwise (by person, category, status) only where at
    most 5 000 rows are left; else by date.
    """
    found = matching(association, filters)
    sums = totals(found)
    may_sort = sums.count <= SORTABLE
    rows = found.with_words()
    if sort in KEYSETS or not may_sort:
        sort = sort if sort in KEYSETS else "-date"
        page = paging.page(rows, KEYSETS[sort], after=after, before=before)
    else:
        names = F("member__user__sort_key"), F("member__sort_key")
        key = Coalesce(*names, output_field=CharField())
        rows = rows.annotate(person_key=key)
        sign = "-" if sort.startswith("-") else ""
        column = f"{sign}{COLUMNS[sort.removeprefix('-')]}"
        page = paging.numbered_page(rows, column, "-date", "-id", start=before or after)
    return Listing(page=page, totals=sums, sort=sort, may_sort=may_sort)


def years(association: Association) -> list[int]:
    """The years in which something was recorded, up to this one, the latest first."""
    dates = Action.objects.filter(association=association).order_by("date", "id")
    first = dates.values_list("date", flat=True).first()
    last = association.today().year
    return list(range(last, (first.year if first else last) - 1, -1))
