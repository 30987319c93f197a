"""The words and roles of the instance."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from benevalibre.associations.forms.obeying import ObeyingForm
from benevalibre.associations.models import ActivityFieldGroup, Right
from benevalibre.associations.models.role import completed
from benevalibre.associations.models.vocabulary import CecKind
from benevalibre.hosting import vocabulary


class WordForm(ObeyingForm, forms.Form):
    """A name; ``row`` is what is changed, None for a new one."""

    name = forms.CharField(label=_("Nom"), max_length=255)

    def __init__(self, data: Any = None, *, row: Any = None) -> None:
        super().__init__(data, initial=self.of(row) if row is not None else None)

    def of(self, row: Any) -> dict[str, Any]:
        """What the row has."""
        return {name: getattr(row, name) for name in self.base_fields}


class DescribedForm(WordForm):
    description = forms.CharField(
        label=_("Description"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )


class CategoryForm(DescribedForm):
    short_name = forms.CharField(
        label=_("Nom court"),
        help_text=_("Pour les boutons et les petits écrans."),
        max_length=60,
        required=False,
    )
    cec_kind = forms.ChoiceField(
        label=_("Fonction pour le compte d’engagement citoyen"),
        choices=[("", _("Aucune")), *CecKind.choices],
        required=False,
    )
    field_order = ("name", "short_name", "cec_kind", "description")


class RoleForm(DescribedForm):
    rights = forms.MultipleChoiceField(
        label=_("Ce que ce rôle permet"),
        choices=Right.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    is_default = forms.BooleanField(
        label=_("Le donner à qui arrive"),
        help_text=_("Un seul rôle l’est\u00a0: celui-ci prend la place de l’autre."),
        required=False,
    )

    def of(self, row: Any) -> dict[str, Any]:
        """Its rights as they are ticked."""
        found = {name: getattr(row, name) for name in ("name", "description", "is_default")}
        return {**found, "rights": [right.value for right in Right if getattr(row, right.value)]}

    def clean(self) -> dict[str, Any]:
        """A column for each right, in place of the list."""
        cleaned = super().clean() or {}
        ticked = completed(Right(value) for value in cleaned.pop("rights", []))
        return {**cleaned, **{right.value: right in ticked for right in Right}}


class FieldForm(WordForm):
    group = forms.ModelChoiceField(
        ActivityFieldGroup.objects.order_by("position", "pk"), label=_("Groupe")
    )


FORMS: dict[str, type[WordForm]] = {
    vocabulary.CATEGORIES.slug: CategoryForm,
    vocabulary.LEVELS.slug: DescribedForm,
    vocabulary.ROLES.slug: RoleForm,
    vocabulary.FIELDS.slug: FieldForm,
    vocabulary.GROUPS.slug: WordForm,
}
