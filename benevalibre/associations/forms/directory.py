"""The query string of the directory: a name, a place, a field of activity, a place in the list."""

import re
from string import ascii_lowercase
from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from benevalibre.associations.departments import codes_of, number_of
from benevalibre.associations.models import ActivityField, Association
from benevalibre.associations.models.association import AssociationQuerySet

LETTERS: Final = tuple(ascii_lowercase)
LARGEST: Final = 2**63 - 1
GROUP: Final = "g"


class DirectoryForm(forms.Form):
    """``all`` asks for the whole list; ``letter``, ``after`` and ``before`` for a part of it."""

    q = forms.CharField(
        label=_("Nom"),
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("Un nom")}),
        required=False,
    )
    place = forms.CharField(
        label=_("Département ou code postal"),
        max_length=60,
        widget=forms.TextInput(attrs={"placeholder": _("Ardèche, 07 ou 07200")}),
        required=False,
    )
    field = forms.ChoiceField(label=_("Domaine d’activité"), required=False)
    all = forms.BooleanField(required=False)
    letter = forms.ChoiceField(choices=[(letter, letter) for letter in LETTERS], required=False)
    after = forms.IntegerField(min_value=1, max_value=LARGEST, required=False)
    before = forms.IntegerField(min_value=1, max_value=LARGEST, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["field"]
        if isinstance(field, forms.ChoiceField):
            field.choices = _fields()

    @property
    def used(self) -> int:
        """How many of the fields that are folded away have something in them."""
        return sum(1 for name in ("place", "field") if self.data.get(name))

    @property
    def is_search(self) -> bool:
        """Is something looked for?"""
        return any(self.cleaned_data.get(name) for name in ("q", "place", "field"))

    @property
    def is_list(self) -> bool:
        """Is the list asked for, or a part of it?"""
        return self.is_search or any(
            self.cleaned_data.get(name) for name in ("all", "letter", "after", "before")
        )

    def clean_place(self) -> str:
        """The text; ``ValidationError`` where it is neither a number nor a department."""
        text: str = self.cleaned_data["place"]
        if text and number_of(text) is None and not _code(text):
            raise forms.ValidationError(
                gettext("Écrivez un département ou un code postal\u00a0: Ardèche, 07 ou 07200.")
            )
        return text

    def found(self) -> AssociationQuerySet:
        """The listed associations that answer (the form was validated)."""
        data = self.cleaned_data
        found = Association.objects.listed().called(data.get("q", ""))
        place, field = data.get("place", ""), data.get("field", "")
        if place:
            number = number_of(place)
            found = (
                found.near(codes_of(number), french=True) if number else found.near((_code(place),))
            )
        if field.startswith(GROUP):
            found = found.filter(activity_field__group=field.removeprefix(GROUP))
        elif field:
            found = found.filter(activity_field=field)
        return found


def _code(text: str) -> str:
    """A postal code or its beginning, without spaces; « » where it is none."""
    code = re.sub(r"[\s-]", "", text).upper()
    return code if re.fullmatch(r"[0-9A-Z]{1,10}", code) and re.search(r"[0-9]", code) else ""


def _fields() -> list[tuple[Any, Any]]:
    """The fields of activity in their groups, each group first as a whole."""
    groups: dict[str, list[tuple[str, str]]] = {}
    rows = ActivityField.objects.select_related("group").order_by("group__position", "position")
    for row in rows:
        if row.group is None:
            groups.setdefault("", []).append((str(row.pk), row.name))
            continue
        whole = (f"{GROUP}{row.group_id}", gettext("Tout\u00a0: %s") % row.group.name)
        groups.setdefault(row.group.name, [whole]).append((str(row.pk), row.name))
    return [("", gettext("Tous les domaines")), *groups.items()]
