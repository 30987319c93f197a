"""Guests' links: whose, and until when."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from benevalibre.associations.forms.dates import SaneDateField
from benevalibre.associations.forms.obeying import ObeyingForm
from benevalibre.associations.models import Association, GuestLink

LAST_MINUTE = datetime.time(23, 59)


class LinkForm(ObeyingForm, forms.Form):
    """A name, and an end in the association's time; the whole last day where no hour is given."""

    name = forms.CharField(
        label=_("Pour qui, ou pour quoi"),
        help_text=_("Une personne, «\u00a0tablette du local\u00a0», «\u00a0affiche\u00a0»…"),
        max_length=255,
    )
    until = SaneDateField(
        label=_("Jusqu’au"), help_text=_("Laissez vide pour un lien sans fin."), required=False
    )
    until_time = forms.TimeField(
        label=_("À quelle heure"),
        help_text=_("Laissez vide pour la journée entière."),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        required=False,
    )

    def __init__(
        self, *args: Any, association: Association, link: GuestLink | None = None, **kwargs: Any
    ) -> None:
        self.zone = association.zone
        if link is not None:
            kwargs["initial"] = {"name": link.membership.name, **self._end_of(link)}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Add ``expires_at``, a moment still to come or None."""
        data: dict[str, Any] = {**self.cleaned_data, "expires_at": None}
        day, time = data.get("until"), data.get("until_time")
        if time and not day and "until" not in self.errors:
            self.add_error("until", gettext("Choisissez aussi le jour."))
        if day:
            moment = datetime.datetime.combine(day, time or LAST_MINUTE, tzinfo=self.zone)
            if moment <= timezone.now():
                self.add_error("until", gettext("C’est déjà passé\u00a0: choisissez plus tard."))
            data["expires_at"] = moment
        return data

    def columns(self) -> dict[str, Any]:
        """What was read, as the verbs take it."""
        return {name: self.cleaned_data[name] for name in ("name", "expires_at")}

    def _end_of(self, link: GuestLink) -> dict[str, Any]:
        if link.expires_at is None:
            return {}
        end = timezone.localtime(link.expires_at, self.zone)
        time = end.time().replace(second=0, microsecond=0)
        return {"until": end.date(), "until_time": None if time == LAST_MINUTE else time}
