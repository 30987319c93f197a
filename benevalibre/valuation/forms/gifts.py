"""A gift in kind: what it is, what it is worth, and the paper that says so."""

from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from benevalibre.associations.forms.obeying import ObeyingForm
from benevalibre.ui.widgets import CardRadio
from benevalibre.valuation.accounts import Nature
from benevalibre.valuation.evidence import clean_evidence
from benevalibre.valuation.forms.fields import euros_field
from benevalibre.valuation.models.gifts import KINDS, MOST_EUROS, Gift


class GiftForm(ObeyingForm, forms.Form):
    """``columns()`` gives those of a gift that are to be written."""

    nature = forms.ChoiceField(
        label=_("Qu’avez-vous reçu\u00a0?"),
        choices=KINDS,
        widget=CardRadio(
            helps={
                Nature.GOODS: _("Denrées, vêtements, fournitures… Comptes 860 et 870."),
                Nature.PREMISES: _("Une salle, un véhicule, un outil prêté. Comptes 861 et 871."),
                Nature.SERVICES: _("Impression, comptabilité, conseil… Comptes 862 et 871."),
            }
        ),
    )
    label = forms.CharField(
        label=_("Description"),
        help_text=_("Ce que c’est, et qui l’a donné. Par exemple «\u00a0Salle, mairie\u00a0»."),
        max_length=200,
    )
    cents = euros_field(
        most=MOST_EUROS,
        label=_("Valeur, en euros"),
        help_text=_("Ce que vous auriez payé\u00a0: un devis, un tarif, un prix de magasin."),
    )
    evidence = forms.FileField(
        label=_("Justificatif"),
        help_text=_(
            "Un PDF de 5\u00a0Mo au plus, ou une photo. Seules les personnes qui gèrent la "
            "valorisation peuvent l’ouvrir."
        ),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png,image/webp"}),
        required=False,
    )
    blank = forms.BooleanField(label=_("Retirer le justificatif"), required=False)

    def __init__(self, *args: Any, gift: Gift | None, **kwargs: Any) -> None:
        if gift:
            kwargs["initial"] = {name: getattr(gift, name) for name in ("nature", "label", "cents")}
        super().__init__(*args, **kwargs)
        if gift is None or not gift.evidence:
            del self.fields["blank"]

    def clean_cents(self) -> int:
        """A gift is worth something."""
        cents: int = self.cleaned_data["cents"]
        if cents == 0:
            raise forms.ValidationError(_("Écrivez un montant, par exemple 15,50."))
        return cents

    def clean_evidence(self) -> "ContentFile[bytes] | None":
        """The file sent, looked at and under another name; None to keep what is there."""
        sent = self.cleaned_data["evidence"]
        return clean_evidence(sent) if isinstance(sent, UploadedFile) else None

    def columns(self) -> dict[str, Any]:
        """Those that are to be written."""
        data = self.cleaned_data
        columns = {name: data[name] for name in ("nature", "label", "cents")}
        if data["evidence"] is not None:
            columns["evidence"] = data["evidence"]
        elif data.get("blank"):
            columns["evidence"] = ""
        return columns
