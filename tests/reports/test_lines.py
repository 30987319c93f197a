"""Lines of figures: sorted, and folded so that nobody's hours can be told."""

from hypothesis import given
from hypothesis import strategies as st

from benevalibre.reports.lines import LEAST, Line, arrange, fold, group, split
from benevalibre.reports.reading import Cell

PEOPLE = st.frozensets(st.sampled_from("abcdefgh"), max_size=5)
LINES = st.lists(st.tuples(PEOPLE, st.integers(0, 500)), max_size=7)


def _lines(drawn: list[tuple[frozenset[str], int]]) -> list[Line]:
    return [
        Line(key=n, name=f"Mot {n}", people=len(ids), minutes=minutes, ids=ids)
        for n, (ids, minutes) in enumerate(drawn)
    ]


@given(LINES)
def test_every_line_that_is_shown_is_of_three_people_at_least(
    drawn: list[tuple[frozenset[str], int]],
) -> None:
    shown = fold(_lines(drawn), name="Autres")

    assert all(len(line.ids) >= LEAST for line in shown)


@given(LINES)
def test_the_total_less_the_other_lines_is_of_three_people_at_least(
    drawn: list[tuple[frozenset[str], int]],
) -> None:
    lines = _lines(drawn)

    shown = fold(lines, name="Autres")

    kept = {line.key for line in shown if not line.is_rest}
    left = [line for line in lines if line.key not in kept]
    people = frozenset().union(*(line.ids for line in left))
    assert not shown or not left or len(people) >= LEAST
    if shown:
        assert sum(line.minutes for line in shown) == sum(line.minutes for line in lines)


def test_lines_of_many_stay_as_they_are() -> None:
    lines = _lines([(frozenset("abc"), 60), (frozenset("bcd"), 30)])

    assert fold(lines, name="Autres") == lines


def test_one_small_line_takes_the_smallest_other_with_it() -> None:
    lines = _lines([(frozenset("abcd"), 90), (frozenset("abc"), 30), (frozenset("a"), 60)])

    shown = fold(lines, name="Autres")

    assert [(line.name, line.minutes, line.people) for line in shown] == [
        ("Mot 0", 90, 4),
        ("Autres", 90, 3),
    ]


def test_nothing_is_told_apart_where_all_is_small() -> None:
    lines = _lines([(frozenset("ab"), 90), (frozenset("c"), 30)])

    assert fold(lines, name="Autres") == []


def test_lines_are_sorted_by_what_is_asked_and_the_rest_stays_last() -> None:
    names = ["Écoute", "accueil", "Zèbre"]
    lines = [Line(key=n, name=name, minutes=n) for n, name in enumerate(names)]
    rest = Line(key=None, name="Autres", minutes=999, is_rest=True)

    by_name = arrange([rest, *lines], "name")
    by_hours = arrange([rest, *lines], "-minutes")

    assert [line.name for line in by_name] == ["accueil", "Écoute", "Zèbre", "Autres"]
    assert [line.name for line in by_hours] == ["Zèbre", "accueil", "Écoute", "Autres"]


def test_a_person_is_counted_once_in_a_line() -> None:
    cells = [
        Cell("2026-01", 0, 1, None, None, 2, 60, 10, 0, "7,8"),
        Cell("2026-02", 0, 1, None, None, 1, 30, 5, 100, "8"),
        Cell("2026-02", 0, 2, None, None, 1, 15, 0, 0, ""),
    ]

    lines = group(split(cells), lambda cell: cell.category, {1: "Un", 2: "Deux"}, with_travel=True)

    found = [(line.name, line.actions, line.people, line.minutes) for line in lines]
    assert found == [("Un", 3, 2, 105), ("Deux", 1, 0, 15)]
