"""The widgets that Django lacks; the others are restyled by templates of the same name."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise


class ChipRadio(forms.RadioSelect):
    """Radio buttons as chips on one line: short choices, one tap."""

    template_name = "ui/widgets/chips.html"


class CardRadio(forms.RadioSelect):
    """Radio buttons as cards. ``helps`` gives the sentence under each choice, by its value."""

    template_name = "ui/widgets/cards.html"

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        *,
        helps: Mapping[str, str | Promise] | None = None,
    ) -> None:
        super().__init__(attrs)
        self.helps = dict(helps or {})

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add ``help`` to what the template knows of a choice (empty when there is none)."""
        option = super().create_option(name, value, *args, **kwargs)
        option["help"] = self.helps.get(str(value), "")
        return option


class DateInput(forms.DateInput):
    """The browser's own calendar: the value travels as ISO 8601 whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DurationInput(forms.TextInput):
    """A duration as people write it, in the ``<duration-field>`` element.

    ``presets`` are the texts that its buttons write, with what they show; none without script.
    ``submit`` is the id of the button that repeats the duration in ``submit_label``, which a
    form may set, like ``day_minutes``, the length of a day in this association.
    """

    template_name = "ui/widgets/duration.html"
    default_presets = (
        ("30min", "½\u00a0h"),
        ("1h", "1\u00a0h"),
        ("2h", "2\u00a0h"),
        ("3h", "3\u00a0h"),
    )

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        *,
        presets: tuple[tuple[str, str], ...] = default_presets,
        submit: str = "",
        submit_label: str | Promise = "",
        day_minutes: int | None = None,
    ) -> None:
        super().__init__({"autocomplete": "off", "enterkeyhint": "done", **(attrs or {})})
        self.presets = presets
        self.submit = submit
        self.submit_label = submit_label
        self.day_minutes = day_minutes

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the presets and what the element listens to to the template's context."""
        context = super().get_context(name, value, attrs)
        context["presets"] = self.presets
        context["widget"]["submit"] = self.submit
        context["widget"]["submit_label"] = self.submit_label
        context["widget"]["day_minutes"] = self.day_minutes
        return context


class PictureInput(forms.ClearableFileInput):
    """A picture to send, with the present one shown and a box to remove it."""

    template_name = "ui/widgets/picture.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"accept": "image/png,image/jpeg,image/webp", **(attrs or {})})
