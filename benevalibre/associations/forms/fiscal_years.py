"""Fiscal years."""

from django import forms
from django.utils.translation import gettext_lazy as _

from benevalibre.associations.forms.obeying import ObeyingForm
from benevalibre.ui.widgets import DateInput


class FiscalYearForm(ObeyingForm, forms.Form):
    """Two dates, both in the year."""

    start = forms.DateField(label=_("Premier jour"), widget=DateInput)
    end = forms.DateField(label=_("Dernier jour"), widget=DateInput)
