"""Deleting an association: typing its name."""

from django import forms
from django.utils.translation import gettext_lazy as _

from benevalibre.associations.forms.obeying import ObeyingForm


class DeletionForm(ObeyingForm, forms.Form):
    """The name, so that nobody deletes by mistake."""

    name = forms.CharField(
        label=_("Nom de l’association, pour confirmer"),
        max_length=127,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
