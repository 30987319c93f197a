"""The association's own words for what is done: categories, levels, projects."""

from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import RestrictedError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from benevalibre.associations.models.defaults import DefaultCategory
from benevalibre.associations.writing import RuleError, change, refusing_twins, writing
from benevalibre.journal.models import record
from benevalibre.namekeys import NameKeyField

if TYPE_CHECKING:
    from datetime import datetime

    from benevalibre.associations.models.association import Association
    from benevalibre.associations.models.membership import Membership

WordT = TypeVar("WordT", bound="Word")

LEVEL_TAKEN = _("Un niveau porte déjà ce nom.")
CATEGORY_TAKEN = _("Une catégorie porte déjà ce nom.")
PROJECT_TAKEN = _("Un projet porte déjà ce nom.")


class WordQuerySet(models.QuerySet[WordT]):
    def in_use(self) -> Self:
        """Those offered when something is recorded, by name."""
        return self.filter(archived_at=None).order_by("name_key")

    def archived(self) -> Self:
        """Those kept for what was recorded with them, by name."""
        return self.exclude(archived_at=None).order_by("name_key")

    def create_word(self, association: "Association", *, by: "Membership", **columns: Any) -> WordT:
        """A new word; ``RuleError`` where another one has its name, whatever the case."""
        with writing(association), refusing_twins(str(self.model.taken)):
            word = self.create(association=association, **columns)
            record(f"{self.model._meta.model_name}.create", on=word, by=by)
        return word


class Word(models.Model):
    """What the three vocabularies share; a used word is archived, not deleted."""

    name = models.CharField(_("nom"), max_length=255)
    name_key = NameKeyField()
    description = models.TextField(_("description"), blank=True)
    archived_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")

    taken: ClassVar[Any]
    if TYPE_CHECKING:
        association: models.ForeignKey[Association, Association]

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The name for buttons and lists."""
        return self.name

    def change(self, *, by: "Membership", **columns: Any) -> None:
        """Write other ``columns``; what was recorded with this word follows."""
        with writing(self.association), refusing_twins(str(self.taken)):
            change(self, self._verb("change"), by=by, columns=columns)

    def archive(self, *, by: "Membership") -> None:
        """Offer it no more; what was recorded with it stays as it is."""
        self._date("archived_at", timezone.now(), "archive", by=by)

    def unarchive(self, *, by: "Membership") -> None:
        """Offer it again."""
        self._date("archived_at", None, "unarchive", by=by)

    def discard(self, *, by: "Membership") -> None:
        """Delete it for good; ``RuleError`` where something was recorded with it."""
        with writing(self.association):
            record(self._verb("delete"), on=self, by=by)
            try:
                self.delete()
            except RestrictedError as error:
                raise RuleError(
                    str(_("« %(name)s » a déjà servi : archivez plutôt, rien ne sera perdu."))
                    % {"name": self.name}
                ) from error

    def _date(self, column: str, at: "datetime | None", verb: str, *, by: "Membership") -> None:
        with writing(self.association):
            if (getattr(self, column) is None) != (at is None):
                setattr(self, column, at)
                self.save(update_fields=[column])
                record(self._verb(verb), on=self, by=by)

    def _verb(self, order: str) -> str:
        return f"{self._meta.model_name}.{order}"


class Level(Word):
    association = models.ForeignKey(
        "associations.Association", on_delete=models.CASCADE, related_name="levels"
    )

    taken = LEVEL_TAKEN
    objects = WordQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["association", "name_key"],
                name="level_name_once",
                violation_error_message=LEVEL_TAKEN,
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

    taken = CATEGORY_TAKEN
    objects = WordQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["association", "name_key"],
                name="category_name_once",
                violation_error_message=CATEGORY_TAKEN,
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

    taken = PROJECT_TAKEN
    objects = WordQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["association", "name_key"],
                name="project_name_once",
                violation_error_message=PROJECT_TAKEN,
            )
        ]

    def close(self, *, by: "Membership") -> None:
        """It is over: nothing is recorded for it any more."""
        self._date("closed_at", timezone.now(), "close", by=by)

    def reopen(self, *, by: "Membership") -> None:
        """It goes on."""
        self._date("closed_at", None, "reopen", by=by)
