"""Which association an entry is for: asked in the address, where there are several."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy

from benevalibre.associations.models import Membership


class PlaceForm(forms.Form):
    """``place()`` is the participation chosen, else the first; None where there is none."""

    association = forms.TypedChoiceField(
        label=gettext_lazy("Association"), coerce=int, required=False
    )

    def __init__(self, data: Any, places: Sequence[Membership]) -> None:
        self.places = places
        super().__init__(data, auto_id="id_place_%s")
        field = cast("forms.ChoiceField", self.fields["association"])
        field.choices = [(place.association_id, place.association.name) for place in places]

    def place(self) -> Membership | None:
        """The participation that the address names, if it is one of theirs."""
        wanted = self.cleaned_data.get("association") if self.is_valid() else None
        found = [place for place in self.places if place.association_id == wanted]
        return next(iter([*found, *self.places]), None)
