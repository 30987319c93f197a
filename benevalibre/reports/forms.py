"""Which file to take away."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from benevalibre.documents.files import FRENCH_CSV, JSON, MACHINE_CSV, ODS, XLSX, FileFormat

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
