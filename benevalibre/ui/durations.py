"""Durations as people write them and as we show them, in whole minutes.

The rules are DOMAIN §2. `static/ui/js/durations.js` is the same reader for the live echo;
both are held together by the table in `tests/ui/durations.json`. Integers only, no float.
"""

import re
import unicodedata
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext_lazy as _

MAXIMUM_MINUTES: Final = 600_000
MAXIMUM_CHARACTERS: Final = 40
DAY: Final = 24 * 60
NO_BREAK: Final = "\u00a0"
NARROW: Final = "\u202f"
QUARTERS: Final = {"¼": 1, "½": 2, "¾": 3}

SENTENCES: Final = {
    "empty": _("Indiquez une durée, par exemple 2h30 ou 45 min."),
    "not_a_duration": _("« %(text)s » n’est pas une durée. Écrivez par exemple 2h30 ou 45 min."),
    "not_a_time": _(
        "Une heure va de 0h à 24h, et ses minutes de 00 à 59. Écrivez par exemple 14h-16h30."
    ),
    "empty_interval": _("Le début et la fin sont à la même heure. Écrivez par exemple 14h-16h30."),
    "ambiguous_decimal": _("%(first)s ou %(second)s ?"),
    "doubtful_decimal": _("Est-ce bien %(first)s ? Alors écrivez-le ainsi."),
    "ambiguous_integer": _("%(number)s heures ou %(number)s minutes ?"),
    "too_long": _("C’est plus de 10 000 h. Vérifiez la durée."),
    "too_many_characters": _(
        "C’est trop long. Écrivez seulement la durée, par exemple 2h30 ou 45 min."
    ),
    "no_day": _(
        "Cette association n’a pas fixé la durée d’une journée. Écrivez des heures, par exemple 7h."
    ),
}

_SPACES = re.compile(r"[ \t\n\r\f\v\u00a0\u2009\u202f]+")
_APOSTROPHES = re.compile(r"[\u2018\u2019\u02bc\u2032]")
_WHOLE = r"[0-9]{1,3}(?: [0-9]{3})+|[0-9]+"
_NUMBER = rf"(?P<whole>{_WHOLE})?(?:[.,](?P<decimals>[0-9]+)| ?(?P<part>[¼½¾]))?"
_HOUR = r"(?:heures?|hours?|hrs?|h)"
_MINUTE = r"(?:minutes?|mins?|mn|m|')"
_DAY = r"(?:journ[ée]es?|jours?|days?|j)"
_AND = r"(?:(?:et|and) )?"
_DASH = r"(?:[-\u2010-\u2015\u2212]>?|\u2192|à|a|to)"
_TIME = (
    rf"(?:([0-9]{{1,2}}) ?(?:{_HOUR}(?: ?([0-9]{{1,2}})(?![0-9]| ?(?:{_HOUR}|:)))?|:([0-9]{{2}}))"
    r"|(midi|minuit))"
)
_INTERVAL = rf"(?:(?:de|from) ?)?{_TIME} ?{_DASH} ?{_TIME}"

_ONE = re.compile(rf"^une? (?={_HOUR}|{_DAY})")
_HALF_OF = re.compile(rf"^(?:une )?demie?[- ]?(?={_HOUR}|{_DAY})")
_AND_A_HALF = re.compile(r" ?et demie?$")
_BARE = re.compile(_WHOLE)
_AMOUNT = re.compile(rf"{_NUMBER} ?(?:(?P<hour>{_HOUR})|(?P<minute>{_MINUTE}))?")
_DAYS = re.compile(rf"{_NUMBER} ?{_DAY}(?: ?{_AND}(?P<rest>.+))?")
_HOURS_MINUTES = re.compile(
    rf"(?P<whole>{_WHOLE}) ?{_HOUR} ?{_AND}"
    rf"(?:(?P<minutes>[0-9]{{1,2}}) ?{_MINUTE}?|(?P<part>[¼½¾]))"
)
_CLOCK = re.compile(rf"(?P<whole>{_WHOLE}):(?P<minutes>[0-9]{{2}}) ?{_HOUR}?")
_INTERVALS = re.compile(rf"{_INTERVAL}(?:(?: ?(?:[,;+/&]|et|puis|and) ?| ){_INTERVAL})*")
_ONE_INTERVAL = re.compile(_INTERVAL)


class DurationError(ValueError):
    """What was typed is not a duration, or may be two.

    `code` is a key of `SENTENCES`; `choices` are the readings to choose from, in minutes;
    `str()` is the sentence for the user, in the language active at that moment.
    """

    def __init__(self, code: str, *, text: str = "", choices: tuple[int, ...] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.text = text
        self.choices = choices

    def __str__(self) -> str:
        readings = [format_duration_short(minutes) for minutes in self.choices] or [""]
        return str(SENTENCES[self.code]) % {
            "text": self.text,
            "first": readings[0],
            "second": readings[-1],
            "number": self.text,
        }


def parse_duration(text: str, *, day_minutes: int | None = None) -> int:
    """Read a duration typed by a person, in whole minutes from 0 to 600 000 (10 000 h).

    `day_minutes` is the length of a day (« 1 j ») where the association has set one.
    Raises DurationError, a ValueError whose message is a sentence for the user, where the
    text is not a duration or where it may be two (DOMAIN §2).
    """
    if len(text) > MAXIMUM_CHARACTERS:
        raise DurationError("too_many_characters")
    typed = _SPACES.sub(" ", text).strip(" ")
    if not typed:
        raise DurationError("empty")
    minutes = _read(_plain(typed), day_minutes)
    if minutes is None:
        raise DurationError("not_a_duration", text=typed)
    if minutes > MAXIMUM_MINUTES:
        raise DurationError("too_long")
    return minutes


def format_duration(minutes: int) -> str:
    """Write minutes as « 2 h 30 min », « 45 min » or « 1 284 h », the same in every language."""
    return _format(minutes, "{hours} h {minutes} min")


def format_duration_short(minutes: int) -> str:
    """Write minutes as « 2 h 30 », « 2 h 05 », « 45 min » or « 7 h », for headlines and buttons."""
    return _format(minutes, "{hours} h {minutes:02}")


def as_hours(minutes: int) -> Decimal:
    """Minutes as hours for a spreadsheet: 150 → 2.5, 10 → 0.17; two decimals at most, half-up."""
    hundredths = (abs(minutes) * 10 + 3) // 6
    whole, decimals = divmod(hundredths, 100)
    sign = "-" if minutes < 0 and hundredths else ""
    return Decimal(f"{sign}{whole}.{decimals:02}".rstrip("0").removesuffix("."))


def field_messages() -> dict[str, str]:
    """Give `<duration-field>` its sentences by code in kebab case, values to fill in as `%s`.

    An empty field needs none while one types.
    """
    places = dict.fromkeys(("text", "first", "second", "number"), "%s")
    return {
        code.replace("_", "-"): str(sentence) % places
        for code, sentence in SENTENCES.items()
        if code != "empty"
    }


def _format(minutes: int, pattern: str) -> str:
    sign = "\u2212" if minutes < 0 else ""
    hours, rest = divmod(abs(minutes), 60)
    if not hours:
        pattern = "{minutes} min"
    elif not rest:
        pattern = "{hours} h"
    grouped = f"{hours:,}".replace(",", NARROW)
    return sign + pattern.replace(" ", NO_BREAK).format(hours=grouped, minutes=rest)


def _plain(typed: str) -> str:
    plain = _APOSTROPHES.sub("'", unicodedata.normalize("NFC", typed).lower())
    plain = _AND_A_HALF.sub(" ½", plain)
    return _ONE.sub("1 ", _HALF_OF.sub("½ ", plain))


def _read(plain: str, day_minutes: int | None) -> int | None:
    if _BARE.fullmatch(plain):
        return _bare(_integer(plain))
    if match := _DAYS.fullmatch(plain):
        return _days(match, day_minutes)
    if _INTERVALS.fullmatch(plain):
        return sum(_interval(*match.groups()) for match in _ONE_INTERVAL.finditer(plain))
    return _hours(plain)


def _bare(number: int) -> int:
    if number in (13, 14):
        raise DurationError("ambiguous_integer", text=str(number), choices=(number * 60, number))
    return number * 60 if number <= 12 else number


def _hours(plain: str, *, unit_needed: bool = False) -> int | None:
    if match := _HOURS_MINUTES.fullmatch(plain) or _CLOCK.fullmatch(plain):
        part = match.groupdict().get("part")
        minutes = QUARTERS[part] * 15 if part else int(match["minutes"])
        return _integer(match["whole"]) * 60 + minutes if minutes < 60 else None
    match = _AMOUNT.fullmatch(plain)
    if match is None or not _has_number(match) or (match["part"] and match["minute"]):
        return None
    if unit_needed and not (match["hour"] or match["minute"]):
        return None
    minutes = _times(match, 1 if match["minute"] else 60)
    _ask_about_decimals(match, minutes)
    return minutes


def _days(match: re.Match[str], day_minutes: int | None) -> int | None:
    rest: int | None = 0
    quarters = 0
    if match["rest"] in QUARTERS:
        quarters = QUARTERS[match["rest"]]
    elif match["rest"] is not None:
        rest = _hours(match["rest"], unit_needed=True)
    if rest is None or not _has_number(match):
        return None
    if not day_minutes:
        raise DurationError("no_day")
    return _times(match, day_minutes) + (quarters * day_minutes + 2) // 4 + rest


def _has_number(match: re.Match[str]) -> bool:
    return bool(match["whole"] or match["decimals"] or match["part"])


def _times(match: re.Match[str], unit: int) -> int:
    """Multiply a matched number by a unit in minutes, half-up."""
    whole, decimals = match["whole"] or "0", match["decimals"] or ""
    numerator, denominator = _integer(whole + decimals), _integer("1" + "0" * len(decimals))
    if match["part"]:
        numerator, denominator = numerator * 4 + QUARTERS[match["part"]], 4
    return (2 * numerator * unit + denominator) // (2 * denominator)


def _ask_about_decimals(match: re.Match[str], minutes: int) -> None:
    decimals = match["decimals"] or ""
    if len(decimals) != 2 or decimals in ("00", "25", "50") or int(decimals) > 59:
        return
    clock = _integer(match["whole"] or "0") * 60 + int(decimals)
    if max(clock, minutes) > MAXIMUM_MINUTES:
        raise DurationError("too_long")
    if clock == minutes:
        raise DurationError("doubtful_decimal", choices=(clock,))
    raise DurationError("ambiguous_decimal", choices=(clock, minutes))


def _interval(*groups: str | None) -> int:
    start, end = _time(*groups[:4], last=DAY - 1), _time(*groups[4:], last=DAY)
    if start == end:
        raise DurationError("empty_interval")
    return end - start if end > start else end + DAY - start


def _time(
    hours: str | None, spoken: str | None, clock: str | None, word: str | None, *, last: int
) -> int:
    """Read a time of day in minutes since midnight; only an end may be 24h."""
    if word:
        return DAY // 2 if word == "midi" else last // DAY * DAY
    minutes = int(spoken or clock or 0)
    time = int(hours or 0) * 60 + minutes
    if minutes > 59 or time > last:
        raise DurationError("not_a_time")
    return time


def _integer(digits: str) -> int:
    return int(digits.replace(" ", ""))
