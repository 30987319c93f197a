"""What a moderator ticks and says: actions in the state that was shown, and a reason."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from benevalibre.ui.widgets import ChipRadio

MAXIMUM_TICKED = 1000
REASONS = [
    ("duration", _("Durée à vérifier")),
    ("date", _("Mauvaise date")),
    ("twice", _("Déjà notée")),
]


class SeenField(forms.Field):
    """Actions as « id:version »; gives ``{id: version}``. Anything else is refused."""

    widget = forms.MultipleHiddenInput
    default_error_messages = {  # noqa: RUF012
        "required": _("Cochez au moins une activité."),
        "invalid": _("Cochez les activités de nouveau\u00a0: la page a changé."),
    }

    def to_python(self, value: Any) -> dict[int, int]:
        """Read the pairs; at most a thousand."""
        seen = {}
        for text in (value or [])[:MAXIMUM_TICKED]:
            pk, _colon, version = str(text).partition(":")
            if not (_is_number(pk) and _is_number(version)):
                raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
            seen[int(pk)] = int(version)
        return seen


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 18


class SeenForm(forms.Form):
    """The actions ticked; ``only`` (a button of one row) goes before them."""

    seen = SeenField()

    def __init__(self, data: QueryDict | None = None, **options: Any) -> None:
        super().__init__(_only(data), **options)


def _only(data: QueryDict | None) -> MultiValueDict[str, Any] | None:
    if data is None or "only" not in data:
        return data
    copy = data.copy()
    copy.setlist("seen", data.getlist("only"))
    return copy


class ReasonForm(SeenForm):
    """Why: one of the usual reasons, words of one's own, or both."""

    choice = forms.ChoiceField(
        label=_("Le plus souvent"), choices=REASONS, widget=ChipRadio, required=False
    )
    text = forms.CharField(
        label=_("Votre message"),
        max_length=900,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )

    @property
    def is_sent(self) -> bool:
        """Has the reason been given, or is it the first time that the form is shown?"""
        return "send" in self.data

    def clean(self) -> dict[str, Any]:
        """Join what was chosen and written as ``reason``."""
        cleaned = super().clean() or self.cleaned_data
        chosen = dict(REASONS).get(cleaned.get("choice", ""))
        parts = [str(part) for part in (chosen, cleaned.get("text")) if part]
        if not parts and self.is_sent:
            self.add_error("text", _("Choisissez une raison, ou écrivez-la en quelques mots."))
        return {**cleaned, "reason": "\u00a0: ".join(parts)}
