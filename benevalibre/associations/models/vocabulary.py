"""The association's own words for what is done: categories, levels, projects."""

from typing import ClassVar, Self, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from benevalibre.associations.models.defaults import DefaultCategory
from benevalibre.namekeys import NameKeyField

WordT = TypeVar("WordT", bound="Word")


class WordQuerySet(models.QuerySet[WordT]):
    def in_use(self) -> Self:
        """Those offered when something is recorded, by name."""
        return self.filter(archived_at=None).order_by("name_key")


class Word(models.Model):
    """What the three vocabularies share; a used word is archived, not deleted."""

    name = models.CharField(_("nom"), max_length=255)
    name_key = NameKeyField()
    description = models.TextField(_("description"), blank=True)
    archived_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Level(Word):
    association = models.ForeignKey(
        "associations.Association", on_delete=models.CASCADE, related_name="levels"
    )

    objects = WordQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["association", "name_key"],
                name="level_name_once",
                violation_error_message=_("Un niveau porte déjà ce nom."),
            )
        ]


class CecKind(models.TextChoices):
    """Which function of the citizen engagement account hours of a category belong to."""

    DIRECTION = "direction", _("Administration ou direction")
    SUPERVISION = "supervision", _("Encadrement d’autres bénévoles")


class Category(Word):
    association = models.ForeignKey(
        "associations.Association", on_delete=models.CASCADE, related_name="categories"
    )
    short_name = models.CharField(_("nom court"), max_length=60, blank=True)
    default_category = models.ForeignKey(
        DefaultCategory, on_delete=models.PROTECT, related_name="categories"
    )
    usual_level = models.ForeignKey(
        Level, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    cec_kind = models.CharField(max_length=12, choices=CecKind, blank=True)
    is_valued = models.BooleanField(default=True)

    objects = WordQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["association", "name_key"],
                name="category_name_once",
                violation_error_message=_("Une catégorie porte déjà ce nom."),
            )
        ]

    @property
    def label(self) -> str:
        """The name for buttons and lists."""
        return self.short_name or self.name


class Project(Word):
    association = models.ForeignKey(
        "associations.Association", on_delete=models.CASCADE, related_name="projects"
    )
    usual_category = models.ForeignKey(
        Category, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    closed_at = models.DateTimeField(null=True)

    objects = WordQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["association", "name_key"],
                name="project_name_once",
                violation_error_message=_("Un projet porte déjà ce nom."),
            )
        ]
