"""What makes an activity report believable: who read the hours, how they count, what they value."""

from collections import defaultdict
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from benevalibre.reports.activity import Activity
from benevalibre.reports.activity_words import Sheet
from benevalibre.ui.durations import format_duration_short
from benevalibre.ui.formats import format_euros, format_number, format_period
from benevalibre.valuation.models import Statement


def title() -> str:
    """What heads these sentences."""
    return _("Comment ces heures sont comptées")


def notes(report: Activity) -> list[str]:
    """Sentences: reading, what waits, full-time equivalents, travel, names."""
    found = [*_reading(report), *_waiting(report)]
    words = {"hours": format_number(report.figures.fte_hours)}
    found.append(
        _(
            "Un équivalent temps plein (ETP) est ici %(hours)s\u00a0h par an, la durée légale du "
            "travail (code du travail, L3121-41) ou celle que l’association a choisie."
        )
        % words
    )
    found += _travel(report)
    found.append(_("Une personne compte une fois, quel que soit le nombre de ses activités."))
    return found


def _reading(report: Activity) -> list[str]:
    """Who approved the hours: what was done, not what a rule promises."""
    read, own = report.approvals
    minutes = report.sums.minutes
    rest = minutes - read - own
    words = {"read": format_duration_short(read), "all": format_duration_short(minutes)}
    if not read and not own:
        return [_("Les heures sont notées par les bénévoles et comptées sans relecture préalable.")]
    if read == minutes:
        return [_("Toutes les heures ont été relues et validées par une autre personne.")]
    found = [_("%(read)s sur %(all)s ont été relues et validées par une autre personne.") % words]
    if own:
        hours = format_duration_short(own)
        found.append(
            _("%(hours)s ont été validées par la personne qui les a données.") % {"hours": hours}
        )
    if rest > 0:
        hours = format_duration_short(rest)
        found.append(
            _("%(hours)s ont été comptées dès qu’elles ont été notées, sans relecture.")
            % {"hours": hours}
        )
    return found


def _waiting(report: Activity) -> list[str]:
    count, minutes = report.found.waiting
    if not count:
        return []
    words = {"count": format_number(count), "hours": format_duration_short(minutes)}
    return [
        ngettext(
            "%(count)s activité (%(hours)s) attend d’être validée\u00a0: elle n’est pas comptée.",
            "%(count)s activités (%(hours)s) attendent d’être validées\u00a0: "
            "elles ne sont pas comptées.",
            count,
        )
        % words
    ]


def _travel(report: Activity) -> list[str]:
    if not report.travel:
        return []
    words = {"hours": format_duration_short(report.travel)}
    if report.figures.travel_included:
        return [_("Le temps de trajet (%(hours)s) est compris dans les heures.") % words]
    return [_("Le temps de trajet (%(hours)s) n’est pas compris dans les heures.") % words]


def valued(report: Activity) -> str:
    """What the hours come to, and who adopted the rates."""
    words = {"euros": format_euros(report.cents)}
    found = [
        _(
            "Ce temps est valorisé à %(euros)s\u00a0: chaque heure est multipliée par le taux en "
            "vigueur ce jour-là, ligne par ligne, au centime (règlement ANC 2018-06)."
        )
        % words
    ]
    if report.statement is not None:
        found.append(_adopted(report.statement))
    found.append(_("Ce n’est pas de l’argent\u00a0: personne n’a été payé."))
    return " ".join(found)


def _adopted(statement: Statement) -> str:
    if statement.adopted_on is None:
        return _("La date de la décision qui a adopté les taux n’est pas indiquée.")
    words = {"day": format_period(statement.adopted_on), "by": statement.adopter}
    if statement.adopted_by:
        return _("Les taux ont été adoptés par %(by)s le %(day)s.") % words
    return _("Les taux ont été adoptés le %(day)s.") % words


def rates(report: Activity) -> Sheet:
    """Hours and value by rate; what has no rate, or no value, is told too."""
    found: dict[tuple[bool, int, date, date], tuple[int, int]] = defaultdict(lambda: (0, 0))
    for line in report.lines:
        place = line.is_valued, -1 if line.hourly is None else line.hourly, line.start, line.end
        minutes, cents = found[place]
        found[place] = minutes + line.minutes, cents + (line.cents or 0)
    ordered = sorted(found, key=lambda place: (not place[0], place[2], -place[1]))
    minutes = sum(line.minutes for line in report.lines)
    return Sheet(
        title=_("La valeur de ce temps"),
        head=[_("Taux horaire"), _("Période"), _("Heures"), _("Valeur")],
        rows=[
            [
                _rate(is_valued=place[0], hourly=place[1]),
                format_period(place[2], place[3]),
                format_duration_short(found[place][0]),
                format_euros(found[place][1]) if place[0] and place[1] >= 0 else "–",
            ]
            for place in ordered
        ],
        total=[_("Total"), "", format_duration_short(minutes), format_euros(report.cents)],
    )


def _rate(*, is_valued: bool, hourly: int) -> str:
    if not is_valued:
        return _("comptées en heures, non valorisées")
    return format_euros(hourly) if hourly >= 0 else _("aucun taux")
