"""Where the rectangles of a chart stand."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from benevalibre.reports.charts import SERIES, last_months, stacked_months

TODAY = datetime.date(2026, 11, 21)
MONTHS = last_months(TODAY, 12)
FIGURES = st.dictionaries(
    st.tuples(st.sampled_from(MONTHS), st.text("abcdefghijkl", min_size=1, max_size=1)),
    st.integers(0, 600_000),
    max_size=60,
)


def test_the_last_months_end_with_this_one() -> None:
    assert MONTHS[0] == datetime.date(2025, 12, 1)
    assert MONTHS[-1] == datetime.date(2026, 11, 1)
    assert last_months(datetime.date(2026, 1, 5), 2) == [
        datetime.date(2025, 12, 1),
        datetime.date(2026, 1, 1),
    ]


@given(FIGURES)
def test_nothing_is_lost_and_nothing_leaves_the_drawing(figures) -> None:
    chart = stacked_months(MONTHS, figures, others="Autres")

    assert chart.total == sum(figures.values())
    assert len(chart.names) <= SERIES
    for column in chart.columns:
        for bar in column.bars:
            assert bar.x >= 0
            assert bar.x + bar.width <= chart.width
            assert bar.y >= 0
            assert bar.y + bar.height <= chart.bottom


@given(FIGURES)
def test_the_lines_are_few_and_stand_in_the_drawing(figures) -> None:
    chart = stacked_months(MONTHS, figures, others="Autres")

    assert 2 <= len(chart.lines) <= 5
    assert chart.lines[0].y == chart.bottom
    assert all(0 < line.y <= chart.bottom for line in chart.lines)


def test_the_greatest_series_come_first_and_the_last_are_added_up() -> None:
    month = MONTHS[-1]
    figures = {(month, f"Projet {n:02}"): (n + 1) * 60 for n in range(12)}

    chart = stacked_months(MONTHS, figures, others="Autres projets")

    assert chart.names[0] == "Projet 11"
    assert chart.names[-1] == "Autres projets"
    assert chart.totals[-1] == sum((n + 1) * 60 for n in range(5))


def test_a_column_is_as_high_as_its_hours() -> None:
    one, two = MONTHS[-2:]
    chart = stacked_months(
        MONTHS, {(one, "a"): 60 * 60, (two, "a"): 30 * 60}, others="Autres", height=300
    )

    heights = [sum(bar.height + 2 for bar in column.bars) for column in chart.columns[-2:]]
    assert heights[0] in {heights[1] * 2 - 1, heights[1] * 2, heights[1] * 2 + 1}
    assert [line.label for line in chart.lines] == [
        "0\u00a0h",
        "20\u00a0h",
        "40\u00a0h",
        "60\u00a0h",
    ]


def test_a_series_keeps_its_colour_from_one_chart_to_the_next() -> None:
    figures = {(MONTHS[0], "Compost"): 600, (MONTHS[-1], "Compost"): 60, (MONTHS[-1], "Fête"): 120}
    desk = stacked_months(MONTHS, figures, others="Autres")

    late = {place: value for place, value in figures.items() if place[0] == MONTHS[-1]}
    phone = stacked_months(MONTHS[-1:], late, others="Autres", like=desk)

    assert desk.names == phone.names == ["Compost", "Fête"]
    assert phone.totals == [60, 120]
