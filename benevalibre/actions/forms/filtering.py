"""What the address of the list says: filters and order; what does not hold is left out."""

from typing import cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from benevalibre.actions.forms.fields import offer_rows
from benevalibre.actions.listing import SORTS, Filters, years
from benevalibre.actions.models import Status
from benevalibre.associations.forms.choices import LabelledChoiceField
from benevalibre.associations.models import Association
from benevalibre.ui.widgets import DateInput


class FilterForm(forms.Form):
    """The filters of the team's list; ``filters()`` gives those that hold."""

    person = forms.CharField(label=_("Personne"), max_length=100, required=False)
    text = forms.CharField(label=_("Texte"), max_length=100, required=False)
    project = LabelledChoiceField(None, label=_("Projet"), required=False, empty_label=_("Tous"))
    category = LabelledChoiceField(
        None, label=_("Catégorie"), required=False, empty_label=_("Toutes")
    )
    status = forms.ChoiceField(
        label=_("État"), choices=[("", _("Tous")), *Status.choices], required=False
    )
    year = forms.TypedChoiceField(label=_("Année"), coerce=int, empty_value=None, required=False)
    start = forms.DateField(label=_("Du"), widget=DateInput, required=False)
    end = forms.DateField(label=_("Au"), widget=DateInput, required=False)
    sort = forms.ChoiceField(
        choices=[(name, name) for name in SORTS], required=False, widget=forms.HiddenInput
    )

    def __init__(self, data: QueryDict, *, association: Association, is_team: bool) -> None:
        super().__init__(data)
        self.use_required_attribute = False
        offer_rows(self, "project", association.projects.order_by("name_key"))
        offer_rows(self, "category", association.categories.order_by("name_key"))
        found = [(str(year), str(year)) for year in years(association)]
        cast("forms.ChoiceField", self.fields["year"]).choices = [("", _("Toutes")), *found]
        if not is_team:
            del self.fields["status"]

    def filters(self, *, only_counted: bool = False) -> Filters:
        """The filters that hold; a value that does not is as if it were not there.

        ``only_counted`` leaves what is approved, whatever was asked.
        """
        self.is_valid()
        held = {name: value for name, value in self.cleaned_data.items() if value}
        held.pop("sort", None)
        if only_counted:
            held["status"] = Status.APPROVED.value
        return Filters(**held)

    def held(self) -> dict[str, str]:
        """The values that hold, as an address carries them."""
        return {
            name: self[name].data
            for name in self.fields
            if self.cleaned_data.get(name) and isinstance(self[name].data, str)
        }

    @property
    def order(self) -> str:
        """The order asked for, else by date."""
        return self.cleaned_data.get("sort") or "-date"
