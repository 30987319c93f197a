"""Which year of the instance is looked at."""

from collections.abc import Collection
from typing import Any, Final, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SORTS: Final = ("name", "places", "people", "actions", "minutes")
EVER: Final = "all"
CHOICES: Final = [(f"{sign}{name}", name) for sign in ("", "-") for name in SORTS]


class YearForm(forms.Form):
    """A calendar year in which something counts, or all of them; and the order of the tables."""

    year = forms.ChoiceField(label=gettext_lazy("Année"))
    sort = forms.ChoiceField(choices=CHOICES, required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict, *, years: Collection[int]) -> None:
        super().__init__({"year": EVER, **data.dict()})
        self.use_required_attribute = False
        field = cast("forms.ChoiceField", self.fields["year"])
        field.choices = [
            (EVER, _("Toutes")),
            *((str(year), str(year)) for year in sorted(years, reverse=True)),
        ]

    @property
    def year_chosen(self) -> int | None:
        """The year asked for."""
        year = self._held("year")
        return int(year) if year and year != EVER else None

    @property
    def order(self) -> str:
        """The order asked for; empty for the one by hours."""
        return self._held("sort") or ""

    def _held(self, name: str) -> Any:
        return self.cleaned_data.get(name) if self.is_valid() else None
