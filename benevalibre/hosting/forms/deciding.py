"""Why, and who."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from benevalibre.associations.appointing import candidates
from benevalibre.associations.forms.obeying import ObeyingForm
from benevalibre.associations.models import Association, Membership

SHOWN = 20
LONGEST = 2000


class ReasonForm(ObeyingForm, forms.Form):
    """A reason that the managers will read."""

    reason = forms.CharField(
        label=_("Pourquoi\u00a0?"),
        help_text=_("Les responsables de l’association liront ce message."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data: Any = None, *, is_required: bool = True) -> None:
        super().__init__(data)
        self.fields["reason"].required = is_required


class AppointmentForm(ObeyingForm, forms.Form):
    """One of the people of an association, and the reason that everyone will read.

    Those whose name holds the words of ``text`` are shown, twenty at most.
    """

    person = forms.ModelChoiceField(
        Membership.objects.none(), label=_("Qui\u00a0?"), widget=forms.RadioSelect, empty_label=None
    )
    reason = forms.CharField(
        label=_("Pourquoi cette personne\u00a0?"),
        help_text=_("Toute l’équipe lira ce message."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data: Any = None, *, association: Association, text: str) -> None:
        super().__init__(data)
        people = candidates(association)
        found = people.called(text).with_person().by_name()[: SHOWN + 1]
        self.people = list(found)[:SHOWN]
        self.has_more = len(found) > SHOWN
        field = self.fields["person"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = people
            field.choices = [(person.pk, _described(person)) for person in self.people]


def _described(person: Membership) -> str:
    return f"{person.display_name} ({person.role})" if person.role else person.display_name
