"""« Votre année » on one page."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from benevalibre.documents.files import file_name
from benevalibre.documents.pdf import make_pdf
from benevalibre.reports.inking import calendar_svg
from benevalibre.reports.lines import Line
from benevalibre.reports.year import YearGiven
from benevalibre.ui.durations import format_duration_short
from benevalibre.ui.formats import format_distance, format_number

SHOWN = 8


def year_pdf(given: YearGiven, name: str) -> bytes:
    """The page of a year in which something was given, for whoever gave it."""
    title = title_of(given)
    files: dict[str, bytes] = {}
    if given.calendars:
        files["calendar.svg"] = calendar_svg(given.calendars[0])
    data: dict[str, Any] = {
        "title": f"{title}, {name}",
        "heading": title,
        "issuer": {"name": name, "lines": [], "logo": None},
        "foot": _("%(title)s, compté par les associations. Merci\u00a0!") % {"title": title},
        "sentence": given.sentence,
        "thanks": given.thanks,
        "figures": key_figures(given),
        "facts": facts(given),
        "places_title": _("Vos associations"),
        "head": [_("Association"), _("Heures")],
        "rows": _rows(given.associations),
        "words_title": _("Vos activités"),
        "words_head": [_("Catégorie"), _("Heures")],
        "words": _rows(given.statistics.categories),
        "calendar": "calendar.svg" if files else None,
        "calendar_title": _("Vos jours"),
        "calendar_label": _("Calendrier de %(year)s") % {"year": given.number},
        "calendar_help": _(
            "Une case par jour, du lundi en haut au dimanche en bas\u00a0; plus elle est marquée, "
            "plus vous avez donné."
        ),
    }
    return make_pdf("reports/year", data, files=files)


def name_of_file(given: YearGiven) -> str:
    """« votre-annee-2025.pdf »."""
    return file_name(title_of(given), suffix="pdf")


def title_of(given: YearGiven) -> str:
    """What the page is called."""
    return _("Votre année %(year)s") % {"year": given.number}


def key_figures(given: YearGiven) -> list[tuple[str, str]]:
    """Each figure with what it is."""
    found = [
        (format_duration_short(given.total.minutes), _("données")),
        (format_number(given.total.actions), _("activités")),
        (format_number(given.days), given.days_words),
    ]
    if given.total.distance:
        found.append((format_distance(given.total.distance), _("parcourus")))
    return found


def facts(given: YearGiven) -> list[tuple[str, str]]:
    """What stood out, each with its name."""
    found = []
    if given.favourite:
        hours = format_duration_short(given.favourite.minutes)
        found.append((_("Ce que vous avez fait le plus"), f"{given.favourite.name} ({hours})"))
    if given.busiest:
        hours = format_duration_short(given.busiest.minutes)
        found.append((_("Votre plus grand mois"), f"{given.busiest.name} ({hours})"))
    if given.streak_words:
        found.append((_("Sans vous arrêter"), given.streak_words))
    return found


def _rows(lines: Sequence[Line]) -> list[list[str]]:
    """Names and hours, so many that they fit on the page."""
    rows = [[line.name, format_duration_short(line.minutes)] for line in lines[:SHOWN]]
    rest = lines[SHOWN:]
    if rest:
        minutes = format_duration_short(sum(line.minutes for line in rest))
        rows.append([_("%(n)s autres") % {"n": len(rest)}, minutes])
    return rows
