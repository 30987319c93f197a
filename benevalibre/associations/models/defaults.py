"""The instance's vocabulary, copied into each association that is founded."""

from typing import ClassVar, Self, TypeVar

from django.db import models

from benevalibre.associations.models.role import Rights
from benevalibre.namekeys import NameKeyField

OfferedT = TypeVar("OfferedT", bound=models.Model)


class OfferedQuerySet(models.QuerySet[OfferedT]):
    def offered(self) -> Self:
        """Those not put away by the host, in their order."""
        return self.filter(archived_at=None)


class DefaultCategory(models.Model):
    """One line of the nomenclature; an association's categories stay attached to it."""

    name = models.CharField(max_length=255)
    short_name = models.CharField(max_length=60, blank=True)
    name_key = NameKeyField(unique=True)
    description = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    cec_kind = models.CharField(max_length=12, blank=True)
    archived_at = models.DateTimeField(null=True)

    objects = OfferedQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["position", "id"]

    def __str__(self) -> str:
        return self.short_name or self.name


class DefaultLevel(models.Model):
    name = models.CharField(max_length=255)
    name_key = NameKeyField(unique=True)
    description = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "id"]

    def __str__(self) -> str:
        return self.name


class DefaultRole(Rights):
    name = models.CharField(max_length=255)
    name_key = NameKeyField(unique=True)
    description = models.TextField(blank=True)
    is_default = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "id"]

    def __str__(self) -> str:
        return self.name


class ActivityFieldGroup(models.Model):
    name = models.CharField(max_length=255)
    name_key = NameKeyField(unique=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "id"]

    def __str__(self) -> str:
        return self.name


class ActivityField(models.Model):
    """What an association is about, in the survey's nomenclature."""

    group = models.ForeignKey(
        ActivityFieldGroup, null=True, on_delete=models.CASCADE, related_name="fields"
    )
    name = models.CharField(max_length=255)
    name_key = NameKeyField()
    position = models.PositiveSmallIntegerField(default=0)
    archived_at = models.DateTimeField(null=True)

    objects = OfferedQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["group", "name_key"], name="field_once_in_group")
        ]

    def __str__(self) -> str:
        return self.name
