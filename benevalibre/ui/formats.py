"""Numbers, distances and dates as they are written in the language of the page.

Durations are the same in both languages: see `benevalibre.ui.durations`.
"""

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, get_decimal_symbol
from django.utils.translation import get_language
from django.utils.translation import gettext as _

NO_BREAK: Final = "\u00a0"
MAXIMUM_HUNDREDTHS: Final = 100_000 * 100
LOCALES: Final = {"fr": Locale("fr"), "en": Locale("en", "GB")}

_SPACES = re.compile(r"[ \t\n\r\f\v\u00a0\u2009\u202f]+")
_DISTANCE = re.compile(
    r"(?P<whole>[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)?(?:[.,](?P<decimals>[0-9]+))?"
    r" ?(?:km|kms|kilom[eè]tres?|kilometers?)?",
    re.IGNORECASE,
)
_DECIMAL = re.compile(r"[0-9]{1,12}(?:[.,](?P<decimals>[0-9]{1,12}))?")
_GROUPED_BY_COMMAS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?:,[0-9]{3})*\.)")


def format_number(value: int | Decimal, *, decimals: int = 2) -> str:
    """Write a number with grouped thousands and at most `decimals` decimals, half-up."""
    return _number(value, decimals, _locale())


@lru_cache(maxsize=4_096)
def _number(value: int | Decimal, decimals: int, locale: Locale) -> str:
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    pattern = "#,##0" + ("." + "#" * decimals if decimals else "")
    return format_decimal(rounded, format=pattern, locale=locale)


def format_count(count: int, *, cap: int | None = None) -> str:
    """Write a count, or « plus de 10 000 » where it was only counted up to `cap`."""
    if cap is not None and count > cap:
        return _("plus de %(count)s") % {"count": format_number(cap)}
    return format_number(count)


def format_distance(hundredths: int) -> str:
    """Write hundredths of a kilometre as « 12,5 km »."""
    return f"{format_number(Decimal(hundredths).scaleb(-2))}{NO_BREAK}km"


def format_euros(cents: int) -> str:
    """Write cents as « 1 232,00 € »."""
    return format_currency(Decimal(cents).scaleb(-2), "EUR", locale=_locale())


def format_whole_euros(cents: int) -> str:
    """Write cents of whole euros as « 1 232 € »; ``ValueError`` where they are not whole."""
    if cents % 100:
        raise ValueError("Not whole euros")
    return format_euros(cents).replace(f"{get_decimal_symbol(_locale())}00", "")


def euros_as_typed(cents: int) -> str:
    """Write cents as one would type them in a form: « 15,50 »."""
    return f"{cents // 100},{cents % 100:02}"


def parse_decimal(text: str, *, decimals: int, most: int) -> Decimal:
    """Read a number typed by a person: comma or point, spaces, at most so many decimals.

    From 0 to ``most``. Raises ValueError with a sentence for the user.
    """
    typed = _SPACES.sub("", text)
    match = _DECIMAL.fullmatch(typed)
    if match is None or len(typed) > 40:
        raise ValueError(_("Écrivez un nombre, par exemple 12,50."))
    if len(match["decimals"] or "") > decimals:
        raise ValueError(
            _("C’est trop précis\u00a0: %(n)s chiffres au plus après la virgule.") % {"n": decimals}
        )
    value = Decimal(typed.replace(",", "."))
    if value > most:
        raise ValueError(
            _("C’est plus de %(most)s. Vérifiez ce nombre.") % {"most": format_number(most)}
        )
    return value


def parse_euros(text: str, *, most: int = 1_000_000) -> int:
    """Read an amount typed by a person, « 15,50 » or « 15 € », in cents."""
    typed = _SPACES.sub("", text).removesuffix("€").lower().removesuffix("euros")
    return int(parse_decimal(typed, decimals=2, most=most) * 100)


def distance_as_typed(hundredths: int) -> str:
    """Write hundredths of a kilometre as one would type them in a form: « 1638,87 »."""
    whole, decimals = divmod(hundredths, 100)
    return f"{whole},{decimals:02}".rstrip("0").removesuffix(",")


def as_kilometres(hundredths: int) -> Decimal:
    """Hundredths of a kilometre as kilometres for a spreadsheet: 1250 → 12.5."""
    return Decimal(distance_as_typed(hundredths).replace(",", "."))


def parse_distance(text: str) -> int:
    """Read a distance in kilometres typed by a person, in hundredths of a kilometre.

    Comma or point, spaces, « km » or nothing; at most two decimals and below 100 000 km.
    Raises ValueError with a sentence for the user.
    """
    typed = _SPACES.sub(" ", text).strip(" ")
    match = _DISTANCE.fullmatch(_GROUPED_BY_COMMAS.sub("", typed))
    if match is None or not (match["whole"] or match["decimals"]) or len(typed) > 40:
        raise ValueError(
            _("Écrivez la distance en kilomètres, en chiffres : par exemple 12,5 ou 30 km.")
        )
    decimals = match["decimals"] or ""
    if len(decimals) > 2:
        raise ValueError(_("Deux chiffres après la virgule suffisent : par exemple 12,25 km."))
    hundredths = int((match["whole"] or "0").replace(" ", "") + decimals.ljust(2, "0"))
    if hundredths >= MAXIMUM_HUNDREDTHS:
        raise ValueError(_("C’est 100 000 km ou plus. Vérifiez la distance."))
    return hundredths


def format_day(date: datetime.date, *, today: datetime.date) -> str:
    """Write a day in words: « aujourd’hui », « hier », « mardi 17 novembre ».

    The year is added where it is not that of `today`.
    """
    if date == today:
        return _("aujourd’hui")
    if date == today - datetime.timedelta(days=1):
        return _("hier")
    return _write(date, "EEEE d MMMM", year=date.year != today.year)


def format_day_short(date: datetime.date, *, today: datetime.date) -> str:
    """Write a day in little room: « 12 nov. », with its year where it is not that of `today`."""
    return _write(date, "d MMM", year=date.year != today.year)


def format_month(date: datetime.date) -> str:
    """Write the month of a date: « novembre 2026 »."""
    return format_date(date, "MMMM y", locale=_locale())


def format_month_short(date: datetime.date) -> str:
    """Write the month of a date in little room, without its year: « nov. »."""
    return format_date(date, "MMM", locale=_locale())


def format_period(
    start: datetime.date, end: datetime.date | None = None, *, today: datetime.date | None = None
) -> str:
    """Write two dates, both included: « du 12 au 14 novembre 2026 ».

    What the second date repeats is said once; the year is left out where it is that of
    `today`. One same day, or no end, is written alone: « 12 novembre 2026 ».
    """
    year = today is None or today.year != (end or start).year
    if end is None or end == start:
        return _write(start, "d MMMM", year=year)
    if start.year != end.year:
        first, year = _write(start, "d MMMM", year=True), True
    elif start.month != end.month:
        first = _write(start, "d MMMM", year=False)
    else:
        first = _write(start, "d", year=False)
    return _("du %(start)s au %(end)s") % {
        "start": first,
        "end": _write(end, "d MMMM", year=year),
    }


def _locale() -> Locale:
    return LOCALES.get((get_language() or "fr").split("-")[0], LOCALES["fr"])


def _write(date: datetime.date, pattern: str, *, year: bool) -> str:
    """Write a date; the day and its month are not parted, and the first is « 1er » in French."""
    locale = _locale()
    pattern = pattern.replace("d M", f"d{NO_BREAK}M") + (" y" if year else "")
    if date.day == 1 and locale.language == "fr":
        pattern = pattern.replace("d", "d'er'")
    return format_date(date, pattern, locale=locale)
