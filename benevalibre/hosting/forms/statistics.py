"""Which year of the instance is looked at."""

import datetime
from typing import Any, Final, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from benevalibre.reports.models import AssociationYear

SORTS: Final = ("name", "places", "people", "actions", "minutes")
CHOICES: Final = [(f"{sign}{name}", name) for sign in ("", "-") for name in SORTS]


class YearForm(forms.Form):
    """A calendar year in which something counts, or all of them; and the order of the tables."""

    year = forms.TypedChoiceField(
        label=gettext_lazy("Année"), coerce=int, empty_value=None, required=False
    )
    sort = forms.ChoiceField(choices=CHOICES, required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict, *, today: datetime.date) -> None:
        super().__init__(data)
        self.use_required_attribute = False
        known = AssociationYear.objects.order_by().values_list("year", flat=True).distinct()
        years = sorted({today.year, *known}, reverse=True)
        field = cast("forms.ChoiceField", self.fields["year"])
        field.choices = [("", _("Toutes")), *((str(year), str(year)) for year in years)]

    @property
    def year_chosen(self) -> int | None:
        """The year asked for."""
        return self._held("year")

    @property
    def order(self) -> str:
        """The order asked for; empty for the one by hours."""
        return self._held("sort") or ""

    def _held(self, name: str) -> Any:
        return self.cleaned_data.get(name) if self.is_valid() else None
