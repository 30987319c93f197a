"""Looking for an association by its name."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SearchForm(forms.Form):
    """Words of a name."""

    q = forms.CharField(
        label=_("Nom"),
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("Un nom")}),
        required=False,
    )

    @property
    def text(self) -> str:
        """What is looked for; nothing where the query was refused."""
        return str(self.cleaned_data.get("q", "")) if self.is_valid() else ""


class BeforeForm(forms.Form):
    """Where a list that is read from its latest row goes on."""

    before = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False)
