"""The fields that several forms of an account share."""

from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AddressField(forms.EmailField):
    """An e-mail address, in lower case as accounts keep it."""

    def __init__(self, **options: Any) -> None:
        attributes = {"autocomplete": "email", **options.pop("attributes", {})}
        options.setdefault("label", _("Adresse mail"))
        super().__init__(max_length=254, widget=forms.EmailInput(attrs=attributes), **options)

    def clean(self, value: Any) -> str:
        """The address, or an error."""
        return str(super().clean(value)).lower()


class CodeField(forms.CharField):
    """The six digits of a mail: a numeric keyboard, filled by the phone where it can."""

    def __init__(self, **options: Any) -> None:
        attributes = {
            "autocomplete": "one-time-code",
            "inputmode": "numeric",
            "autofocus": True,
            "spellcheck": "false",
        }
        options.setdefault("label", _("Code à six chiffres"))
        super().__init__(max_length=20, widget=forms.TextInput(attrs=attributes), **options)


class NewPasswordField(forms.CharField):
    """A password to choose; set ``user`` so that it is not compared with nobody's names."""

    user: AbstractBaseUser | None = None

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Nouveau mot de passe"))
        options.setdefault(
            "help_text", _("Au moins huit caractères, et pas seulement des chiffres.")
        )
        widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
        super().__init__(strip=False, max_length=200, widget=widget, **options)

    def clean(self, value: Any) -> str:
        """The password, or what the validators have against it."""
        return str(get_adapter().clean_password(super().clean(value), user=self.user))


class NamesForm(forms.Form):
    """First name, last name, pseudonym: one of the three is enough."""

    first_name = forms.CharField(
        label=_("Prénom"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    last_name = forms.CharField(
        label=pgettext_lazy("family name", "Nom"),
        max_length=50,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    pseudonym = forms.CharField(
        label=_("Pseudonyme"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse somebody without any name."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        names = ("first_name", "last_name", "pseudonym")
        for name in names:
            cleaned[name] = " ".join(cleaned.get(name, "").split())
        if not any(cleaned[name] or name in self.errors for name in names):
            self.add_error("first_name", _("Indiquez un prénom, un nom ou un pseudonyme."))
        return cleaned
