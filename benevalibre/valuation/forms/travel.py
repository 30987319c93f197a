"""What somebody drives, what they waive, and what receipts say of the association."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from benevalibre.associations.forms.dates import SaneDateField
from benevalibre.associations.forms.obeying import ObeyingForm
from benevalibre.ui.widgets import CardRadio
from benevalibre.valuation.forms.papers import FORMATS
from benevalibre.valuation.models.waivers import (
    LONGEST_ADDRESS,
    LONGEST_REASON,
    MOST_POWER,
    Quality,
    ReceiptIssuer,
    Vehicle,
    VehicleKind,
)


class VehicleForm(ObeyingForm, forms.Form):
    """The kind, the power, the motor; ``columns()`` gives those of a vehicle."""

    kind = forms.ChoiceField(
        label=_("Véhicule"), choices=VehicleKind.choices, widget=CardRadio, initial=VehicleKind.CAR
    )
    power = forms.IntegerField(
        label=_("Puissance fiscale, en chevaux (CV)"),
        help_text=_(
            "Case P.6 de la carte grise, un nombre de 1 à 99. Rien à écrire pour un cyclomoteur."
        ),
        min_value=1,
        max_value=MOST_POWER,
        required=False,
    )
    electric = forms.BooleanField(label=_("C’est un véhicule électrique"), required=False)
    start = SaneDateField(
        label=_("Depuis le"),
        help_text=_("Les kilomètres d’avant ce jour restent à l’autre véhicule."),
    )

    def __init__(
        self, *args: Any, vehicle: Vehicle | None, is_first: bool, today: date, **kwargs: Any
    ) -> None:
        self.first_day = vehicle.start if vehicle else today.replace(month=1, day=1)
        kwargs["initial"] = {"start": today}
        if vehicle is not None:
            names = ("kind", "power", "electric", "start")
            kwargs["initial"] = {name: getattr(vehicle, name) for name in names}
        super().__init__(*args, **kwargs)
        if is_first:
            del self.fields["start"]

    def clean(self) -> dict[str, Any]:
        """The scale asks for the power of whatever is no moped."""
        data = self.cleaned_data
        needed = data.get("kind") != VehicleKind.MOPED and "power" not in self.errors
        if needed and not data.get("power"):
            self.add_error("power", _("Écrivez la puissance fiscale, par exemple 5."))
        return data

    def columns(self) -> dict[str, Any]:
        """Those of a vehicle; a moped has no power that counts."""
        data = self.cleaned_data
        is_moped = data["kind"] == VehicleKind.MOPED
        return {
            "kind": data["kind"],
            "power": 1 if is_moped else data["power"],
            "electric": data["electric"],
            "start": data.get("start", self.first_day),
        }


class AddressForm(ObeyingForm, forms.Form):
    """Where the donor lives: asked only where the association issues receipts."""

    address = forms.CharField(
        label=_("Adresse, pour le reçu fiscal"),
        help_text=_("Elle ne sert qu’à ce reçu. Facultatif\u00a0: sans elle, pas de reçu."),
        max_length=LONGEST_ADDRESS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "street-address"}),
    )

    def clean_address(self) -> str:
        """Lines without anything empty between them."""
        lines = (line.strip() for line in self.cleaned_data["address"].splitlines())
        return "\n".join(line for line in lines if line)


class WaiveForm(AddressForm):
    """The yes to the official sentence, and the address where a receipt may follow."""

    sure = forms.BooleanField(
        label=_("Je renonce au remboursement de ces frais"),
        error_messages={"required": _("Cochez cette case pour renoncer à ces frais.")},
    )
    field_order = ("address", "sure")

    def __init__(self, *args: Any, gives_receipts: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not gives_receipts:
            del self.fields["address"]

    def donor_address(self) -> str:
        """What was written, if it was asked for."""
        return str(self.cleaned_data.get("address", ""))


class DeclineForm(ObeyingForm, forms.Form):
    """Why it does not hold, or no more."""

    reason = forms.CharField(
        label=_("Pourquoi\u00a0?"),
        help_text=_("La personne lira cette phrase dans un mail."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReceiptIssuerForm(AddressForm):
    """What the law wants a receipt to say of the association."""

    purpose = forms.CharField(
        label=_("Objet de l’association"),
        help_text=_("En une phrase, comme dans les statuts."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    quality = forms.ChoiceField(
        label=_("Qualité"),
        help_text=_("Celle que l’administration vous reconnaît."),
        choices=Quality.choices,
        widget=CardRadio,
    )

    def __init__(self, *args: Any, issuer: ReceiptIssuer, **kwargs: Any) -> None:
        names = ("address", "purpose", "quality")
        kwargs["initial"] = {name: getattr(issuer, name) for name in names}
        super().__init__(*args, **kwargs)
        address = self.fields["address"]
        address.label, address.required = _("Adresse du siège"), True
        address.help_text = _("Comme sur une enveloppe.")

    def columns(self) -> dict[str, Any]:
        """Those of what receipts say."""
        return dict(self.cleaned_data)


class FileForm(forms.Form):
    """The query string of a download."""

    format = forms.ChoiceField(choices=[(code, code) for code in FORMATS])
