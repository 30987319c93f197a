"""Accepting the terms."""

from django import forms


class AcceptanceForm(forms.Form):
    """Which version is accepted."""

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1)
