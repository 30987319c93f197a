"""Which mails one wants, and how often."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from benevalibre.accounts.models import User
from benevalibre.accounts.preferences import MailChoice, offered
from benevalibre.mailing import addresses
from benevalibre.mailing.addresses import Rhythm

RHYTHMS: Final = [
    (Rhythm.HOURLY.value, _("Au plus une fois par heure")),
    (Rhythm.DAILY.value, _("Une fois par jour, le matin")),
    (Rhythm.NEVER.value, _("Jamais")),
]


class PreferencesForm(forms.Form):
    """A box to tick for each kind of mail, or how often it comes."""

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data)
        self.choices = offered(user)
        present = addresses.rhythms(user.email)
        for choice in self.choices:
            rhythm = present.get(choice.kind, Rhythm.HOURLY)
            self.fields[_name(choice)] = _field(choice, rhythm)

    @property
    def chosen(self) -> dict[str, Rhythm]:
        """How often each kind is wanted."""
        return {
            choice.kind: _rhythm(self.cleaned_data[_name(choice)], choice)
            for choice in self.choices
        }


def _name(choice: MailChoice) -> str:
    return choice.kind.replace(".", "-")


def _field(choice: MailChoice, rhythm: Rhythm) -> forms.Field:
    if choice.grouped:
        return forms.ChoiceField(
            label=choice.label, choices=RHYTHMS, widget=forms.RadioSelect, initial=rhythm.value
        )
    wanted = rhythm != Rhythm.NEVER
    return forms.BooleanField(label=choice.label, required=False, initial=wanted)


def _rhythm(value: Any, choice: MailChoice) -> Rhythm:
    if choice.grouped:
        return Rhythm(value)
    return Rhythm.HOURLY if value else Rhythm.NEVER
