"""Fields for distances, as people write them, and choices among rows."""

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.db.models import QuerySet

from benevalibre.ui.formats import distance_as_typed, parse_distance

if TYPE_CHECKING:
    from benevalibre.associations.forms.choices import RowChoiceField


class DistanceField(forms.CharField):
    """Kilometres as typed; gives hundredths of a kilometre, or None where it is empty."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 40)
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        """Hundredths of a kilometre as one would type them."""
        return distance_as_typed(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        """Read what was typed."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_distance(text)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


def offer_rows(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    """Let the field ``name`` choose among ``rows``."""
    cast("RowChoiceField", form.fields[name]).queryset = rows


def offer_choices(form: forms.Form, name: str, choices: Any) -> None:
    """Show ``choices`` in the widget of ``name``; they may be read later."""
    cast("forms.Select", form.fields[name].widget).choices = choices
