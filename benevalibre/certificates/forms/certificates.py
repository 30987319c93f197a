"""Which days, for whom, and why not."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from benevalibre.associations.forms.dates import SaneDateField
from benevalibre.associations.forms.obeying import ObeyingForm
from benevalibre.associations.models import Membership
from benevalibre.associations.models.membership import MembershipQuerySet
from benevalibre.certificates.codes import LENGTH, read_code
from benevalibre.certificates.models import LONGEST_REASON

SHOWN_YEARS = 4


class PeriodForm(forms.Form):
    """The query string: two days; the present year where it says nothing that can be meant."""

    start = SaneDateField(label=_("Du"))
    end = SaneDateField(label=_("Au"))

    def __init__(self, data: Any, *, today: date) -> None:
        self.today = today
        self.present = {"start": today.replace(month=1, day=1), "end": today}
        said = bool(data.get("start") or data.get("end"))
        super().__init__(data if said else None, initial=self.present)

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day, today at the latest."""
        if self.is_valid():
            return self.cleaned_data["start"], min(self.cleaned_data["end"], self.today)
        return self.present["start"], self.present["end"]

    def clean(self) -> dict[str, Any]:
        """In their order, and begun."""
        data = self.cleaned_data
        start, end = data.get("start"), data.get("end")
        if start and start > self.today:
            self.add_error("start", _("Cette période n’a pas encore commencé."))
        elif start and end and start > end:
            self.add_error("end", _("Le dernier jour vient avant le premier."))
        return data

    @property
    def years(self) -> list[tuple[str, date, date, bool]]:
        """The last years: the number, both days, and whether it is the one shown."""
        found = []
        for number in range(self.today.year, self.today.year - SHOWN_YEARS, -1):
            start, end = date(number, 1, 1), min(date(number, 12, 31), self.today)
            found.append((str(number), start, end, self.days == (start, end)))
        return found


class PeopleForm(ObeyingForm, forms.Form):
    """Those who are ticked, or everybody who may have one."""

    start = SaneDateField(widget=forms.HiddenInput)
    end = SaneDateField(widget=forms.HiddenInput)
    everyone = forms.BooleanField(required=False)
    people = forms.TypedMultipleChoiceField(
        coerce=int,
        required=False,
        error_messages={
            "invalid_choice": _("La liste a changé\u00a0: vérifiez-la, puis recommencez.")
        },
    )

    def __init__(self, data: Any, *, people: list[int]) -> None:
        super().__init__(data)
        field: Any = self.fields["people"]
        field.choices = [(pk, str(pk)) for pk in people]

    def clean(self) -> dict[str, Any]:
        """Somebody is needed."""
        data = self.cleaned_data
        if "people" not in self.errors and not data.get("people") and not data.get("everyone"):
            self.add_error("people", _("Cochez au moins une personne."))
        return data

    def chosen(self, people: MembershipQuerySet) -> MembershipQuerySet:
        """Those of ``people`` who are meant."""
        data = self.cleaned_data
        return people if data["everyone"] else people.filter(pk__in=data["people"])


class AskForm(ObeyingForm, forms.Form):
    """For which association, and which days."""

    place = forms.TypedChoiceField(label=_("Association"), coerce=int)
    start = SaneDateField(label=_("Du"))
    end = SaneDateField(
        label=_("Au"), help_text=_("Seules les heures validées entre ces deux dates compteront.")
    )

    def __init__(self, data: Any, *, places: list[Membership], today: date) -> None:
        initial = {"start": today.replace(month=1, day=1), "end": today}
        super().__init__(data, initial=initial)
        field: Any = self.fields["place"]
        field.choices = [(place.pk, place.association.name) for place in places]


class ReasonForm(ObeyingForm, forms.Form):
    """Why there is none, or none any more."""

    reason = forms.CharField(
        label=_("Pourquoi\u00a0?"),
        help_text=_("La personne lira cette phrase dans un mail."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CodeForm(forms.Form):
    """What somebody copies from a paper."""

    code = forms.CharField(
        label=_("Code de l’attestation"),
        help_text=_("Douze lettres et chiffres, au bas du papier, à côté du code QR."),
        max_length=100,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> str:
        """The code, whatever its case and hyphens."""
        code = read_code(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError(
                _(
                    "Un code a %(n)s lettres et chiffres, par exemple ABCD-EFGH-JKMN\u00a0:"
                    " vérifiez ce que vous avez écrit."
                )
                % {"n": LENGTH}
            )
        return code
