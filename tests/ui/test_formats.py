import datetime
from decimal import Decimal

import pytest
import time_machine
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from benevalibre.ui.formats import (
    distance_as_typed,
    euros_as_typed,
    format_count,
    format_day,
    format_day_short,
    format_distance,
    format_euros,
    format_month,
    format_number,
    format_period,
    format_whole_euros,
    parse_distance,
    parse_euros,
)

TODAY = datetime.date(2026, 11, 19)
DATE = datetime.date


def plain(text: str) -> str:
    """The text with its no-break spaces made visible: « _ » for U+202F, « ~ » for U+00A0."""
    return text.replace("\u202f", "_").replace("\u00a0", "~")


def read(text: str) -> int | str:
    """Hundredths of a kilometre, or the sentence of refusal."""
    try:
        return parse_distance(text)
    except ValueError as error:
        return str(error)


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (0, "0", "0"),
        (1284, "1_284", "1,284"),
        (1234567, "1_234_567", "1,234,567"),
        (Decimal("12.50"), "12,5", "12.5"),
        (Decimal("2.005"), "2,01", "2.01"),
        (Decimal("2.025"), "2,03", "2.03"),
        (Decimal("-1234.5"), "-1_234,5", "-1,234.5"),
        (10**15, "1" + "_000" * 5, "1" + ",000" * 5),
    ],
)
def test_numbers_follow_the_language_and_round_half_up(value, french, english):
    assert plain(format_number(value)) == french
    with translation.override("en"):
        assert plain(format_number(value)) == english


def test_numbers_without_decimals_are_whole():
    assert format_number(Decimal("2.5"), decimals=0) == "3"


def test_a_count_beyond_its_cap_says_more_than():
    assert plain(format_count(10_001, cap=10_000)) == "plus de 10_000"
    assert plain(format_count(10_000, cap=10_000)) == "10_000"
    assert plain(format_count(12_345)) == "12_345"


@pytest.mark.parametrize(
    ("hundredths", "text"),
    [(0, "0~km"), (1250, "12,5~km"), (163_887, "1_638,87~km"), (3000, "30~km"), (5, "0,05~km")],
)
def test_distances_are_written_in_kilometres(hundredths, text):
    assert plain(format_distance(hundredths)) == text


@pytest.mark.parametrize(
    ("text", "hundredths"),
    [
        ("12,5", 1250),
        ("12.5", 1250),
        ("12", 1200),
        ("0", 0),
        (",5", 50),
        (" 12,25 km ", 1225),
        ("12KM", 1200),
        ("1 638,87 km", 163_887),
        ("1\u202f638,87\u00a0km", 163_887),
        ("1,638.87 km", 163_887),
        ("30 kilomètres", 3000),
        ("99 999,99", 9_999_999),
    ],
)
def test_typed_distances_are_read_in_hundredths(text, hundredths):
    assert parse_distance(text) == hundredths


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Écrivez la distance en kilomètres"),
        ("km", "Écrivez la distance en kilomètres"),
        ("loin", "Écrivez la distance en kilomètres"),
        ("-3", "Écrivez la distance en kilomètres"),
        ("1e3", "Écrivez la distance en kilomètres"),
        ("٣ km", "Écrivez la distance en kilomètres"),
        ("12,", "Écrivez la distance en kilomètres"),
        ("1,2,3", "Écrivez la distance en kilomètres"),
        ("12 m", "Écrivez la distance en kilomètres"),
        ("0" * 41, "Écrivez la distance en kilomètres"),
        ("12,345", "Deux chiffres après la virgule"),
        ("100000", "Vérifiez la distance"),
    ],
)
def test_a_distance_that_is_none_is_refused_with_what_to_do(text, sentence):
    with pytest.raises(ValueError, match=sentence):
        parse_distance(text)


@pytest.mark.parametrize("language", ["fr", "en"])
@given(hundredths=st.integers(0, 9_999_999))
def test_a_distance_typed_again_is_the_same(language, hundredths):
    with translation.override(language):
        assert parse_distance(distance_as_typed(hundredths)) == hundredths


@given(st.text(max_size=60))
def test_any_text_gives_a_distance_or_a_sentence(text):
    answer = read(text)

    assert answer.endswith(".") if isinstance(answer, str) else 0 <= answer < 10_000_000


@pytest.mark.parametrize(
    ("date", "french", "short"),
    [
        (TODAY, "aujourd’hui", "19~nov."),
        (DATE(2026, 11, 18), "hier", "18~nov."),
        (DATE(2026, 11, 17), "mardi 17~novembre", "17~nov."),
        (DATE(2026, 11, 1), "dimanche 1er~novembre", "1er~nov."),
        (DATE(2025, 11, 17), "lundi 17~novembre 2025", "17~nov. 2025"),
        (DATE(2026, 11, 20), "vendredi 20~novembre", "20~nov."),
    ],
)
def test_days_are_written_in_words(date, french, short):
    assert plain(format_day(date, today=TODAY)) == french
    assert plain(format_day_short(date, today=TODAY)) == short


def test_yesterday_is_said_over_the_new_year():
    day = format_day(DATE(2025, 12, 31), today=DATE(2026, 1, 1))

    assert day == "hier"


def test_days_follow_the_language():
    with translation.override("en"):
        assert plain(format_day(DATE(2026, 11, 1), today=TODAY)) == "Sunday 1~November"
        assert plain(format_day_short(DATE(2025, 3, 2), today=TODAY)) == "2~Mar 2025"
        assert format_month(TODAY) == "November 2026"


def test_months_are_written_with_their_year():
    assert format_month(TODAY) == "novembre 2026"


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (DATE(2026, 11, 12), None, "12~novembre"),
        (DATE(2026, 11, 12), DATE(2026, 11, 12), "12~novembre"),
        (DATE(2026, 11, 12), DATE(2026, 11, 14), "du 12 au 14~novembre"),
        (DATE(2026, 11, 1), DATE(2026, 11, 2), "du 1er au 2~novembre"),
        (DATE(2026, 10, 30), DATE(2026, 11, 1), "du 30~octobre au 1er~novembre"),
        (DATE(2025, 1, 1), DATE(2025, 12, 31), "du 1er~janvier au 31~décembre 2025"),
        (DATE(2025, 9, 1), DATE(2026, 8, 31), "du 1er~septembre 2025 au 31~août 2026"),
    ],
)
def test_periods_say_once_what_their_dates_share(start, end, text):
    assert plain(format_period(start, end, today=TODAY)) == text


def test_a_period_seen_from_no_day_keeps_its_year():
    assert plain(format_period(DATE(2026, 1, 1), DATE(2026, 1, 3))) == "du 1er au 3~janvier 2026"


@pytest.mark.parametrize(
    ("filters", "value", "text"),
    [
        ("duration_short", 150, "2~h~30"),
        ("distance", 1250, "12,5~km"),
        ("number", 1284, "1_284"),
        ("day:today", DATE(2026, 11, 17), "mardi 17~novembre"),
        ("day_short:today", DATE(2026, 11, 17), "17~nov."),
        ("month", TODAY, "novembre 2026"),
    ],
)
def test_templates_write_values_and_leave_none_empty(filters, value, text):
    template = Template("{% load formats %}{{ value|" + filters + " }}")

    assert plain(template.render(Context({"value": value, "today": TODAY}))) == text
    assert template.render(Context({"value": None, "today": TODAY})) == ""


def test_days_in_templates_are_seen_from_today_in_the_time_zone_of_the_site(night_in_paris):
    template = Template("{% load formats %}{{ value|day }}")

    assert template.render(Context({"value": DATE(2026, 11, 20)})) == "aujourd’hui"


@pytest.fixture
def night_in_paris():
    """Half past eleven at night in UTC, when it is already tomorrow in Paris."""
    with time_machine.travel("2026-11-19T23:30:00+00:00", tick=False):
        yield


@pytest.mark.parametrize(
    ("typed", "cents"),
    [("15,50", 1550), ("15.5", 1550), ("15", 1500), ("15 €", 1500), ("1 232,05 euros", 123205)],
)
def test_amounts_are_read_as_people_write_them(typed, cents):
    assert parse_euros(typed) == cents
    assert parse_euros(euros_as_typed(cents)) == cents


@pytest.mark.parametrize("typed", ["", "-1", "1e3", "1,234", "abc", "١٢", "9999999", "1,2,3", "½"])
def test_what_is_no_amount_is_refused_with_a_sentence(typed):
    with pytest.raises(ValueError):
        parse_euros(typed)


@pytest.mark.parametrize(("cents", "text"), [(0, "0,00~€"), (123200, "1_232,00~€"), (5, "0,05~€")])
def test_amounts_are_written_with_their_cents(cents, text):
    assert plain(format_euros(cents)) == text


@pytest.mark.parametrize(
    ("language", "cents", "text"),
    [("fr", 1_200_00, "1_200~€"), ("fr", 0, "0~€"), ("en", 1_000_000_00, "€1,000,000")],
)
def test_whole_euros_are_written_without_cents(language, cents, text):
    with translation.override(language):
        assert plain(format_whole_euros(cents)) == text


def test_cents_are_never_dropped_in_silence():
    with pytest.raises(ValueError, match="whole"):
        format_whole_euros(1_200_50)
