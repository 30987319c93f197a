"""Dates of years and functions, within what anybody can mean."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from benevalibre.ui.widgets import DateInput

FIRST, LAST = datetime.date(1900, 1, 1), datetime.date(2199, 12, 31)


class SaneDateField(forms.DateField):
    """A day from 1900 to 2199, asked for with the browser's calendar."""

    widget = DateInput

    def clean(self, value: Any) -> datetime.date | None:
        """The day; ``ValidationError`` where it is no date, or too far away."""
        day: datetime.date | None = super().clean(value)
        if day is not None and not FIRST <= day <= LAST:
            raise ValidationError(_("Vérifiez l’année de cette date."))
        return day
