"""Confirming that one’s account is to be deleted."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from benevalibre.accounts import proving
from benevalibre.accounts.access import Request
from benevalibre.accounts.forms.fields import CodeField


class ErasureForm(forms.Form):
    """The password where there is one, else the code that was sent."""

    password = forms.CharField(
        label=_("Votre mot de passe"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = CodeField()

    def __init__(self, data: Any = None, *, request: Request) -> None:
        super().__init__(data)
        self.request = request
        del self.fields["code" if request.user.has_usable_password() else "password"]

    def clean_password(self) -> str:
        """Refuse what is not the password."""
        password = str(self.cleaned_data["password"])
        if not self.request.user.check_password(password):
            raise forms.ValidationError(_("Ce n’est pas votre mot de passe."))
        return password

    def clean_code(self) -> str:
        """Refuse what is not the code that was sent."""
        code = str(self.cleaned_data["code"]).strip()
        if not proving.is_code(self.request, code):
            raise forms.ValidationError(
                _(
                    "Ce n’est pas le bon code. Vérifiez les six chiffres du dernier mail, ou"
                    " demandez-en un autre."
                )
            )
        return code
