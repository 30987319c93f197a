"""A name looked for, in an address or beside a list."""

from typing import Any

from django import forms


class SearchForm(forms.Form):
    """``text()`` is what is looked for; what cannot be a name looks for nothing."""

    search = forms.CharField(max_length=100, required=False)

    @classmethod
    def text(cls, data: Any, name: str = "search") -> str:
        """The words in the field ``name`` of ``data``."""
        form = cls({"search": data.get(name, "")})
        return str(form.cleaned_data["search"]) if form.is_valid() else ""
