"""Time sheets on paper: one, or a volume of them that starts with their list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from benevalibre.associations.heading import heading_of
from benevalibre.associations.models import Association
from benevalibre.documents.files import file_name
from benevalibre.documents.pdf import order
from benevalibre.documents.pictures import picture_svg
from benevalibre.documents.pressing import Order, press
from benevalibre.instance.pictures import clean_picture
from benevalibre.reports.timesheets import Counted, Entry, Sheet
from benevalibre.ui.durations import format_duration_short
from benevalibre.ui.formats import format_distance, format_month, format_period
from benevalibre.valuation.models import Statement

LOGO: Final = "logo.svg"
TEMPLATE: Final = "reports/timesheet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """Some sheets of a statement; ``first`` and ``last`` are surnames, ``count`` volumes in all."""

    number: int
    count: int
    first: str
    last: str
    sheets: Sequence[Sheet]

    @property
    def minutes(self) -> int:
        """The minutes that count in it."""
        return sum(sheet.given for sheet in self.sheets)

    @property
    def name(self) -> str:
        """« Volume 3 sur 20, de DURAND à FABRE »."""
        return self._named(str(self.number))

    @property
    def file_name(self) -> str:
        """The same for a file: the ninth stands before the tenth."""
        number = str(self.number).zfill(len(str(self.count)))
        return file_name(self._named(number), suffix="pdf")

    def _named(self, number: str) -> str:
        words = {"n": number, "count": self.count, "first": self.first, "last": self.last}
        return _("Volume %(n)s sur %(count)s, de %(first)s à %(last)s") % words


def timesheet_pdf(association: Association, sheet: Sheet) -> bytes:
    """The sheet of one person, as it is today."""
    content = logo_of(association)
    period = format_period(sheet.start, sheet.end)
    title = _title(sheet)
    data = {
        "title": title,
        "issuer": {**heading_of(association), "logo": LOGO if content else None},
        "foot": f"{association.name}, {title}, {period}",
        "summary": None,
        "sheets": [_sheet(association, sheet, [])],
        **_words(),
    }
    return press(order(TEMPLATE, data, files={LOGO: content} if content else None))


def volume_order(statement: Statement, volume: Volume, *, whole: int, logo: bytes | None) -> Order:
    """One volume of a statement, to be pressed; ``whole`` is the statement's minutes."""
    here = statement.association
    words = {"n": statement.number, "year": statement.fiscal_year}
    name = _("État %(n)s, exercice %(year)s") % words
    about = [[_("D’après"), name], [_("Arrêté le"), _day(statement.closed_at)]]
    data = {
        "title": _("Feuilles de temps, exercice %(year)s") % words,
        "issuer": {**statement.issuer, "logo": LOGO if logo else None},
        "foot": f"{statement.issuer['name']}, {name}",
        "summary": _summary(volume, about, whole),
        "sheets": [_sheet(here, sheet, about) for sheet in volume.sheets],
        **_words(),
    }
    files = {LOGO: logo} if logo else None
    return order(TEMPLATE, data, files=files, at=statement.closed_at)


def logo_of(association: Association) -> bytes | None:
    """The logo for a paper; None where there is none, or where its file cannot be read."""
    if not association.logo:
        return None
    try:
        with association.logo.open("rb") as file:
            return picture_svg(clean_picture(file, square=False).read())
    except (OSError, ValidationError):
        return None


def _words() -> dict[str, str]:
    return {
        "page": _("page {n} sur {total}"),
        "attests": _("Seules les heures validées par l’association figurent sur cette feuille."),
    }


def _title(sheet: Sheet) -> str:
    if not sheet.name:
        return _("Feuille de temps, personnes non précisées")
    return _("Feuille de temps de %(name)s") % {"name": sheet.name}


def _summary(volume: Volume, about: list[list[str]], whole: int) -> dict[str, Any]:
    here = format_duration_short(volume.minutes)
    several = volume.count > 1
    totals = [[_("Total du volume") if several else _("Total"), here]]
    if several:
        totals.append([_("Total de l’état"), format_duration_short(whole)])
    return {
        "facts": [*about, [_("Volume"), volume.name]] if several else about,
        "head": [_("Personne"), _("Heures")],
        "rows": [[_named(sheet), format_duration_short(sheet.given)] for sheet in volume.sheets],
        "totals": totals,
    }


def _named(sheet: Sheet) -> str:
    return sheet.name or _("Personnes non précisées")


def _sheet(association: Association, sheet: Sheet, about: list[list[str]]) -> dict[str, Any]:
    columns = _columns(sheet)
    return {
        "title": _title(sheet),
        "facts": [
            [_("Période"), format_period(sheet.start, sheet.end)],
            [_("Heures"), format_duration_short(sheet.given)],
            *about,
        ],
        "head": [_("Date"), _("Activité"), *(str(head) for head, _cell in columns)],
        "months": [
            {
                "rows": [
                    [_when(entry), entry.words, *(cell(entry) for _head, cell in columns)]
                    for entry in month.entries
                ],
                "total": [
                    _("Total, %(month)s") % {"month": format_month(month.start)},
                    *(cell(month) for _head, cell in columns),
                ],
            }
            for month in sheet.months
        ],
        "total": [_("Total de la période"), *(cell(sheet) for _head, cell in columns)],
        "signs": _signs(association, sheet),
    }


def _columns(sheet: Sheet) -> list[tuple[str, Any]]:
    """The columns of figures: those of travel and distance only where there are some."""
    found: list[tuple[str, Any]] = [(_("Durée"), lambda row: format_duration_short(row.minutes))]
    if sheet.travel:
        found.append((_("Trajet"), lambda row: _minutes(row.travel)))
    if sheet.travel and sheet.travel_included:
        found.append((_("Compté"), lambda row: format_duration_short(row.minutes + row.travel)))
    if sheet.distance:
        found.append((_("Distance"), _distance))
    return found


def _minutes(minutes: int) -> str:
    return format_duration_short(minutes) if minutes else ""


def _distance(row: Entry | Counted) -> str:
    return format_distance(row.distance) if row.distance else ""


def _when(entry: Entry) -> str:
    return format_period(entry.day, entry.until)


def _signs(association: Association, sheet: Sheet) -> list[list[str]]:
    ours = [_("Pour l’association"), association.representative]
    room = _("Date et signature\u00a0:")
    if not sheet.name:
        return [[*ours, room]]
    return [[_("Bénévole"), sheet.name, room], [*ours, room]]


def _day(moment: datetime) -> str:
    return format_period(timezone.localdate(moment))
