"""What the host decides for the whole instance."""

from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from benevalibre.associations.models import Association
from benevalibre.instance.models import Creation, Instance, Opening
from benevalibre.ui.widgets import ChipRadio

MOST_ASSOCIATIONS = 200
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
    single_association_id = forms.TypedChoiceField(
        label=_("Une seule association"),
        help_text=_("On n’en crée alors pas d’autre, et l’annuaire mène à elle."),
        coerce=int,
        empty_value=None,
        required=False,
    )
    contact = forms.EmailField(
        label=_("Adresse de contact"),
        help_text=_("Donnée à qui cherche de l’aide."),
        required=False,
    )

    idle_warning_months = forms.IntegerField(
        label=_("Écrire à qui ne se sert plus de son compte après"),
        help_text=_(
            "En mois. Se servir d’un compte, c’est venir ici, ou que l’équipe y note des heures."
            " Vide\u00a0: jamais."
        ),
        min_value=6,
        max_value=240,
        required=False,
    )
    idle_erasing_months = forms.IntegerField(
        label=_("Supprimer ce compte après"),
        help_text=_(
            "En mois, et deux mois au moins après le mail. Les heures restent dans les totaux, sans"
            " nom. Vide\u00a0: jamais."
        ),
        min_value=8,
        max_value=240,
        required=False,
    )

    def __init__(self, data: Any = None, *, row: Instance) -> None:
        super().__init__(data, initial={name: getattr(row, name) for name in self.base_fields})
        self._offer_associations(row.single_association_id)
        for name, variable in FORCED_BY.items():
            forced = getattr(settings, f"FORCED_{variable}")
            if forced:
                self.initial[name] = forced
                self.fields[name].disabled = True
                self.fields[name].help_text = (
                    gettext("Fixé par le serveur, avec le réglage %s.") % variable
                )

    def _offer_associations(self, present: int | None) -> None:
        """The first open associations by name, and the present choice whatever became of it."""
        offered = Association.objects.open().order_by("name_key")[:MOST_ASSOCIATIONS]
        kept = Association.objects.filter(pk=present or 0)
        names = {place.pk: place.name for place in (*offered, *kept)}
        field = cast("forms.TypedChoiceField", self.fields["single_association_id"])
        field.choices = [("", _("Non\u00a0: autant que l’on veut")), *names.items()]
        self.initial["single_association_id"] = str(present or "")

    def clean(self) -> None:
        """Nobody loses an account without having been written to."""
        super().clean()
        warning = self.cleaned_data.get("idle_warning_months")
        erasing = self.cleaned_data.get("idle_erasing_months")
        if erasing and not warning and "idle_warning_months" not in self.errors:
            self.add_error(
                "idle_warning_months",
                gettext("Dites quand écrire\u00a0: on prévient toujours avant de supprimer."),
            )
        elif erasing and warning and erasing < warning + 2:
            self.add_error(
                "idle_erasing_months",
                gettext("Laissez au moins deux mois entre le mail et la suppression."),
            )

    def columns(self) -> dict[str, Any]:
        """What was changed."""
        return {name: self.cleaned_data[name] for name in self.changed_data}
