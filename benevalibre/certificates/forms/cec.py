"""The year asked for, and what an action counts for."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from benevalibre.associations.forms.dates import SaneDateField
from benevalibre.associations.forms.obeying import ObeyingForm
from benevalibre.associations.forms.settings import read_siren
from benevalibre.associations.models import Association
from benevalibre.associations.models.vocabulary import CecKind
from benevalibre.certificates.counting import NONE, Year

FACTS = ("declared_on", "register_number", "siren")
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


class ConditionsForm(ObeyingForm, forms.Form):
    """What the law asks of the association, in its own words."""

    declared_on = SaneDateField(
        label=_("À quelle date l’association a-t-elle été déclarée ?"),
        help_text=_("La date du récépissé : il faut un an au moins."),
        required=False,
    )
    register_number = forms.CharField(
        label=_("Numéro RNA, ou volume et folio"), max_length=60, required=False
    )
    siren = forms.CharField(label=_("SIREN, si elle en a un"), max_length=20, required=False)
    all_general_interest = forms.ChoiceField(
        label=_("Toutes ses activités sont-elles d’intérêt général ?"),
        help_text=_("Au sens de l’article 200-1-b du code général des impôts."),
        choices=[("true", _("Oui")), ("false", _("Non")), ("", _("Je ne sais pas"))],
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, data: Any, *, association: Association) -> None:
        said = association.all_general_interest
        truth = "" if said is None else str(said).lower()
        known = {name: getattr(association, name) for name in FACTS}
        super().__init__(data, initial={**known, "all_general_interest": truth})

    def clean_siren(self) -> str:
        """Nine digits (SIREN) or fourteen (SIRET), spaces taken out."""
        return read_siren(self.cleaned_data["siren"])

    def clean_all_general_interest(self) -> bool | None:
        """Yes, no, or not known."""
        return {"true": True, "false": False}.get(self.cleaned_data["all_general_interest"])


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
