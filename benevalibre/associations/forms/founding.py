"""Creating an association: its name, and three answers of « Nos règles »."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from benevalibre.associations.forms.obeying import ObeyingForm
from benevalibre.associations.forms.questions import (
    answer,
    ask_moderate_actions,
    ask_moderate_members,
    ask_visibility,
)
from benevalibre.associations.models import Association
from benevalibre.ui.widgets import CardRadio

RECOMMENDED = {"moderate_members": "yes", "moderate_actions": "no", "visibility": "totals"}


class FoundForm(ObeyingForm, forms.Form):
    """The recommended answers are chosen beforehand: one knows who comes, and trusts them."""

    name = forms.CharField(label=_("Nom de l’association"), max_length=127)
    moderate_members = ask_moderate_members()
    moderate_actions = ask_moderate_actions()
    visibility = ask_visibility()

    clean_moderate_members = answer("moderate_members")
    clean_moderate_actions = answer("moderate_actions")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = RECOMMENDED
        super().__init__(*args, **kwargs)
        for name, value in RECOMMENDED.items():
            widget = self.fields[name].widget
            if isinstance(widget, CardRadio):
                widget.helps = {value: gettext("Conseillé pour commencer.")}

    def clean_name(self) -> str:
        """The name, if no other association has it, whatever the case."""
        name = str(self.cleaned_data["name"])
        if Association.objects.named(name).exists():
            raise forms.ValidationError(_("Une association porte déjà ce nom."))
        return name
