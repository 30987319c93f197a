"""Categories, levels and projects."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from benevalibre.associations.forms.choices import LabelledChoiceField
from benevalibre.associations.forms.obeying import ObeyingForm, RowForm
from benevalibre.associations.models import (
    Association,
    Category,
    DefaultCategory,
    Level,
    Project,
)
from benevalibre.namekeys import name_key


class WordForm(RowForm):
    """What the three have in common: a name that is not taken, whatever the case."""

    usual: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: Any, association: Association, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.association = association
        for name, words in self.usual.items():
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = getattr(association, words).in_use()
                field.empty_label = _("Aucun")
                if not field.queryset:
                    del self.fields[name]

    def clean_name(self) -> str:
        """The name, or the sentence of the word that has it."""
        name = str(self.cleaned_data["name"])
        model = self._meta.model
        twins = model._base_manager.filter(association=self.association, name_key=name_key(name))
        if twins.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(model.taken)
        return name


class CategoryForm(WordForm):
    usual: ClassVar = {"usual_level": "levels"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["default_category"]
        if isinstance(field, forms.ModelChoiceField):
            present = self.instance.default_category_id
            kept = DefaultCategory.objects.filter(pk=present)
            field.queryset = DefaultCategory.objects.offered() | kept
        if not self.association.policy_valued:
            del self.fields["is_valued"]

    class Meta:
        model = Category
        fields = (
            "name",
            "short_name",
            "default_category",
            "usual_level",
            "cec_kind",
            "is_valued",
            "description",
        )
        labels: ClassVar = {
            "name": _("Nom"),
            "short_name": _("Nom court"),
            "default_category": _("Dans les statistiques nationales"),
            "usual_level": _("Niveau habituel"),
            "cec_kind": _("Fonction pour le compte d’engagement citoyen"),
            "is_valued": _("Ces heures peuvent être valorisées en euros"),
            "description": _("Description"),
        }
        help_texts: ClassVar = {
            "short_name": _("Pour les boutons, par exemple «\u00a0Atelier vélo\u00a0»."),
            "default_category": _("Pour comparer les associations entre elles."),
        }
        widgets: ClassVar = {"description": forms.Textarea(attrs={"rows": 3})}


class LevelForm(WordForm):
    class Meta:
        model = Level
        fields = ("name", "description")
        labels: ClassVar = {"name": _("Nom"), "description": _("Description")}
        widgets: ClassVar = {"description": forms.Textarea(attrs={"rows": 3})}


class ProjectForm(WordForm):
    usual: ClassVar = {"usual_category": "categories"}

    class Meta:
        model = Project
        fields = ("name", "usual_category", "description")
        field_classes: ClassVar = {"usual_category": LabelledChoiceField}
        labels: ClassVar = {
            "name": _("Nom"),
            "usual_category": _("Catégorie habituelle"),
            "description": _("Description"),
        }
        help_texts: ClassVar = {
            "usual_category": _("Choisir le projet suffira alors pour noter ses heures."),
        }
        widgets: ClassVar = {"description": forms.Textarea(attrs={"rows": 3})}


class WordMergeForm(ObeyingForm, forms.Form):
    """The word that takes the place of another."""

    into = LabelledChoiceField(Category.objects.none(), label=_("C’est la même chose que"))

    def __init__(self, *args: Any, others: "QuerySet[Any]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["into"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = others
