"""All of « Nos règles »."""

from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from benevalibre.associations.forms.obeying import ObeyingForm
from benevalibre.associations.forms.questions import (
    answer,
    ask_back,
    ask_expenses,
    ask_field,
    ask_moderate_actions,
    ask_moderate_members,
    ask_travel,
    ask_valued,
    ask_visibility,
)
from benevalibre.associations.models import Association, Back
from benevalibre.ui.durations import format_duration_short, parse_duration

MAX_BACK_DAYS = 3660
QUESTIONS = (
    "moderate_members",
    "moderate_actions",
    "visibility",
    "travel",
    "valued",
    "expenses",
    "back",
)
FIELDS = ("project", "level", "distance", "description")
YES_NO = ("moderate_members", "moderate_actions", "valued")


class PolicyForm(ObeyingForm, forms.Form):
    """Filled from an association; ``choices()`` gives its columns."""

    moderate_members = ask_moderate_members()
    moderate_actions = ask_moderate_actions()
    visibility = ask_visibility()
    travel = ask_travel()
    valued = ask_valued()
    expenses = ask_expenses()
    back = ask_back()
    back_days = forms.IntegerField(
        label=_("Nombre de jours"),
        help_text=_("Si vous avez choisi un nombre de jours."),
        min_value=1,
        max_value=MAX_BACK_DAYS,
        required=False,
    )
    project = ask_field(_("Le projet"))
    level = ask_field(_("Le niveau"))
    distance = ask_field(_("La distance parcourue"))
    description = ask_field(_("La description"))
    day_minutes = forms.CharField(
        label=_("Durée d’une journée"),
        help_text=_("Par exemple 7h, pour qu’on puisse écrire «\u00a01\u00a0j\u00a0»."),
        required=False,
    )
    fte_hours = forms.IntegerField(
        label=_("Heures d’un équivalent temps plein"),
        help_text=_("1\u00a0607\u00a0h par an, durée légale du travail, sauf choix contraire."),
        min_value=1,
        max_value=8760,
    )

    clean_moderate_members = answer("moderate_members")
    clean_moderate_actions = answer("moderate_actions")
    clean_valued = answer("valued")

    def __init__(self, *args: Any, association: Association, **kwargs: Any) -> None:
        kwargs["initial"] = {name: _shown(association, name) for name in self.base_fields}
        self.kept_days = association.policy_back_days
        super().__init__(*args, **kwargs)

    def clean_day_minutes(self) -> int | None:
        """The length of a day in minutes, at most 24 hours; None where it is not set."""
        text = self.cleaned_data["day_minutes"]
        if not text:
            return None
        try:
            minutes = parse_duration(text)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        if not 0 < minutes <= 1440:
            raise forms.ValidationError(_("Une journée dure au plus 24\u00a0h."))
        return minutes

    def clean(self) -> dict[str, Any]:
        """A number of days is needed where the limit is one."""
        data = self.cleaned_data
        if data.get("back") == Back.DAYS and not data.get("back_days"):
            if "back_days" not in self.errors:
                self.add_error("back_days", _("Écrivez un nombre de jours, par exemple 90."))
        return data

    def answers(self) -> list[tuple[str, str]]:
        """Each question with the answer in force, in words."""
        found = [(str(self.fields[name].label), self._answer(name)) for name in QUESTIONS]
        if self.initial["day_minutes"]:
            found.append((gettext("Durée d’une journée"), self.initial["day_minutes"]))
        hours = format_duration_short(self.initial["fte_hours"] * 60)
        return [*found, (gettext("Un équivalent temps plein"), hours)]

    def asked(self) -> list[tuple[str, str]]:
        """Each further field of an entry: hidden, optional or required."""
        return [(str(self.fields[name].label), self._answer(name)) for name in FIELDS]

    def _answer(self, name: str) -> str:
        value = self.initial[name]
        if value == Back.DAYS:
            days = self.initial["back_days"]
            return ngettext("%(days)s jour", "%(days)s jours", days) % {"days": days}
        field: Any = self.fields[name]
        return str(dict(field.choices)[value])

    def choices(self) -> dict[str, Any]:
        """The columns ``policy_…`` chosen."""
        chosen = {f"policy_{name}": value for name, value in self.cleaned_data.items()}
        chosen["policy_back_days"] = self.cleaned_data["back_days"] or self.kept_days
        return chosen


def _shown(association: Association, name: str) -> Any:
    value = getattr(association, f"policy_{name}")
    if name in YES_NO:
        return "yes" if value else "no"
    if name == "day_minutes":
        return format_duration_short(value) if value else ""
    return value
