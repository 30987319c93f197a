"""Cells, dates and names of columns, as tables."""

import datetime
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benevalibre.transfer.sheets import cells
from benevalibre.transfer.sheets.columns import OF_ACTIONS, OF_PEOPLE, match, missing
from benevalibre.transfer.sheets.days import is_month_first, read_day
from benevalibre.transfer.sheets.states import membership_state, status
from benevalibre.ui.durations import format_duration_short

AUGUST_12 = datetime.date(2026, 8, 12)


@pytest.mark.parametrize(
    "written",
    [
        "12/08/2026", "12/8/2026", "12/08/26", "12-08-2026", "12.08.2026", "2026-08-12",
        "2026/08/12", "20260812", "2026-08-12T10:30:00", "2026-08-12 10:30", "12/08/2026 10:30",
        "12 août 2026", "12 aout 2026", "mercredi 12 août 2026", "mer. 12 août 2026",
        "12 August 2026", "12-aug-26", " 12/08/2026\u00a0",
    ],
)  # fmt: skip
def test_a_date_is_read_however_it_is_written(written: str) -> None:
    assert cells.day(written) == AUGUST_12


@pytest.mark.parametrize(
    "cell", [["d", "2026-08-12"], ["D", "2026-08-12T23:59:00"], ["n", "46246"]]
)
def test_a_date_of_a_spreadsheet_is_read(cell: Any) -> None:
    assert cells.day(cell) == AUGUST_12


@pytest.mark.parametrize("written", ["1er janvier 2026", "1/1/2026", "01-01-26"])
def test_the_first_of_january_is_read(written: str) -> None:
    assert read_day(written) == datetime.date(2026, 1, 1)


@pytest.mark.parametrize(
    "written",
    ["hier", "31/02/2026", "08/25/2026", "0/0/0", "99999", "12/08", "12/08/99999", "٣/٤/٢٠٢٦"],
)
def test_what_is_no_date_says_so(written: str) -> None:
    with pytest.raises(ValueError, match="n’est pas une date"):
        cells.day(written)


def test_the_month_comes_first_only_where_nothing_else_is_possible() -> None:
    assert is_month_first(["08/25/2026", "01/02/2026"])
    assert not is_month_first(["08/25/2026", "25/08/2026"])
    assert not is_month_first(["01/02/2026", "2026-08-25"])
    assert cells.day("08/25/2026", month_first=True) == datetime.date(2026, 8, 25)


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [
        ("2h30", 150), ("45 min", 45), ("14h-16h30", 150), ("2:15:00", 135), ("26:15:00", 1575),
        ("1 day, 2:15:00", 1575), ("2 days, 0:00:00", 2880), ("PT26H15M00S", 1575),
        ("P1DT2H", 1560), ("2,5", 150), (["m", 150], 150), (["n", "2.5"], 150), (["n", "2.0"], 120),
        (["D", "1899-12-31T02:15:00"], 1575), (["n", "0.75"], 45),
    ],
)  # fmt: skip
def test_a_duration_is_read_however_it_is_written(cell: Any, minutes: int) -> None:
    assert cells.minutes(cell) == minutes


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [
        (["n", "2.25"], 135), ("2,25", 135), ("0.17", 10), ("2.33", 140), ("1 234,5", 74_070),
        (["n", "45.0"], 2_700), ("2h30", 150), (["m", 90], 90), (["n", "0.016666666666666666"], 1),
    ],
)  # fmt: skip
def test_hours_with_decimals_are_read(cell: Any, minutes: int) -> None:
    assert cells.hours(cell) == minutes


@pytest.mark.parametrize(
    "cell", ["beaucoup", "99999999 h", ["n", "99999999"], ["b", True], ["m", 10**9]]
)
def test_what_is_no_duration_says_so(cell: Any) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        cells.hours(cell)


@pytest.mark.parametrize(
    ("cell", "hundredths"),
    [("12,5", 1250), ("30 km", 3000), (["n", "33.81"], 3381), (["n", "33.809999999"], 3381)],
)
def test_a_distance_is_read(cell: Any, hundredths: int) -> None:
    assert cells.distance(cell) == hundredths


def test_the_apostrophe_that_disarms_a_formula_is_taken_off() -> None:
    assert cells.text("'=1+1") == "=1+1"
    assert cells.text("'t Hooft") == "'t Hooft"


@given(st.integers(0, 600_000))
def test_a_duration_as_shown_is_read_back(minutes: int) -> None:
    assert cells.minutes(format_duration_short(minutes)) == minutes


@given(st.text(max_size=60) | st.lists(st.sampled_from(["n", "d", "m"]), min_size=2, max_size=2))
def test_any_cell_is_read_or_refused_with_a_sentence(cell: Any) -> None:
    if isinstance(cell, list):
        cell = ["n", "12.5"]
    for read in (cells.day, cells.minutes, cells.hours, cells.whole_minutes, cells.distance):
        with suppress(ValueError):
            assert read(cell) is not None


@pytest.mark.parametrize(
    ("headers", "columns"),
    [
        (
            ["Nom", "Prénom", "Date", "Heures, en décimal", "Catégorie", "Projet", "Titre"],
            {"last_name": 0, "first_name": 1, "date": 2, "hours": 3, "category": 4, "project": 5,
             "title": 6},
        ),
        (
            ["Volunteer", "Start date", "Hours", "Activity"],
            {"person": 0, "date": 1, "hours": 2, "title": 3},
        ),
        (
            ["NOM ET PRÉNOM", "jour ", "Temps passé", "Km", "Commentaire", "Couleur"],
            {"person": 0, "date": 1, "duration": 2, "distance": 3, "description": 4},
        ),
        (["En attente de modération", "État"], {"state": 1}),
        ([], {}),
    ],
)  # fmt: skip
def test_columns_are_known_by_their_names(headers: list[str], columns: dict[str, int]) -> None:
    assert match(headers, OF_ACTIONS) == columns


def test_the_columns_of_our_exports_are_known() -> None:
    headers = [
        "Prénom", "Nom", "Pseudo", "Association", "Titre", "Description", "Date", "Date de fin",
        "Durée", "Durée (en heures)", "En attente de modération", "Distance (en km)", "Catégorie",
        "Projet", "Niveau", "Personne", "Genre de personne", "État", "Motif", "Durée (en minutes)",
        "Trajet (en heures)", "Origine", "Notée par", "Notée le",
    ]  # fmt: skip

    found = match(headers, OF_ACTIONS)

    assert found == {
        "first_name": 0, "last_name": 1, "pseudonym": 2, "title": 4, "description": 5, "date": 6,
        "end_date": 7, "duration": 8, "hours": 9, "distance": 11, "category": 12, "project": 13,
        "level": 14, "person": 15, "state": 17, "minutes": 19, "travel": 20,
    }  # fmt: skip


def test_people_are_known_by_their_columns() -> None:
    assert match(["Nom", "Courriel", "Niveau habituel"], OF_PEOPLE) == {
        "last_name": 0,
        "email": 1,
        "level": 2,
    }
    assert missing(["email"], is_of_people=True) == ["name"]
    assert missing(["person"], is_of_people=False) == ["date", "duration"]
    assert missing(["date", "distance"], is_of_people=False) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [("True", "pending"), ("oui", "pending"), ("non retenue", "declined"), ("declined", "declined"),
     ("validée", "approved"), ("False", None), ("", None)],
)  # fmt: skip
def test_the_state_of_an_action_is_read(text: str, found: str | None) -> None:
    assert status(text) == found


def test_the_state_of_a_person_is_read() -> None:
    assert membership_state("a quitté l’association") == "left"
    assert membership_state("dans l’équipe") == "active"
