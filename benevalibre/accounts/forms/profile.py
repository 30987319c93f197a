"""The forms of one's own account."""

from typing import Any

from allauth.account import forms as library
from django import forms
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from benevalibre.accounts.forms.fields import AddressField, NamesForm, NewPasswordField
from benevalibre.accounts.models import Theme, User
from benevalibre.instance.pictures import clean_picture
from benevalibre.ui.widgets import ChipRadio, PictureInput

BROWSER = "auto"
TONGUES = [(BROWSER, _("Celle du navigateur")), ("fr", "Français"), ("en", "English")]


class ProfileForm(NamesForm):
    """What others see of someone, and how the pages look to them."""

    avatar = forms.FileField(label=_("Photo"), required=False, widget=PictureInput)
    theme = forms.ChoiceField(label=_("Apparence"), choices=Theme.choices, widget=ChipRadio)
    language = forms.ChoiceField(label=_("Langue"), choices=TONGUES, widget=ChipRadio)
    field_order = ("first_name", "last_name", "pseudonym", "avatar", "theme", "language")

    @classmethod
    def of(cls, user: User, data: Any = None, files: Any = None) -> "ProfileForm":
        """The form filled with what ``user`` says now."""
        present = {name: getattr(user, name) for name in cls.base_fields}
        present["language"] = user.language or BROWSER
        return cls(data, files, initial=present)

    def clean_language(self) -> str:
        """The chosen language, empty for that of the browser."""
        chosen = str(self.cleaned_data["language"])
        return "" if chosen == BROWSER else chosen

    def clean_avatar(self) -> "ContentFile[bytes] | bool | None":
        """A picture drawn anew; False to remove the present one, None to keep it."""
        sent = self.cleaned_data["avatar"]
        if "avatar" in self.changed_data and sent:
            return clean_picture(sent, square=True)
        return False if sent is False else None


class AddressForm(library.AddEmailForm):
    """Another address for one's account."""

    email = AddressField(label=_("Nouvelle adresse mail"), attributes={"autofocus": True})


class PasswordForm(forms.Form):
    """Another password; the present one is asked where there is one."""

    present = forms.CharField(
        label=_("Mot de passe actuel"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )
    password = NewPasswordField()

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data)
        self.user = user
        new = self.fields["password"]
        if isinstance(new, NewPasswordField):
            new.user = user
        if not user.has_usable_password():
            del self.fields["present"]

    def clean_present(self) -> str:
        """Refuse what is not the present password."""
        present = str(self.cleaned_data["present"])
        if not self.user.check_password(present):
            raise forms.ValidationError(_("Ce n’est pas votre mot de passe actuel."))
        return present
