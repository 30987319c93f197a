"""The charts as SVG files for paper: colours that stay apart in grey, words in our font."""

from typing import Any, Final

from django.template.loader import render_to_string

from benevalibre.documents.tables import clean
from benevalibre.reports.charts import Chart
from benevalibre.reports.drawing import Calendar, Stripes

INKS: Final = (
    "#063a36", "#a8452f", "#5a96d8", "#dda02a", "#a5cf9c", "#dedad0", "#e8e5de", "#f2f0ec",
)  # fmt: skip
"""From the darkest to the lightest: each series is lighter in grey than the one below it."""
HEAT: Final = ("#e6eae9", "#b9dcd6", "#7fbdb3", "#3d8d82", "#0a4f49")


def months_svg(chart: Chart) -> bytes:
    """Stacked months."""
    columns = [
        (column, [(INKS[bar.series % len(INKS)], bar) for bar in column.bars])
        for column in chart.columns
    ]
    return _drawn("months", chart=chart, columns=columns)


def bars_svg(chart: Stripes) -> bytes:
    """Bars across."""
    return _drawn("bars", chart=chart, ink=INKS[0])


def calendar_svg(calendar: Calendar) -> bytes:
    """The days of a year."""
    shades = [(HEAT[shade], path) for shade, path in calendar.shades]
    return _drawn("calendar", calendar=calendar, shades=shades)


def key_of(chart: Chart) -> list[list[str]]:
    """Each series of a chart with its colour; none where there is one only."""
    if len(chart.names) < 2:
        return []
    return [[name, INKS[number % len(INKS)]] for number, name in chart.key]


def _drawn(name: str, **context: Any) -> bytes:
    return clean(render_to_string(f"reports/paper/{name}.svg", context)).encode()
