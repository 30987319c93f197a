"""Fiscal years."""

from django import forms
from django.utils.translation import gettext_lazy as _

from benevalibre.associations.forms.dates import SaneDateField
from benevalibre.associations.forms.obeying import ObeyingForm


class FiscalYearForm(ObeyingForm, forms.Form):
    """Two dates, both in the year."""

    start = SaneDateField(label=_("Premier jour"))
    end = SaneDateField(label=_("Dernier jour"))
