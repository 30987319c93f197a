"""Choices among rows."""

from typing import TYPE_CHECKING, Any

from django import forms

if TYPE_CHECKING:
    RowChoiceField = forms.ModelChoiceField[Any]
else:
    RowChoiceField = forms.ModelChoiceField


class LabelledChoiceField(RowChoiceField):
    """A choice among rows, shown by their ``label``, else as text."""

    def label_from_instance(self, obj: Any) -> str:
        """What stands in the list."""
        return str(getattr(obj, "label", obj))
