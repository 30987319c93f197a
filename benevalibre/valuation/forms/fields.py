"""Fields for amounts and multiples, as people write them."""

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from django import forms

from benevalibre.ui.formats import euros_as_typed, parse_decimal, parse_euros

_CLOCK: Final = re.compile(r"(?P<hours>\d{1,6})h(?P<minutes>[0-5]\d)(min|mn)?")


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


def hours_field(*, most: int, **options: Any) -> TypedField:
    """A number of hours up to ``most``, « 120 », « 2,5 » or « 2h30 »; gives minutes."""
    return TypedField(lambda text: parse_hours(text, most=most), hours_as_typed, **options)


def parse_hours(text: str, *, most: int) -> int:
    """Minutes, half-up; a number alone is of hours. ``ValueError`` with a sentence."""
    typed = "".join(text.split()).lower()
    if clock := _CLOCK.fullmatch(typed):
        minutes = int(clock["hours"]) * 60 + int(clock["minutes"])
        parse_decimal(clock["hours"], decimals=0, most=most)
        return minutes
    number = typed.removesuffix("heures").removesuffix("heure").removesuffix("h")
    hours = parse_decimal(number, decimals=2, most=most)
    return int((hours * 60).quantize(Decimal(1), ROUND_HALF_UP))


def hours_as_typed(minutes: int) -> str:
    """Minutes as hours that read back as the same minutes: « 120 », « 2,5 », « 0,33 »."""
    return as_typed((Decimal(minutes) / 60).quantize(Decimal("0.01"), ROUND_HALF_UP))


def as_typed(value: Decimal) -> str:
    """A number as one would type it: « 1,5 »."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
