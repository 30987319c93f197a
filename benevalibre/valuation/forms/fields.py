"""Fields for amounts and multiples, as people write them."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms

from benevalibre.ui.formats import euros_as_typed, parse_decimal, parse_euros


class TypedField(forms.CharField):
    """A figure in a text field, read by a function that refuses with a sentence."""

    def __init__(
        self, read: Callable[[str], Any], shown: Callable[[Any], str], **options: Any
    ) -> None:
        options.setdefault("max_length", 40)
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(**options)
        self.read, self.shown = read, shown

    def prepare_value(self, value: Any) -> Any:
        """A figure as one would type it; what was typed stays as it is."""
        return value if value is None or isinstance(value, str) else self.shown(value)

    def clean(self, value: Any) -> Any:
        """The figure, or None where the field is empty."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return self.read(text)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


def euros_field(*, most: int, **options: Any) -> TypedField:
    """An amount up to ``most`` euros; gives cents."""
    return TypedField(lambda text: parse_euros(text, most=most), euros_as_typed, **options)


def number_field(*, decimals: int, most: int, **options: Any) -> TypedField:
    """A number up to ``most``; gives a Decimal."""
    return TypedField(
        lambda text: parse_decimal(text, decimals=decimals, most=most), as_typed, **options
    )


def as_typed(value: Decimal) -> str:
    """A number as one would type it: « 1,5 »."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
