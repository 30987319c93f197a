"""Charts as figures: where each rectangle stands, for a template to draw as SVG.

Nothing here knows of requests or of the database; all measures are whole units of the drawing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from benevalibre.ui.formats import NO_BREAK, format_month, format_month_short

SERIES: Final = 8
HOUR: Final = 60
STEPS: Final = (1, 2, 5)
LEFT, RIGHT, TOP, BOTTOM = 44, 8, 12, 30
HAIR: Final = 2
ON_PHONE: Final = 6
A_YEAR: Final = 12
WRITTEN: Final = 8


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle in the colour of its series."""

    series: int
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Column:
    """A month (or year): its stacked bars, its short ``label`` under their ``middle``."""

    name: str
    label: str
    middle: int
    bars: Sequence[Bar]
    minutes: Sequence[int]

    @property
    def total(self) -> int:
        """The sum of all series."""
        return sum(self.minutes)


@dataclass(frozen=True, slots=True)
class Line:
    """A line across, with what it stands for written at its left."""

    y: int
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing of ``width`` × ``height``; ``names`` of the series, in the order of colours."""

    width: int
    height: int
    columns: Sequence[Column]
    lines: Sequence[Line]
    names: Sequence[str]

    @property
    def key(self) -> list[tuple[int, str]]:
        """Each series with its number."""
        return list(enumerate(self.names))

    @property
    def totals(self) -> list[int]:
        """The minutes of each series over all months."""
        return [sum(column.minutes[n] for column in self.columns) for n in range(len(self.names))]

    @property
    def total(self) -> int:
        """All minutes."""
        return sum(self.totals)

    @property
    def bottom(self) -> int:
        """Where the columns stand."""
        return self.height - BOTTOM


Figures = Mapping[tuple[date, str], int]
Named = tuple[str, str]


def stacked_months(
    months: Sequence[date],
    figures: Figures,
    *,
    others: str,
    like: "Chart | None" = None,
    width: int = 720,
    height: int = 300,
    by_year: bool = False,
) -> Chart:
    """Draw minutes by month (or year) and by name as stacked columns, in hours.

    ``figures`` maps (first day of a month, name of a series) to minutes. The series with most
    come first; beyond eight, the last are added up as ``others``. The series have the colours
    of the chart ``like``, where one is given.
    """
    names, merged = _series(figures, others, like.names if like else ())
    minutes = [[merged.get((month, name), 0) for name in names] for month in months]
    most = max((sum(column) for column in minutes), default=0)
    step = _step(most)
    top = max(step, most)
    scale = height - TOP - BOTTOM
    room = (width - LEFT - RIGHT) / max(len(months), 1)
    columns = [
        _column(
            _named(months, n, by_year=by_year), column, LEFT + n * room, room,
            bottom=height - BOTTOM, scale=scale, top=top,
        )
        for n, column in enumerate(minutes)
    ]  # fmt: skip
    lines = [
        Line(height - BOTTOM - value * scale // top, f"{value // HOUR}{NO_BREAK}h")
        for value in range(0, top + 1, step)
    ]
    return Chart(width, height, columns, lines, names)


def in_both_sizes(
    months: Sequence[date], figures: Figures, *, others: str, by_year: bool = False
) -> list[Chart]:
    """The chart of ``months`` for a desk, and that of the last six for a phone.

    None where there is a single month, or nothing to draw.
    """
    if len(months) < 2 or not any(figures.values()):
        return []
    late = months[-ON_PHONE:]
    on_phone = {place: value for place, value in figures.items() if place[0] >= late[0]}
    desk = stacked_months(months, figures, others=others, by_year=by_year)
    phone = stacked_months(
        late, on_phone, others=others, like=desk, width=360, height=260, by_year=by_year
    )
    return [desk, phone]


def last_months(today: date, count: int) -> list[date]:
    """The first days of the last ``count`` months, that of ``today`` included."""
    last = today.year * 12 + today.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(last - count + 1, last + 1)]


def _named(months: Sequence[date], rank: int, *, by_year: bool) -> Named:
    """The whole name and the short one of a column; of many, one in some has a short one."""
    month, many = months[rank], len(months) > A_YEAR
    if by_year:
        name = short = f"{month.year}"
    else:
        name, short = format_month(month), format_month_short(month)
        short += f" {month.year % 100:02}" if many else ""
    every = -(-len(months) // WRITTEN) if many else 1
    return name, short if (len(months) - 1 - rank) % every == 0 else ""


def _column(
    named: Named,
    minutes: Sequence[int],
    left: float,
    room: float,
    *,
    bottom: int,
    scale: int,
    top: int,
) -> Column:
    width = min(round(room * 0.62), 44)
    x = round(left + (room - width) / 2)
    bars, done = [], 0
    for series, value in enumerate(minutes):
        low = bottom - done * scale // top
        done += value
        high = bottom - done * scale // top
        if low - high > HAIR:
            bars.append(Bar(series, x, high, width, low - high - HAIR))
    return Column(*named, x + width // 2, bars, minutes)


def _series(
    figures: Figures, others: str, known: Sequence[str]
) -> tuple[list[str], dict[tuple[date, str], int]]:
    """The names of the series (those ``known``, else most minutes first) and figures by them."""
    names = list(known) or _greatest(figures, others)
    merged: dict[tuple[date, str], int] = {}
    for (month, name), value in figures.items():
        place = month, name if name in names else others
        merged[place] = merged.get(place, 0) + value
    return names, merged


def _greatest(figures: Figures, others: str) -> list[str]:
    """The names with most minutes, eight at most: beyond, seven and ``others``."""
    sums: dict[str, int] = {}
    for (_month, name), value in figures.items():
        sums[name] = sums.get(name, 0) + value
    names = sorted((name for name in sums if sums[name]), key=lambda name: (-sums[name], name))
    return names if len(names) <= SERIES else [*names[: SERIES - 1], others]


def _step(most: int) -> int:
    """The minutes between two lines: 1, 2 or 5 hours × 10ⁿ, three to five lines in all."""
    unit = HOUR
    while True:
        for step in STEPS:
            if step * unit * 4 >= most:
                return step * unit
        unit *= 10
