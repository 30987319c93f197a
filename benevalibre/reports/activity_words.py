"""The activity report in words and tables: the same for its page and for its PDF."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from benevalibre.reports.activity import Activity, Sums
from benevalibre.reports.charts import Chart
from benevalibre.reports.drawing import Stripes, stripes
from benevalibre.reports.lines import Line
from benevalibre.ui.durations import format_duration_short
from benevalibre.ui.formats import (
    NO_BREAK,
    format_distance,
    format_number,
    format_period,
)
from benevalibre.valuation.ratios import change

A_YEAR: Final = (1, 1, 12, 31)
DASH: Final = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table in words, and the picture that goes with it; ``label`` says the picture aloud."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    total: Sequence[str] | None = None
    label: str = ""
    bars: Stripes | None = None

    @property
    def told(self) -> list[list[tuple[str, str]]]:
        """The rows with the head of its column before each word, for a narrow screen."""
        return [list(zip(self.head, row, strict=True)) for row in self.rows]

    @property
    def told_total(self) -> list[tuple[str, str]]:
        """The total in the same way; empty where there is none."""
        return list(zip(self.head, self.total, strict=True)) if self.total else []


def title_of(report: Activity) -> str:
    """What the paper is called."""
    return _("Rapport d’activité bénévole")


def about(report: Activity) -> str:
    """The period, and the project where the report is about one."""
    period = days_of(report)
    if report.project is None:
        return period
    words = {"project": report.project.name, "period": period}
    return _("Projet «\u00a0%(project)s\u00a0», %(period)s") % words


def days_of(report: Activity) -> str:
    """« exercice 2025-2026 (du 1er septembre 2025 au 31 août 2026) », or « 2025 »."""
    name, days = report.period.name, format_period(*report.days)
    return name if name == days or _is_year(report) else f"{name} ({days})"


def headline(report: Activity) -> str:
    """« En 2025, 47 bénévoles ont donné 1 284 h à notre association. »"""
    sums = report.sums
    words = {
        "when": _when(report),
        "people": format_number(sums.people),
        "hours": format_duration_short(sums.minutes),
        "project": report.project.name if report.project else "",
    }
    if not sums.people:
        return _("%(when)s, %(hours)s de bénévolat ont été données.") % words
    if report.project is not None:
        sentence = ngettext(
            "%(when)s, %(people)s bénévole a donné %(hours)s au projet «\u00a0%(project)s\u00a0».",
            "%(when)s, %(people)s bénévoles ont donné %(hours)s au projet "
            "«\u00a0%(project)s\u00a0».",
            sums.people,
        )
    else:
        sentence = ngettext(
            "%(when)s, %(people)s bénévole a donné %(hours)s à notre association.",
            "%(when)s, %(people)s bénévoles ont donné %(hours)s à notre association.",
            sums.people,
        )
    return sentence % words


def _when(report: Activity) -> str:
    start, _end = report.days
    if report.is_running:
        return _("Depuis le %(day)s") % {"day": format_period(start)}
    if _is_year(report):
        return _("En %(year)s") % {"year": start.year}
    if report.period.code.startswith("fiscal-"):
        return _("Pendant l’%(period)s") % {"period": report.period.name}
    name = format_period(*report.days)
    return name[:1].upper() + name[1:]


def _is_year(report: Activity) -> bool:
    start, end = report.days
    days = (start.month, start.day, end.month, end.day)
    return days == A_YEAR and start.year == end.year


def source(report: Activity) -> str:
    """Where the figures come from, when they may be asked for."""
    statement = report.statement
    if statement is not None:
        day = format_period(timezone.localdate(statement.closed_at))
        words = {"n": statement.number, "day": day}
        return _("Exercice arrêté\u00a0: chiffres de l’état n°\u00a0%(n)s, du %(day)s.") % words
    today = format_period(report.found.today)
    if report.is_running:
        return _("Période en cours\u00a0: chiffres provisoires au %(day)s.") % {"day": today}
    return _("Chiffres au %(day)s.") % {"day": today}


def key_figures(report: Activity) -> list[tuple[str, str]]:
    """The figures that one looks for first, each with what it is."""
    sums = report.sums
    found = [
        (format_duration_short(sums.minutes), _("données")),
        (format_number(sums.people), ngettext("bénévole", "bénévoles", sums.people)),
        (format_number(sums.actions), ngettext("activité", "activités", sums.actions)),
        (format_number(report.full_time(sums.minutes)), _("équivalent temps plein")),
    ]
    if report.distance:
        found.append((format_distance(report.distance), _("parcourus")))
    return found


def comparison(report: Activity) -> Sheet | None:
    """This period and the one before; None where nothing counted in that one."""
    now, earlier, before = report.sums, report.sums_before, report.found.before
    if earlier is None or before is None:
        return None
    head = ["", _capital(before.name), _capital(report.period.name), _("Évolution")]
    return Sheet(
        title=_("D’une période à l’autre"), head=head, rows=_compared(report, now, earlier)
    )


def _compared(report: Activity, now: Sums, earlier: Sums) -> list[list[str]]:
    return [
        [
            _("Heures"),
            format_duration_short(earlier.minutes),
            format_duration_short(now.minutes),
            _change(earlier.minutes, now.minutes),
        ],
        [
            _("Bénévoles"),
            format_number(earlier.people),
            format_number(now.people),
            _change(earlier.people, now.people),
        ],
        [
            _("Activités"),
            format_number(earlier.actions),
            format_number(now.actions),
            _change(earlier.actions, now.actions),
        ],
        [
            _("Équivalent temps plein"),
            format_number(report.full_time(earlier.minutes)),
            format_number(report.full_time(now.minutes)),
            _change(earlier.minutes, now.minutes),
        ],
    ]


def _change(earlier: int, now: int) -> str:
    """« + 12 % »; a dash where nothing, or next to nothing, was there before."""
    percent = change(now, earlier)
    if percent is None:
        return DASH
    if not percent:
        return "="
    sign = "+" if percent > 0 else "−"
    return f"{sign}{NO_BREAK}{format_number(abs(percent))}{NO_BREAK}%"


def months(report: Activity) -> Sheet | None:
    """The months with their series; None where there is one only."""
    if not report.months:
        return None
    chart: Chart = report.months[0]
    is_by_year = chart.columns[0].name.isdigit()
    part = _("Année") if is_by_year else _("Mois")
    title = _("Année par année") if is_by_year else _("Mois par mois")
    total = [_("Total"), *(_hours(minutes) for minutes in chart.totals), _hours(chart.total)]
    return Sheet(
        title=title,
        head=[part, *chart.names, _("Total")],
        rows=[
            [_month(column.name), *(_hours(n) for n in column.minutes), _hours(column.total)]
            for column in chart.columns
        ],
        total=total,
        label=_("%(title)s, en heures\u00a0; le tableau suit") % {"title": title},
    )


def sections(report: Activity) -> list[Sheet]:
    """By project and by category, each with its bars."""
    short = {word.name: word.label for word in report.found.offer.categories}
    found = [
        _section(_("Par projet"), _("Projet"), report.projects, {}),
        _section(_("Par catégorie"), _("Catégorie"), report.categories, short),
    ]
    return [section for section in found if section.rows]


def _section(title: str, first: str, lines: Sequence[Line], short: Mapping[str, str]) -> Sheet:
    minutes = sum(line.minutes for line in lines)
    actions = sum(line.actions for line in lines)
    return Sheet(
        title=title,
        head=[first, _("Activités"), _("Heures"), _("Part")],
        rows=[
            [
                line.name,
                format_number(line.actions),
                _hours(line.minutes),
                _share(line.minutes, minutes),
            ]
            for line in lines
        ],
        total=[_("Total"), format_number(actions), _hours(minutes), _share(minutes, minutes)],
        label=_("%(title)s, en heures\u00a0; le tableau suit") % {"title": title},
        bars=stripes([(short.get(line.name, line.name), line.minutes) for line in lines]),
    )


def _share(part: int, whole: int) -> str:
    """« 12 % », half-up."""
    percent = (part * 200 + whole) // (2 * whole) if whole else 0
    return f"{percent}{NO_BREAK}%"


def _hours(minutes: int) -> str:
    return format_duration_short(minutes) if minutes else DASH


def _month(name: str) -> str:
    """« Janvier 2026 » on one line."""
    return _capital(name).replace(" ", NO_BREAK)


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
