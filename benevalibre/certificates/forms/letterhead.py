"""What certificates say above, and who signs them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from benevalibre.associations.forms.obeying import ObeyingForm
from benevalibre.certificates.models import Letterhead, Picture
from benevalibre.instance.pictures import clean_picture

MOST_LINES = 4


class LetterheadForm(ObeyingForm, forms.Form):
    """Address, signatory, quality, and the picture of a signature."""

    address = forms.CharField(
        label=_("Adresse"),
        help_text=_("Comme sur une enveloppe, en quatre lignes au plus."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    signatory = forms.CharField(
        label=_("Qui signe"),
        help_text=_("Le nom de la personne qui représente l’association."),
        max_length=150,
        required=False,
    )
    quality = forms.CharField(
        label=_("Sa qualité"),
        help_text=_("Par exemple présidente, ou trésorier."),
        max_length=100,
        required=False,
    )
    picture = forms.FileField(
        label=_("Sa signature, en image"),
        help_text=_("Facultatif\u00a0: sans image, une place reste libre pour signer à la main."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )
    blank = forms.BooleanField(label=_("Retirer l’image et laisser la place libre"), required=False)

    def __init__(self, *args: Any, letterhead: Letterhead, **kwargs: Any) -> None:
        self.letterhead = letterhead
        names = ("address", "signatory", "quality")
        kwargs["initial"] = {name: getattr(letterhead, name) for name in names}
        super().__init__(*args, **kwargs)
        if letterhead.signature is None:
            del self.fields["blank"]

    def clean_address(self) -> str:
        """Lines without anything empty between them."""
        lines = [line.strip() for line in self.cleaned_data["address"].splitlines()]
        lines = [line for line in lines if line]
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(_("Quatre lignes au plus tiennent sur le papier."))
        return "\n".join(lines)

    def clean_picture(self) -> bytes | None:
        """A new picture drawn from the one sent."""
        sent = self.cleaned_data["picture"]
        return clean_picture(sent, square=False).read() if sent else None

    def columns(self) -> dict[str, Any]:
        """Those of a letterhead; call it in the verb, for it keeps the picture."""
        data = self.cleaned_data
        signature = self.letterhead.signature
        if data["picture"]:
            signature = Picture.keep(data["picture"])
        elif data.get("blank"):
            signature = None
        names = ("address", "signatory", "quality")
        return {**{name: data[name] for name in names}, "signature": signature}
