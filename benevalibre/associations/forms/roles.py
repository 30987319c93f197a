"""Roles and the rights that they hold."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from benevalibre.associations.forms.obeying import ObeyingForm
from benevalibre.associations.models import Membership, Right, Role
from benevalibre.namekeys import name_key


class RoleForm(ObeyingForm, forms.Form):
    """The rights offered are those that whoever edits holds."""

    name = forms.CharField(label=_("Nom"), max_length=255)
    description = forms.CharField(
        label=_("Description"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    rights = forms.MultipleChoiceField(
        label=_("Ce que ce rôle permet"),
        help_text=_("Seuls les droits que vous avez vous-même sont proposés."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, by: Membership, role: Role | None = None, **kwargs: Any) -> None:
        if role is not None:
            kwargs["initial"] = {
                "name": role.name,
                "description": role.description,
                "rights": [right.value for right in role.rights],
            }
        super().__init__(*args, **kwargs)
        self.by, self.role = by, role
        rights = self.fields["rights"]
        if isinstance(rights, forms.MultipleChoiceField):
            rights.choices = [(right.value, right.label) for right in Right if by.may(right)]

    def clean_name(self) -> str:
        """The name, if no other role of the association has it, whatever the case."""
        name = str(self.cleaned_data["name"])
        twins = self.by.association.roles.filter(name_key=name_key(name))
        if self.role is not None:
            twins = twins.exclude(pk=self.role.pk)
        if twins.exists():
            raise forms.ValidationError(_("Un rôle porte déjà ce nom."))
        return name

    def clean_rights(self) -> list[Right]:
        """The rights ticked."""
        return [Right(value) for value in self.cleaned_data["rights"]]
