"""What the host decides for the whole instance."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from benevalibre.associations.models import Association
from benevalibre.instance.models import Creation, Instance, Opening
from benevalibre.ui.widgets import ChipRadio

FORCED_BY = {"sign_up": "SIGN_UP", "association_creation": "ASSOCIATION_CREATION"}


class SettingsForm(forms.Form):
    """The instance's settings; what the environment forces is shown and cannot be changed here."""

    name = forms.CharField(label=_("Nom de ce site"), max_length=150)
    sign_up = forms.ChoiceField(
        label=_("Qui peut créer un compte\u00a0?"), choices=Opening.choices, widget=ChipRadio
    )
    association_creation = forms.ChoiceField(
        label=_("Création d’associations"), choices=Creation.choices, widget=ChipRadio
    )
    single_association_id = forms.IntegerField(
        label=_("Une seule association"),
        help_text=_(
            "Le numéro de son adresse, par exemple 12 dans /associations/12/. On n’en crée alors"
            " pas d’autre, et l’annuaire mène à elle. Vide\u00a0: autant d’associations que"
            " l’on veut."
        ),
        min_value=1,
        max_value=2**31,
        required=False,
    )
    contact = forms.EmailField(
        label=_("Adresse de contact"),
        help_text=_("Donnée à qui cherche de l’aide."),
        required=False,
    )

    def __init__(self, data: Any = None, *, row: Instance) -> None:
        super().__init__(data, initial={name: getattr(row, name) for name in self.base_fields})
        for name, variable in FORCED_BY.items():
            forced = getattr(settings, f"FORCED_{variable}")
            if forced:
                self.initial[name] = forced
                self.fields[name].disabled = True
                self.fields[name].help_text = (
                    gettext("Fixé par le serveur, avec le réglage %s.") % variable
                )

    def clean_single_association_id(self) -> int | None:
        """The number of an association that is open here; None where there may be several."""
        number: int | None = self.cleaned_data["single_association_id"]
        if number is not None and not Association.objects.open().filter(pk=number).exists():
            raise forms.ValidationError(
                gettext("Aucune association ouverte n’a ce numéro\u00a0: regardez son adresse.")
            )
        return number

    def columns(self) -> dict[str, Any]:
        """What was changed."""
        return {name: self.cleaned_data[name] for name in self.changed_data}
