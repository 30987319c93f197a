"""Forms of an association that comes or leaves."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from benevalibre.associations.forms.obeying import ObeyingForm
from benevalibre.associations.models import Association


class ArrivalFileForm(ObeyingForm, forms.Form):
    """The file of an association; what it holds is checked by the verb that keeps it."""

    file = forms.FileField(
        label=_("Fichier de l’association"),
        help_text=_("Celui que l’ancienne adresse vous a fait télécharger, sans le modifier."),
        widget=forms.FileInput(attrs={"accept": ".json,.zip,application/json,application/zip"}),
        error_messages={"empty": _("Ce fichier est vide. Téléchargez-le de nouveau.")},
    )

    @property
    def sent(self) -> "UploadedFile[bytes]":
        """The file, once the form is valid."""
        found: UploadedFile[bytes] = self.cleaned_data["file"]
        return found


class ArrivalNameForm(ObeyingForm, forms.Form):
    """The name that it will have here."""

    name = forms.CharField(label=_("Son nom ici"), max_length=127)

    def clean_name(self) -> str:
        """The name, if no other association has it, whatever the case."""
        name = str(self.cleaned_data["name"])
        if Association.objects.named(name).exists():
            raise forms.ValidationError(
                _("Une association porte déjà ce nom ici. Choisissez-en un autre.")
            )
        return name


class ArrivalPlainForm(ObeyingForm, forms.Form):
    """Nothing to choose: an archive keeps its name."""


class DepartureForm(ObeyingForm, forms.Form):
    """A word to the team; it stays on the association's page."""

    message = forms.CharField(
        label=_("Un mot pour l’équipe"),
        help_text=_("Il part par mail et reste sur la page de l’association."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.use_required_attribute = False
