"""A new account for who comes by an invitation: a name, and nothing else."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from benevalibre.instance.models import Instance


class WelcomeForm(forms.Form):
    """First and last name: one of the two is enough. The address is proved by the invitation."""

    first_name = forms.CharField(
        label=_("Prénom"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "given-name", "autofocus": True}),
    )
    last_name = forms.CharField(
        label=pgettext_lazy("family name", "Nom"),
        max_length=50,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    terms = forms.BooleanField(
        label=_("J’accepte les conditions d’utilisation"),
        error_messages={"required": _("Acceptez les conditions pour continuer.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if Instance.current().has_terms:
            self.fields["terms"].help_text = format_html(
                '<a href="{}">{}</a>', reverse("accounts:terms"), _("Lire les conditions")
            )
        else:
            del self.fields["terms"]

    def clean(self) -> dict[str, Any]:
        """Refuse somebody without any name."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("first_name", "last_name"):
            cleaned[name] = " ".join(cleaned.get(name, "").split())
        if not self.errors and not cleaned["first_name"] and not cleaned["last_name"]:
            self.add_error("first_name", _("Indiquez un prénom ou un nom."))
        return cleaned

    @property
    def names(self) -> dict[str, str]:
        """What the account is made from (the form was validated)."""
        return {name: self.cleaned_data[name] for name in ("first_name", "last_name")}
