"""The group sheet as a form: an entry, who was there, and for how long."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from benevalibre.actions.forms.entry import EntryForm
from benevalibre.actions.sheets import MOST, Sheet
from benevalibre.associations.models import Membership, Right
from benevalibre.ui.durations import DurationError, parse_duration

LONGEST_NAME = 255


class SheetForm(EntryForm):
    """``sheet()`` gives what to record once the form is valid; ``row_errors`` what is wrong in it.

    Boxes ``present`` hold ids of people, and ``duration_<id>`` what differs from the common one.
    """

    names = forms.CharField(
        label=gettext_lazy("Ajouter des personnes sans compte"),
        help_text=gettext_lazy("Un nom par ligne."),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any = None, *, membership: Membership, **options: Any) -> None:
        self.row_errors: dict[int, str] = {}
        super().__init__(data, membership=membership, **options)
        if not membership.may(Right.MANAGE_MEMBERS):
            del self.fields["names"]

    def clean_names(self) -> list[str]:
        """The names, without empty lines nor doubles."""
        lines = [line.strip()[:LONGEST_NAME] for line in self.cleaned_data["names"].splitlines()]
        return list(dict.fromkeys(line for line in lines if line))[:MOST]

    def clean(self) -> dict[str, Any]:
        """Read who was there; each wrong duration is said in its row."""
        cleaned = super().clean()
        common = cleaned.get("duration")
        cleaned["minutes"] = {pk: self._minutes(pk, common or 0) for pk in present_ids(self.data)}
        if not cleaned["minutes"] and not cleaned.get("names"):
            self.add_error(None, _("Cochez qui était là."))
        if self.row_errors:
            self.add_error(None, _("Vérifiez les durées marquées dans la liste."))
        return cleaned

    def _minutes(self, pk: int, common: int) -> int:
        text = str(self.data.get(f"duration_{pk}", "")).strip()
        if not text:
            return common
        try:
            return parse_duration(text, day_minutes=self.place.policy_day_minutes)
        except DurationError as error:
            self.row_errors[pk] = str(error)
            return 0

    def sheet(self) -> Sheet:
        """What to record."""
        return Sheet(
            draft=self.draft(),
            minutes=self.cleaned_data["minutes"],
            names=self.cleaned_data.get("names", []),
        )


def present_ids(data: Any) -> list[int]:
    """The ids ticked in a form as it was sent, five hundred at most."""
    texts = data.getlist("present")[:MOST]
    return [int(text) for text in texts if text.isascii() and text.isdecimal() and len(text) < 18]
