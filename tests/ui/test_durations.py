import json
from pathlib import Path
from typing import Any

import pytest
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from benevalibre.ui.durations import (
    MAXIMUM_MINUTES,
    SENTENCES,
    DurationError,
    as_hours,
    field_messages,
    format_duration,
    format_duration_short,
    parse_duration,
)
from benevalibre.ui.templatetags.formats import duration_field_attributes

TABLE = json.loads(Path(__file__).with_name("durations.json").read_text(encoding="utf-8"))
READINGS = [
    pytest.param(row, id=f"{group['about']}: {row['text']!a}")
    for group in TABLE["readings"]
    for row in group["rows"]
]
PIECES = ["2", "30", "59", "14", "h", " h ", "min", "'", ":", ",", "½", "-", "à", " ", "et", "j"]


def outcome(row: dict[str, Any]) -> dict[str, Any]:
    """What the reader makes of a row, in the form of the shared table."""
    try:
        minutes = parse_duration(row["text"], day_minutes=row.get("day_minutes"))
    except DurationError as error:
        choices = {"choices": list(error.choices)} if error.choices else {}
        return {"problem": error.code, **choices}
    return {"minutes": minutes}


@pytest.mark.parametrize("row", READINGS)
def test_a_typed_duration_is_read_as_the_shared_table_says(row):
    expected = {key: row[key] for key in ("minutes", "problem", "choices") if key in row}

    assert outcome(row) == expected


@pytest.mark.parametrize("row", TABLE["writings"], ids=lambda row: str(row["minutes"]))
def test_minutes_are_written_as_the_shared_table_says(row):
    written = (format_duration(row["minutes"]), format_duration_short(row["minutes"]))

    assert written == (row["long"], row["short"])


def test_the_shared_table_holds_every_problem_and_no_row_twice():
    rows = [row for group in TABLE["readings"] for row in group["rows"]]
    typed = [(row["text"], row.get("day_minutes")) for row in rows]

    assert {row["problem"] for row in rows if "problem" in row} == set(SENTENCES)
    assert len(typed) == len(set(typed))


@given(st.integers(0, MAXIMUM_MINUTES))
def test_what_is_written_is_read_back(minutes):
    assert parse_duration(format_duration(minutes)) == minutes
    assert parse_duration(format_duration_short(minutes)) == minutes


@given(
    st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=12).map("".join)),
    st.sampled_from([None, 0, 420]),
)
def test_any_text_gives_minutes_or_a_known_problem(text, day_minutes):
    answer = outcome({"text": text, "day_minutes": day_minutes})

    minutes = answer.get("minutes")
    assert answer.get("problem") in SENTENCES or (
        type(minutes) is int and 0 <= minutes <= MAXIMUM_MINUTES
    )


@pytest.mark.parametrize("hours", range(0, 13, 4))
@pytest.mark.parametrize("digits", range(100))
def test_two_decimals_that_may_be_minutes_are_asked_back(hours, digits):
    asked = digits <= 59 and digits not in {0, 25, 50}

    answer = outcome({"text": f"{hours},{digits:02}"})

    assert ("problem" in answer) == asked


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Indiquez une durée, par exemple 2h30 ou 45 min."),
        ("2h75", "« 2h75 » n’est pas une durée. Écrivez par exemple 2h30 ou 45 min."),
        ("2,30", "2 h 30 ou 2 h 18 ?"),
        ("0,30", "30 min ou 18 min ?"),
        ("2,01", "Est-ce bien 2 h 01 ? Alors écrivez-le ainsi."),
        ("013", "13 heures ou 13 minutes ?"),
        ("10001h", "C’est plus de 10 000 h. Vérifiez la durée."),
        ("9h-9h", "Le début et la fin sont à la même heure. Écrivez par exemple 14h-16h30."),
    ],
)
def test_a_refusal_says_what_to_do(text, sentence):
    with pytest.raises(DurationError) as caught:
        parse_duration(text)

    assert str(caught.value).replace("\u00a0", " ").replace("\u202f", " ") == sentence


@pytest.mark.parametrize("code", SENTENCES)
def test_every_refusal_is_a_whole_sentence(code):
    sentence = str(DurationError(code, text="2x", choices=(150, 138)))

    assert sentence.endswith((".", "?"))
    assert "%" not in sentence


def test_a_refusal_repeats_percent_signs_and_markup_as_they_were_typed():
    with pytest.raises(DurationError) as caught:
        parse_duration("  50 %(first)s\u00a0<b> ")

    assert "«\u00a050 %(first)s <b>\u00a0»" in str(caught.value)


def test_a_day_without_a_length_sends_back_to_hours():
    with pytest.raises(DurationError, match="n’a pas fixé la durée d’une journée") as caught:
        parse_duration("2 jours")

    assert caught.value.code == "no_day"


@pytest.mark.parametrize(
    ("minutes", "hours"),
    [
        (0, "0"),
        (150, "2.5"),
        (420, "7"),
        (600, "10"),
        (10, "0.17"),
        (1, "0.02"),
        (3, "0.05"),
        (77070, "1284.5"),
        (-90, "-1.5"),
        (135, "2.25"),
    ],
)
def test_exports_write_hours_as_decimals(minutes, hours):
    assert str(as_hours(minutes)) == hours


def test_the_field_receives_every_sentence_that_typing_may_call_for():
    messages = field_messages()

    assert len(messages) == len(SENTENCES) - 1
    assert messages["ambiguous-decimal"] == "%s ou %s\u00a0?"
    assert messages["ambiguous-integer"] == "%s heures ou %s minutes\u00a0?"
    assert not any("%(" in message for message in messages.values())


def test_the_field_s_attributes_are_escaped_and_carry_the_day_where_it_is_set():
    attributes = duration_field_attributes(420)

    assert isinstance(attributes, SafeString)
    assert 'data-understood="Compris\u00a0: %s"' in attributes
    assert 'day-minutes="420"' in attributes
    assert "day-minutes" not in duration_field_attributes()


def test_hours_and_their_halves_add_up_to_fifteen_hours() -> None:
    written = ["2", "3", "3", "1,5", "3", "2,5"]

    assert sum(parse_duration(text) for text in written) == 15 * 60
