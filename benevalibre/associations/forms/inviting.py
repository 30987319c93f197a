"""Inviting: to whom, in which role, with which words."""

import hashlib
from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from benevalibre.associations.addressing import Recipient, read_addresses
from benevalibre.associations.forms.obeying import ObeyingForm
from benevalibre.associations.inviting import MESSAGE_LENGTH
from benevalibre.associations.inviting_many import foresee
from benevalibre.associations.models import Membership, Role

AT_ONCE: Final = 500
TEXT_LENGTH: Final = 100_000
STATES: Final = [
    ("", _("Toutes")),
    ("pending", _("En attente")),
    ("expired", _("Expirées")),
    ("accepted", _("Acceptées")),
    ("withdrawn", _("Retirées")),
]


class RoleAndMessageForm(ObeyingForm, forms.Form):
    """The role offered, and a few words of one's own."""

    role = forms.ModelChoiceField(
        Role.objects.none(), label=_("Rôle dans l’équipe"), empty_label=None
    )
    message = forms.CharField(
        label=_("Un mot de votre part"),
        help_text=_("Il figure dans le message\u00a0; une adresse de site n’y sera pas cliquable."),
        max_length=MESSAGE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, by: Membership, **kwargs: Any) -> None:
        default = by.association.default_role()
        kwargs["initial"] = {"role": default, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.by = by
        field = self.fields["role"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = Role.objects.that_may_be_given(by)


class InviteForm(RoleAndMessageForm):
    """One address or a pasted list; what was understood is shown before anything leaves."""

    to = forms.CharField(
        label=_("À qui\u00a0?"),
        help_text=_(
            "Une adresse, ou une liste collée\u00a0: une par ligne, séparées par des"
            " points-virgules, ou copiée d’un tableur avec les noms."
        ),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false", "autocomplete": "off"}),
    )
    field_order = ("to", "role", "message")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.recipients: Sequence[Recipient] = ()

    def clean_to(self) -> str:
        """The text, kept as typed; ``recipients`` is what was found in it."""
        text = str(self.cleaned_data["to"])
        found = read_addresses(text)
        if not found:
            raise forms.ValidationError(_("Écrivez au moins une adresse mail."))
        if len(found) > AT_ONCE:
            raise forms.ValidationError(
                _("C’est beaucoup en une fois\u00a0: collez au plus %(n)s adresses."),
                params={"n": AT_ONCE},
            )
        self.recipients = foresee(found, association=self.by.association)
        if len(found) == 1 and self.recipients[0].error:
            raise forms.ValidationError(self.recipients[0].error)
        return text

    @property
    def good(self) -> list[Recipient]:
        """Who will be invited."""
        return [one for one in self.recipients if not one.error]

    @property
    def faulty(self) -> list[Recipient]:
        """The lines that stay behind, each with what is wrong."""
        return [one for one in self.recipients if one.error]

    @property
    def fingerprint(self) -> str:
        """What the preview shows: nothing else leaves by its button."""
        return hashlib.sha256("\n".join(one.email for one in self.good).encode()).hexdigest()

    @property
    def is_sure(self) -> bool:
        """Was just this shown before, or is it one right address?

        The button under what was shown says ``seen``, with its fingerprint.
        """
        was_shown = bool(self.good) and self.data.get("seen") == self.fingerprint
        return was_shown or (len(self.good) == 1 and not self.faulty)


class PersonInviteForm(RoleAndMessageForm):
    """The address of somebody without account, to take over their hours."""

    email = forms.EmailField(
        label=_("Son adresse mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "autofocus": True}),
    )
    field_order = ("email", "role", "message")


class InvitationFilterForm(forms.Form):
    """The query string of the list of invitations."""

    state = forms.ChoiceField(label=_("Lesquelles"), choices=STATES, required=False)

    @property
    def chosen(self) -> str:
        """The state looked at; all where what is asked is not understood."""
        return str(self.cleaned_data.get("state", "")) if self.is_valid() else ""
