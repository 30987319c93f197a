"""What the address of the outbox says."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from benevalibre.mailing.models import Mail, MailQuerySet

STATES = {
    "waiting": _("À envoyer"),
    "failed": _("En échec"),
    "sent": _("Envoyés"),
}


class MailFilterForm(forms.Form):
    """Which mails: by state, by address. What cannot be read is as if it were not there."""

    state = forms.ChoiceField(
        label=_("État"), choices=[("", _("Tous")), *STATES.items()], required=False
    )
    to = forms.CharField(label=_("Destinataire"), max_length=100, required=False)
    before = forms.IntegerField(
        min_value=1, max_value=2**62, required=False, widget=forms.HiddenInput
    )

    def held(self) -> dict[str, Any]:
        """The values that hold."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def found(self) -> MailQuerySet:
        """The mails asked for, the latest first."""
        held = self.held()
        mails = Mail.objects.order_by("-pk")
        state = held.get("state")
        if state == "waiting":
            mails = mails.waiting()
        elif state == "failed":
            mails = mails.failed()
        elif state == "sent":
            mails = mails.exclude(sent_at=None)
        if "to" in held:
            mails = mails.filter(to__icontains=held["to"])
        return mails.filter(pk__lt=held["before"]) if "before" in held else mails
