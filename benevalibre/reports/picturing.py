"""How statistics are set out: their charts, and the sections of the page."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from benevalibre.reports.charts import Chart, in_both_sizes
from benevalibre.reports.drawing import Stripes, stripes
from benevalibre.reports.lines import Line
from benevalibre.reports.periods import Period
from benevalibre.reports.reading import Grain
from benevalibre.reports.statistics import Statistics
from benevalibre.ui.durations import format_duration_short
from benevalibre.ui.formats import format_number, format_period


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A table with its bars: ``table`` names it in addresses, ``first`` heads its first column."""

    table: str
    title: str
    first: str
    lines: Sequence[Line]
    label: str = ""
    bars: Stripes | None = None
    is_sorted: bool = True
    is_person: bool = False
    has_euros: bool = False
    count: int | None = None

    @property
    def headline(self) -> str:
        """What is said of it while it is folded: how many people, or what most was given to."""
        if self.count is not None:
            words = {"count": format_number(self.count)}
            return ngettext("%(count)s personne", "%(count)s personnes", self.count) % words
        named = [line for line in self.lines if not line.is_rest]
        if not named:
            return ""
        first = max(named, key=lambda line: line.minutes)
        return f"{first.name[:1].upper()}{first.name[1:]}, {format_duration_short(first.minutes)}"


def describe(period: Period) -> dict[str, object]:
    """The period and its days, in words."""
    days = format_period(period.start, period.end) if period.start and period.end else ""
    return {"period": period, "days": "" if days == period.name else days}


def pages(found: Statistics) -> dict[str, object]:
    """Where the list of people stands."""
    page = found.question.page
    return {
        "page": page,
        "previous_page": page - 1,
        "next_page": page + 1,
        "has_pages": page > 1 or found.has_more_people,
    }


def pictures(found: Statistics) -> dict[str, object]:
    """Months stacked by project, and the sections; none where nothing counts."""
    if not found.total.actions:
        return {}
    return {
        "months": _months(found),
        "months_label": _months_label(found),
        "is_by_year": found.grain is Grain.YEAR,
        "sections": [section for section in _sections(found) if section.lines],
        "shows_travel": found.is_whole and bool(found.total.travel),
        "shows_distance": found.is_whole and bool(found.total.distance),
    }


def bars(lines: Sequence[Line]) -> Stripes | None:
    """Bars for the words of a table."""
    return stripes([(line.name, line.minutes) for line in lines if not line.is_rest])


def _sections(found: Statistics) -> list[Section]:
    by_year = found.grain is Grain.YEAR
    part = _("Année") if by_year else _("Mois")
    title = _("Par année") if by_year else _("Par mois")
    words = [
        _words("categories", _("Par catégorie"), _("Catégorie"), found.categories),
        _words("projects", _("Par projet"), _("Projet"), found.projects),
        _words("levels", _("Par niveau"), _("Niveau"), found.levels),
    ]
    return [
        *(replace(section, has_euros=found.parts_have_worth) for section in words),
        Section(table="parts", title=title, first=part, lines=found.parts, is_sorted=False),
        Section(
            table="people",
            title=_("Par personne"),
            first=_("Personne"),
            lines=found.people,
            count=len(found.given) if found.names_people else 0,
            is_person=True,
        ),
    ]


def _words(table: str, title: str, first: str, lines: Sequence[Line]) -> Section:
    label = _("%(title)s, en heures\u00a0; le tableau suit") % {"title": title}
    return Section(
        table=table, title=title, first=first, lines=lines, label=label, bars=bars(lines)
    )


def _months_label(found: Statistics) -> str:
    if found.grain is Grain.YEAR:
        return _("Heures par année\u00a0; le tableau suit")
    return _("Heures par mois\u00a0; le tableau suit")


def _months(found: Statistics) -> list[Chart]:
    """Columns of months, or of years; by project where all is shown, else in one colour."""
    by_year = found.grain is Grain.YEAR
    months = sorted({month.replace(month=1) for month in found.months}) if by_year else found.months
    figures = _stacked(found) if found.is_whole else _plain(found)
    return in_both_sizes(months, figures, others=_("Autres projets"), by_year=by_year)


def _stacked(found: Statistics) -> dict[tuple[date, str], int]:
    names: Mapping[int | None, str] = found.offer.names.get("projects", {})
    days = {part: first_day(part) for part in {each.cell.part for each in found.cells}}
    nothing, with_travel = _("Sans projet"), found.with_travel
    figures: dict[tuple[date, str], int] = defaultdict(int)
    for each in found.cells:
        cell = each.cell
        name = names.get(cell.project, nothing)
        figures[days[cell.part], name] += cell.minutes + (cell.travel if with_travel else 0)
    return dict(figures)


def _plain(found: Statistics) -> dict[tuple[date, str], int]:
    shown = [line for line in found.parts if not line.is_rest]
    return {(first_day(line.key), _("Heures")): line.minutes for line in shown}


def first_day(part: str) -> date:
    """The first day of « 2026-05 » or of « 2026 »."""
    return date.fromisoformat(f"{part}-01-01"[:10])
