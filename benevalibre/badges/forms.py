"""What somebody brings: a pasted text, or a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from benevalibre.associations.forms.obeying import ObeyingForm
from benevalibre.badges.tokens import LARGEST
from benevalibre.badges.uploads import find_token

TOO_LARGE = _("C’est trop gros pour une attestation\u00a0: 64\u00a0Ko au plus.")
UNREADABLE = _(
    "Il n’y a pas d’attestation là-dedans. Prenez le fichier que l’autre site vous a fait "
    "télécharger, sans le modifier."
)


class BringForm(ObeyingForm, forms.Form):
    """One certificate, one way or the other; it is verified by the verb that keeps it."""

    file = forms.FileField(
        label=_("Le fichier"),
        help_text=_("Il finit par .jwt, .svg ou .json."),
        required=False,
        widget=forms.FileInput(
            attrs={"accept": ".jwt,.svg,.json,.txt,application/vc+jwt,image/svg+xml"}
        ),
        error_messages={"empty": _("Ce fichier est vide. Téléchargez-le de nouveau.")},
    )
    text = forms.CharField(
        label=_("Ou son texte"),
        help_text=_("Une longue suite de lettres et de chiffres qui commence par « eyJ »."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        """The signed text, wherever it was given."""
        data = self.cleaned_data
        if self.errors:
            return data
        sent = data.get("file")
        field = "file" if sent else "text"
        if sent is not None and sent.size > LARGEST:
            self.add_error(field, TOO_LARGE)
            return data
        content = sent.read().decode("utf-8", errors="replace") if sent else data.get("text", "")
        if not content.strip():
            self.add_error("file", _("Donnez le fichier de l’attestation, ou son texte."))
        elif len(content) > LARGEST:
            self.add_error(field, TOO_LARGE)
        elif not (token := find_token(content)):
            self.add_error(field, UNREADABLE)
        else:
            data["token"] = token
        return data
