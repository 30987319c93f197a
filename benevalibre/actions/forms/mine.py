"""The filters of one's own list, from the address."""

import datetime
import re
from typing import Any, Final

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from benevalibre.actions.forms.fields import offer_rows
from benevalibre.actions.models import Status
from benevalibre.actions.querysets import ActionQuerySet
from benevalibre.associations.models import Association, Category, Project
from benevalibre.ui.widgets import DateInput

_PLACE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})_([0-9]{1,15})")

WORDS: Final[dict[str, type[Association | Project | Category]]] = {
    "association": Association,
    "project": Project,
    "category": Category,
}


class MineFilter(forms.Form):
    """Nothing is required, and a field that cannot be read filters nothing."""

    association = forms.ModelChoiceField(
        Association.objects.none(),
        label=gettext_lazy("Association"),
        required=False,
        empty_label=gettext_lazy("Toutes"),
    )
    project = forms.ModelChoiceField(
        Project.objects.none(),
        label=gettext_lazy("Projet"),
        required=False,
        empty_label=gettext_lazy("Tous"),
    )
    category = forms.ModelChoiceField(
        Category.objects.none(),
        label=gettext_lazy("Catégorie"),
        required=False,
        empty_label=gettext_lazy("Toutes"),
    )
    status = forms.ChoiceField(
        label=gettext_lazy("État"),
        choices=[("", gettext_lazy("Tous")), *Status.choices],
        required=False,
    )
    start = forms.DateField(label=gettext_lazy("Du"), required=False, widget=DateInput)
    end = forms.DateField(label=gettext_lazy("Au"), required=False, widget=DateInput)
    text = forms.CharField(label=gettext_lazy("Texte"), required=False, max_length=100)

    def __init__(self, data: Any, *, own: ActionQuerySet) -> None:
        super().__init__(data, auto_id="id_filter_%s")
        self.own = own
        used = list(own.order_by().values_list(*WORDS).distinct())
        for place, (name, model) in enumerate(WORDS.items()):
            found = model.objects.filter(pk__in={ids[place] for ids in used} - {None})
            offer_rows(self, name, found.order_by("name_key", "pk"))

    @cached_property
    def chosen(self) -> dict[str, Any]:
        """What filters: the fields that can be read and are not empty."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def apply(self, actions: ActionQuerySet) -> ActionQuerySet:
        """Those of ``actions`` that the filters keep."""
        chosen = self.chosen
        for name in ("association", "project", "category", "status"):
            if name in chosen:
                actions = actions.filter(**{name: chosen[name]})
        actions = actions.between(chosen.get("start"), chosen.get("end"))
        return actions.holding_text(chosen["text"]) if "text" in chosen else actions

    def place_in_list(self) -> tuple[datetime.date, int] | None:
        """Where the page begins: after that date and id; None at the top."""
        match = _PLACE.fullmatch(self.data.get("after", ""))
        if match is None:
            return None
        try:
            return datetime.date.fromisoformat(match[1]), int(match[2])
        except ValueError:
            return None
