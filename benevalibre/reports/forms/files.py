"""Which file to take away, and of which days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from benevalibre.associations.forms.dates import SaneDateField
from benevalibre.associations.models import Membership
from benevalibre.documents.files import FRENCH_CSV, JSON, MACHINE_CSV, ODS, XLSX, FileFormat
from benevalibre.reports import periods
from benevalibre.reports.periods import Year

SHOWN_YEARS: Final = 4
LEFT_OUT: Final = ("format", "after", "before", "sort", "page")


@dataclass(frozen=True, slots=True)
class Choice:
    """A file that is offered: its code in addresses, what writes it, how the page shows it."""

    code: str
    file: FileFormat
    icon: str
    label: str | Promise
    help: str | Promise


CHOICES: Final[Sequence[Choice]] = (
    Choice("xlsx", XLSX, "file-spreadsheet", _("Pour un tableur (XLSX)"),
           _("Excel, Numbers, Google Sheets.")),
    Choice("ods", ODS, "file-spreadsheet", _("Pour LibreOffice (ODS)"),
           _("Ou un autre tableur libre.")),
    Choice("csv", FRENCH_CSV, "file-text", _("CSV"),
           _("Pour un tableur en français\u00a0: points-virgules, virgules décimales.")),
    Choice("csv-machines", MACHINE_CSV, "file-text", _("CSV pour machines"),
           _("Virgules, points décimaux, dates 2026-12-31.")),
    Choice("json", JSON, "file-text", _("JSON"), _("Pour un programme.")),
)  # fmt: skip
PAHEKO: Final = Choice(
    "paheko", MACHINE_CSV, "file-text", _("Pour Paheko"),
    _("Les heures qui comptent, pour son extension «\u00a0Suivi du temps\u00a0» (CSV)."),
)  # fmt: skip


class ExportForm(forms.Form):
    """The query string of a page of export: the file asked for, none on the page itself."""

    format = forms.ChoiceField(
        required=False,
        error_messages={"invalid_choice": _("Choisissez un des fichiers ci-dessous.")},
    )

    def __init__(self, data: QueryDict, *, choices: Sequence[Choice]) -> None:
        super().__init__(data)
        self.offered = {choice.code: choice for choice in choices}
        field: Any = self.fields["format"]
        field.choices = [(code, code) for code in self.offered]

    @property
    def chosen(self) -> Choice | None:
        """The file asked for, None where none is, or where it does not exist."""
        return self.offered.get(self.cleaned_data.get("format", "")) if self.is_valid() else None

    @property
    def filters(self) -> str:
        """The query string without what only says which file, or which page of the list."""
        query = QueryDict(mutable=True)
        query.update(self.data)
        for name in LEFT_OUT:
            query.pop(name, None)
        return query.urlencode()


class SpanForm(forms.Form):
    """The query string of a time sheet: two days; the present year where it says nothing."""

    start = SaneDateField(label=_("Du"))
    end = SaneDateField(label=_("Au"))

    def __init__(self, data: QueryDict, *, years: Sequence[Year], today: date) -> None:
        present = periods.current(today, years)
        self.first_days = {"start": present.start, "end": present.end}
        self.years = years or [_calendar_year(today.year - n) for n in range(SHOWN_YEARS)]
        said = bool(data.get("start") or data.get("end"))
        super().__init__(data if said else None, initial=self.first_days)

    def clean(self) -> dict[str, Any]:
        """In their order."""
        start, end = self.cleaned_data.get("start"), self.cleaned_data.get("end")
        if start and end and start > end:
            self.add_error("end", _("Le dernier jour vient avant le premier."))
        return self.cleaned_data

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day; None where they cannot be meant."""
        if self.is_bound and not self.is_valid():
            return None
        found: Any = self.cleaned_data if self.is_bound else self.first_days
        return found["start"], found["end"]

    @property
    def spans(self) -> list[tuple[Year, bool]]:
        """The last years, each with whether it is the one shown."""
        return [(year, self.days == (year.start, year.end)) for year in self.years[:SHOWN_YEARS]]


class PlaceForm(forms.Form):
    """The query string that says of which association it is; the first where it does not."""

    place = forms.TypedChoiceField(label=_("Association"), coerce=int, required=False)

    def __init__(self, data: QueryDict, *, places: Sequence[Membership]) -> None:
        self.places = places
        super().__init__(data, initial={"place": places[0].pk if places else None})
        field: Any = self.fields["place"]
        field.choices = [(place.pk, place.association.name) for place in places]

    @property
    def chosen(self) -> Membership | None:
        """The place asked for; None where there is none, or where it is not theirs."""
        if not self.is_valid():
            return None
        wanted = self.cleaned_data["place"] or self.initial["place"]
        return next((place for place in self.places if place.pk == wanted), None)


def _calendar_year(number: int) -> Year:
    return Year(number, str(number), date(number, 1, 1), date(number, 12, 31))
