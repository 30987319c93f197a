"""Closing a fiscal year, and opening it again."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from benevalibre.associations.forms.dates import SaneDateField
from benevalibre.associations.forms.obeying import ObeyingForm
from benevalibre.valuation.closing import Preview
from benevalibre.valuation.models import Adopted


class ClosingForm(ObeyingForm, forms.Form):
    """What is asked depends on what the preview found."""

    adopted_on = SaneDateField(
        label=_("Date de la décision qui a adopté les taux"),
        help_text=_("Elle figure sur l’état. Vous pouvez la laisser vide."),
        required=False,
    )
    adopted_by = forms.ChoiceField(
        label=_("Décision prise par"), choices=[("", "—"), *Adopted.choices], required=False
    )
    leaving_waiting = forms.BooleanField(
        label=_("Arrêter quand même\u00a0: ces heures ne compteront pas"), required=False
    )

    def __init__(self, *args: Any, preview: Preview, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not preview.year.association.policy_valued:
            del self.fields["adopted_on"], self.fields["adopted_by"]
        if not preview.waiting.exists():
            del self.fields["leaving_waiting"]


class ReopeningForm(ObeyingForm, forms.Form):
    """Why a closed year opens again."""

    reason = forms.CharField(
        label=_("Pourquoi\u00a0?"),
        help_text=_("L’équipe le lira dans le journal et sur l’ancien état."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
