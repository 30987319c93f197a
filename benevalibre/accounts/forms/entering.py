"""The forms by which one comes in: sign-in, sign-up, codes, forgotten password."""

from typing import Any

from allauth.account import forms as library
from allauth.account.adapter import get_adapter
from django import forms
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from benevalibre.accounts.forms.fields import (
    AddressField,
    CodeField,
    NamesForm,
    NewPasswordField,
)
from benevalibre.accounts.models import User
from benevalibre.instance.models import Instance

TOO_MANY = "too_many_login_attempts"


class SignInForm(library.RequestLoginCodeForm):
    """An address, then a code by mail; or a password where one is typed.

    ``by=code`` asks for the code whatever stands in the password. Once valid, ``user`` is the
    account: None where there is none, which only the mailbox may tell.
    """

    email = AddressField(attributes={"autofocus": True, "autocomplete": "username"})
    password = forms.CharField(
        label=_("Mot de passe"),
        strip=False,
        required=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    by = forms.ChoiceField(choices=[("code", "code")], required=False)

    def __init__(self, data: Any = None, *, request: HttpRequest) -> None:
        super().__init__(data)
        self.request = request

    @property
    def is_by_password(self) -> bool:
        """Whether the password decides."""
        return bool(self.data.get("password")) and self.data.get("by") != "code"

    @property
    def user(self) -> User | None:
        """The account that the address (and the password) opens."""
        found: User | None = self._user
        return found

    def clean_email(self) -> str:
        """The address; asking for codes is counted here, passwords are counted by ``clean``."""
        if self.is_by_password:
            return str(self.cleaned_data["email"])
        return str(super().clean_email())

    def clean(self) -> dict[str, Any]:
        """Try the password where there is one."""
        cleaned: dict[str, Any] = super().clean()
        if self.is_by_password and not self.errors:
            adapter = get_adapter()
            self._user = adapter.authenticate(
                self.request, email=cleaned["email"], password=cleaned["password"]
            )
            if self._user is None:
                raise adapter.validation_error("email_password_mismatch")
        return cleaned


class SignUpForm(NamesForm, library.SignupForm):
    """A new account: an address and a name. No password is asked.

    ``only``: the one address that may have an account, whatever is sent.
    """

    email = AddressField(help_text=_("Nous y enverrons un code pour la confirmer."))
    terms = forms.BooleanField(
        label=_("J’accepte les conditions d’utilisation"),
        error_messages={"required": _("Acceptez les conditions pour continuer.")},
    )
    field_order = ("email", "first_name", "last_name", "pseudonym", "terms")

    def __init__(self, *args: Any, only: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["email"].label = _("Adresse mail")
        if only:
            self.initial["email"] = only
            self.fields["email"].disabled = True
        if Instance.current().has_terms:
            self.fields["terms"].help_text = format_html(
                '<a href="{}">{}</a>', reverse("accounts:terms"), _("Lire les conditions")
            )
        else:
            del self.fields["terms"]

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """The new account; or the answer to give when the address has one, which looks the same."""
        try:
            with transaction.atomic():
                made: tuple[User | None, HttpResponse | None] = super().try_save(request)
        except IntegrityError:
            self.account_already_exists = True
            made = super().try_save(request)
        return made


class CodeForm(library.ConfirmLoginCodeForm):
    """The code of a sign-in."""

    code = CodeField()


class AddressCodeForm(library.ConfirmEmailVerificationCodeForm):
    """The code that shows that an address is one's own."""

    code = CodeField()


class ResetCodeForm(library.ConfirmPasswordResetCodeForm):
    """The code that lets one choose a new password."""

    code = CodeField()


class ForgottenForm(library.ResetPasswordForm):
    """The address of the account whose password is forgotten."""

    email = AddressField(attributes={"autofocus": True})


class ResetPasswordForm(library.ResetPasswordKeyForm):
    """A new password, after the code; typed once, since it can be shown and made again."""

    password1 = NewPasswordField()
    password2 = None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["password1"].widget.attrs["autofocus"] = True
