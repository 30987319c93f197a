"""Reading what counts between two dates: whole months from the rollups, the rest from the rows.

The rollups are to be refreshed beforehand (``benevalibre.reports.rollups``).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import IntEnum
from typing import Any, Final, NamedTuple

from django.db.models import (
    Aggregate,
    BigIntegerField,
    Case,
    CharField,
    Count,
    IntegerField,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Substr

from benevalibre.actions.models import Action
from benevalibre.reports.models import MemberMonth, MemberYear, VocabularyMonth

ONE_DAY: Final = timedelta(days=1)
KEYS: Final = ("which", "part", "place", "category_id", "level_id", "project_id")


class Grain(IntEnum):
    """How finely time is told apart: as many characters of an ISO date."""

    YEAR = 4
    MONTH = 7


class Joined(Aggregate):
    """The texts of a group, with commas."""

    function = "GROUP_CONCAT"
    allow_distinct = True
    output_field = CharField()
    template = "%(function)s(%(distinct)s%(expressions)s)"

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """The same in the words of PostgreSQL."""
        template = "STRING_AGG(%(distinct)s%(expressions)s, ',')"
        return super().as_sql(compiler, connection, template=template, **context)

    def get_db_converters(self, _connection: Any) -> list[Any]:
        """Text is text: of a hundred thousand values none needs a look."""
        return []


class Whole(Cast):
    """A whole number that the database gives as one, however large the sum."""

    def __init__(self, expression: Any) -> None:
        super().__init__(expression, BigIntegerField())

    def get_db_converters(self, _connection: Any) -> list[Any]:
        """The same of numbers."""
        return []


class Constant(Value):
    """The same figure beside each row, without a look at it either."""

    def get_db_converters(self, _connection: Any) -> list[Any]:
        """The same of constants."""
        return []


class Cell(NamedTuple):
    """What one combination of words adds up to in a month or a year; ``people`` are their ids.

    ``place`` is how many cuts of the scope lie before it.
    """

    part: str
    place: int
    category: int
    level: int | None
    project: int | None
    actions: int
    minutes: int
    travel: int
    distance: int
    people: str


class Given(NamedTuple):
    """What one person adds up to."""

    actions: int = 0
    minutes: int = 0
    travel: int = 0
    distance: int = 0

    def __add__(self, other: Any) -> "Given":
        """Both together."""
        return Given(*(mine + its for mine, its in zip(self, other, strict=True)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What is looked at: days (both included; None leaves a side open), words, people.

    ``cuts`` are days from which on cells are told apart from those before: a rate changed.
    """

    association: int
    start: date | None = None
    end: date | None = None
    words: Mapping[str, int] = field(default_factory=dict)
    members: Collection[int] | None = None
    cuts: Sequence[date] = ()

    @property
    def filters(self) -> Q:
        """The words, as both rollups and rows are filtered by them."""
        return Q(association_id=self.association, **self.words)


@dataclass(frozen=True, slots=True)
class Spans:
    """A scope cut in two: months told by the rollups, and the days around them.

    Among the months, ``broken`` are those that a cut of the scope parts: the rows tell them.
    """

    months: tuple[date, date] | None
    days: Sequence[tuple[date | None, date | None]]
    broken: Sequence[date] = ()

    @property
    def of_rows(self) -> list[tuple[date | None, date | None]]:
        """The days that the rows tell."""
        return [*self.days, *((month, _next_month(month) - ONE_DAY) for month in self.broken)]


def cells(scope: Scope, grain: Grain) -> list[Cell]:
    """What ``scope`` holds, by words, by month or year, and between its cuts; one query."""
    return cells_of([(scope, grain)])[0]


def cells_of(
    asked: Sequence[tuple[Scope, Grain]], *, pending: Scope | None = None
) -> list[list[Cell]]:
    """The same of several scopes, in one query all the same.

    Where ``pending`` is given, one more list: a cell of all that waits for a moderator there.
    """
    found = [part for n, (scope, grain) in enumerate(asked) for part in _parts(n, scope, grain)]
    if pending:
        found.append(_waiting(len(asked), pending))
    gathered: list[list[Cell]] = [[] for _scope in (*asked, pending)]
    for which, *row in _together(found):
        gathered[which].append(Cell._make((*row[:-1], row[-1] or "")))
    return gathered


def _parts(which: int, scope: Scope, grain: Grain) -> Iterator[Any]:
    """The queries that a scope takes: of the rows around the months, and of the months."""
    spans = cut(scope)
    for days in spans.of_rows:
        yield _grouped(which, _rows(scope, *days), grain, scope.cuts)
    if spans.months:
        months = VocabularyMonth.objects.filter(scope.filters, month__range=spans.months)
        whole = months.exclude(month__in=spans.broken) if spans.broken else months
        yield _grouped(which, whole, grain, scope.cuts)


def people(scope: Scope) -> dict[int, Given]:
    """What each participant gave in ``scope``; one query."""
    spans = Spans(None, [(scope.start, scope.end)]) if scope.words else cut(scope)
    found = [
        _by_member(_rows(scope, *days).exclude(member=None), _row_sums()) for days in spans.days
    ]
    if spans.months:
        found.append(_by_member(_people_of_months(scope, spans.months), _sums()))
    given: dict[int, Given] = {}
    for member, *sums in _together(found):
        given[member] = given[member] + sums if member in given else Given(*sums)
    return given


def cut(scope: Scope) -> Spans:
    """Cut ``scope`` at the ends of months; a choice of people is read from the rows alone."""
    start, end = scope.start or date.min, scope.end or date.max
    if scope.members is not None:
        return Spans(None, [(scope.start, scope.end)])
    first = start if start.day == 1 else _next_month(start)
    last = end if _ends_month(end) else end.replace(day=1) - ONE_DAY
    if first > last:
        return Spans(None, [(start, end)] if start <= end else [])
    around = [(start, first - ONE_DAY)] if start < first else []
    around += [(last + ONE_DAY, end)] if last < end else []
    parted = {day.replace(day=1) for day in scope.cuts if day.day != 1}
    return Spans((first, last), around, sorted(m for m in parted if first <= m <= last))


def _together(found: Sequence[QuerySet[Any]]) -> Iterable[Any]:
    """The rows of all, in one query."""
    if not found:
        return []
    first, *others = found
    return first.union(*others, all=True) if others else first


def _grouped(which: int, rows: QuerySet[Any], grain: Grain, cuts: Sequence[date]) -> Any:
    column = "date" if rows.model is Action else "month"
    found = rows.order_by().annotate(
        which=Constant(which),
        part=Substr(Cast(column, CharField()), 1, int(grain)),
        place=_place(column, cuts),
    )
    if rows.model is Action:
        sums = _row_sums("people")
    elif grain is Grain.MONTH:
        return found.values_list(*KEYS, *Given._fields, "people")
    else:
        sums = _sums("people")
    return found.values(*KEYS).annotate(**sums).values_list(*KEYS, *sums)


def _waiting(which: int, scope: Scope) -> Any:
    """What waits, in the columns of a cell without words: the association stands for a category."""
    found = Action.objects.pending().filter(scope.filters).between(scope.start, scope.end)
    if scope.members is not None:
        found = found.filter(member__in=scope.members)
    sums, none = _row_sums(), Value(None, BigIntegerField())
    words = {
        "which": Constant(which),
        "part": Value("", CharField()),
        "place": Constant(0),
        "no_level": none,
        "no_project": none,
        "people": Value("", CharField()),
    }
    added = found.order_by().values("association_id").annotate(**words, **sums)
    keys = ("which", "part", "place", "association_id", "no_level", "no_project")
    return added.values_list(*keys, *sums, "people")


def _place(column: str, cuts: Sequence[date]) -> Any:
    """How many of ``cuts`` are not after a day, reckoned in the database."""
    if not cuts:
        return Constant(0)
    whens = [When(**{f"{column}__lt": day}, then=Value(n)) for n, day in enumerate(cuts)]
    return Whole(Case(*whens, default=Value(len(cuts)), output_field=IntegerField()))


def _by_member(rows: QuerySet[Any], sums: dict[str, Any]) -> Any:
    found = rows.order_by().values("member_id").annotate(**sums)
    return found.values_list("member_id", *sums)


def _sums(people: str = "") -> dict[str, Any]:
    """The sums of rollups, as whole numbers on PostgreSQL too."""
    sums: dict[str, Any] = {f"s_{name}": Whole(Sum(name)) for name in Given._fields}
    return sums | ({"s_people": Joined(people)} if people else {})


def _row_sums(people: str = "") -> dict[str, Any]:
    """The same sums, of actions."""
    sums: dict[str, Any] = {
        "s_actions": Whole(Count("pk")),
        "s_minutes": Whole(Sum("minutes")),
        "s_travel": Whole(Sum("travel_minutes")),
        "s_distance": Whole(Coalesce(Sum("distance_hundredths"), 0)),
    }
    listed = Joined(Cast("member_id", CharField()), distinct=True)
    return sums | ({"s_people": listed} if people else {})


def _rows(scope: Scope, start: date | None, end: date | None) -> QuerySet[Action]:
    rows = Action.objects.approved().filter(scope.filters).between(start, end).order_by()
    return rows if scope.members is None else rows.filter(member__in=scope.members)


def _people_of_months(scope: Scope, months: tuple[date, date]) -> QuerySet[Any]:
    """From whole calendar years where the months are just that."""
    first, last = months
    if (first.month, last.month) == (1, 12):
        return MemberYear.objects.filter(scope.filters, year__range=(first.year, last.year))
    return MemberMonth.objects.filter(scope.filters, month__range=months)


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _ends_month(day: date) -> bool:
    return day == date.max or (day + ONE_DAY).day == 1
