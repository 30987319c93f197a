"""The year asked for, and what an action counts for."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from benevalibre.associations.models.vocabulary import CecKind
from benevalibre.certificates.counting import NONE, Year

SHOWN_YEARS = 4
FIRST = 2017


class YearForm(forms.Form):
    """The query string: ``annee``; the present year where it says nothing that can be meant."""

    annee = forms.IntegerField(required=False)

    def __init__(self, data: Any, *, today: date) -> None:
        super().__init__(data)
        self.today = today

    @property
    def year(self) -> Year:
        """The year to show: from 2017, when the account began, to the present one."""
        asked = self.cleaned_data.get("annee") if self.is_valid() else None
        if asked is None or not FIRST <= asked <= self.today.year:
            return Year(self.today.year)
        return Year(int(asked))

    @property
    def years(self) -> list[int]:
        """The last years, the present one first."""
        return [self.today.year - n for n in range(SHOWN_YEARS)]


class FunctionForm(forms.Form):
    """What one action counts for."""

    counts_for = forms.ChoiceField(
        label=_("Compte pour"),
        choices=[
            ("", _("Selon la catégorie et les fonctions")),
            *CecKind.choices,
            (NONE, _("Ne compte pas")),
        ],
        required=False,
    )
