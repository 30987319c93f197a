"""What the host says to everyone."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from benevalibre.instance.models import Announcement, Audience
from benevalibre.ui.widgets import ChipRadio

FIRST_YEAR, LAST_YEAR = 2000, 2100


class MomentField(forms.DateTimeField):
    """A day and an hour, by the browser's own calendar."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, **options)

    def clean(self, value: Any) -> datetime.datetime | None:
        """The moment in the site's time zone, in this century."""
        moment: datetime.datetime | None = super().clean(value)
        if moment is not None and not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise forms.ValidationError(_("Choisissez une date de ce siècle."))
        return moment


class AnnouncementForm(forms.Form):
    """A title, a text, for whom and when."""

    title = forms.CharField(label=_("Titre"), max_length=200)
    text = forms.CharField(
        label=_("Texte"),
        help_text=_("Deux ou trois phrases\u00a0; une adresse du Web devient un lien."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    audience = forms.ChoiceField(
        label=_("Pour qui\u00a0?"),
        choices=Audience.choices,
        widget=ChipRadio,
        initial=Audience.EVERYONE,
    )
    published_at = MomentField(label=_("À partir du"))
    until = MomentField(
        label=_("Jusqu’au"),
        help_text=_("Sans date, elle reste jusqu’à ce que vous l’enleviez."),
        required=False,
    )

    def __init__(self, data: Any = None, *, announcement: Announcement | None = None) -> None:
        initial: dict[str, Any] = {"published_at": timezone.now()}
        if announcement is not None:
            initial = {name: getattr(announcement, name) for name in self.base_fields}
        super().__init__(data, initial=initial)

    def clean(self) -> dict[str, Any]:
        """The end comes after the beginning."""
        cleaned = super().clean() or {}
        start, end = cleaned.get("published_at"), cleaned.get("until")
        if start and end and end <= start:
            self.add_error("until", _("La fin vient après le début."))
        return cleaned

    @property
    def shown(self) -> Announcement | None:
        """What it would look like; None while something is wrong."""
        return Announcement(**self.cleaned_data) if self.is_valid() else None
