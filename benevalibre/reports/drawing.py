"""More charts as figures: bars across, and the days of a year; see ``charts``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from benevalibre.ui.formats import format_month_short

BARS: Final = 8
BAR_WIDTH: Final = 360
BAR_STEP: Final = 46
BAR_TOP: Final = 24
LONGEST: Final = 34

SQUARE: Final = 13
GAP: Final = 3
STEP: Final = SQUARE + GAP
CALENDAR_TOP: Final = 22
WEEK: Final = 7
HALF_GAP: Final = 14
SHADES: Final = 4


@dataclass(frozen=True, slots=True)
class Stripe:
    """One bar: its name above it at ``text``, and its figure at the end of that line."""

    name: str
    minutes: int
    text: int
    top: int
    width: int


@dataclass(frozen=True, slots=True)
class Stripes:
    """Bars across, under one another, the longest as wide as the drawing."""

    width: int
    height: int
    bars: Sequence[Stripe]


@dataclass(frozen=True, slots=True)
class Square:
    """A day of the calendar; ``shade`` from 0 (nothing) to 4."""

    day: date
    minutes: int
    shade: int
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Label:
    """Words of a drawing, at their place."""

    text: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Calendar:
    """A year as weeks side by side, from Monday to Sunday downwards."""

    year: int
    width: int
    height: int
    squares: Sequence[Square]
    labels: Sequence[Label]

    @property
    def shades(self) -> list[tuple[int, str]]:
        """The squares of each shade as one path, from the lightest."""
        paths: dict[int, list[str]] = {}
        for square in self.squares:
            path = f"M{square.x} {square.y}h{SQUARE}v{SQUARE}h-{SQUARE}z"
            paths.setdefault(square.shade, []).append(path)
        return [(shade, "".join(paths[shade])) for shade in sorted(paths)]

    @property
    def days(self) -> list[Square]:
        """The days on which something was given."""
        return [square for square in self.squares if square.minutes]


def stripes(figures: Sequence[tuple[str, int]]) -> Stripes | None:
    """Draw names and minutes, the most first, eight at most; None where there are less than two."""
    shown = sorted((one for one in figures if one[1]), key=lambda one: (-one[1], one[0]))[:BARS]
    if len(shown) < 2:
        return None
    most = shown[0][1]
    bars = [
        Stripe(
            name=_short(name),
            minutes=minutes,
            text=n * BAR_STEP + BAR_TOP - 8,
            top=n * BAR_STEP + BAR_TOP,
            width=max(2, BAR_WIDTH * minutes // most),
        )
        for n, (name, minutes) in enumerate(shown)
    ]
    return Stripes(BAR_WIDTH, len(bars) * BAR_STEP, bars)


def calendar(year: int, minutes: Mapping[date, int], *, in_halves: bool = False) -> Calendar:
    """Draw each day of ``year``, darker where more was given; the shades part the days evenly.

    ``in_halves`` puts July below January, for a narrow screen.
    """
    starts = [date(year, 1, 1), *([date(year, 7, 1)] if in_halves else [])]
    bounds = _bounds([given for day, given in minutes.items() if given and day.year == year])
    squares = []
    for half, start in enumerate(starts):
        end = starts[half + 1] if half + 1 < len(starts) else date(year + 1, 1, 1)
        top = CALENDAR_TOP + half * (CALENDAR_TOP + WEEK * STEP + HALF_GAP)
        for n in range((end - start).days):
            day = start + timedelta(days=n)
            given = minutes.get(day, 0)
            week, row = divmod(n + start.weekday(), WEEK)
            shade = 1 + sum(given >= bound for bound in bounds) if given else 0
            squares.append(Square(day, given, shade, week * STEP, top + row * STEP))
    labels = [
        Label(format_month_short(square.day), square.x, _above(square))
        for square in squares
        if square.day.day == 1
    ]
    width = max(square.x for square in squares) + SQUARE
    return Calendar(year, width, max(square.y for square in squares) + STEP, squares, labels)


def _above(square: Square) -> int:
    """Where the name of a month stands: above the week of its first day."""
    return square.y - square.day.weekday() * STEP - 8


def _bounds(given: Sequence[int]) -> list[int]:
    """The minutes from which a day has the next shade: quarters of the days."""
    ordered = sorted(given)
    return [ordered[len(ordered) * n // SHADES] for n in range(1, SHADES)] if ordered else []


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"
