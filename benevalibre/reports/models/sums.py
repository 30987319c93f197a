"""Rollups, and what is written on reports.

Rollups: what counts, added up beforehand (MODEL §2), and the months to add up again.
They hold ids and no foreign keys: they are no part of anybody's data, only of its sums, and
whatever happens to the rows below marks their months (``benevalibre.reports.marking``). Times are
whole minutes, distances hundredths of a kilometre.
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from benevalibre.accounts.models import User
from benevalibre.associations.models import Association, Membership
from benevalibre.associations.writing import change, writing


class DirtyMonth(models.Model):
    """A month of an association whose rollups no longer say what its actions do.

    Not unique: a row kept once by two writers would make the second wait for the first, and two
    imports wait for one another. On PostgreSQL each statement adds its own; on SQLite, where
    writers come one after the other, there is at most one.
    """

    association_id = models.BigIntegerField()
    month = models.DateField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["association_id", "month"], name="dirty_month")]


class Introduction(models.Model):
    """What an association says of its year above its activity report, kept for the next one."""

    association = models.OneToOneField(
        Association, on_delete=models.CASCADE, related_name="introduction"
    )
    text = models.CharField(_("introduction"), max_length=2000, blank=True)

    def __str__(self) -> str:
        return self.text[:50]

    @classmethod
    def of(cls, association: Association) -> "Introduction":
        """What the association wrote; not saved, and empty, before it does."""
        return cls.objects.filter(association=association).first() or cls(association=association)

    def write(self, text: str, *, by: Membership) -> None:
        """Say this above the next reports."""
        with writing(self.association):
            if self._state.adding:
                kept, _new = Introduction.objects.get_or_create(association=self.association)
                self.pk, self._state.adding = kept.pk, False
            change(self, "report.introduce", by=by, columns={"text": text})


class YearTold(models.Model):
    """« Votre année » of an account: when a mail told of it, when its card was put away."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="years_told")
    year = models.PositiveSmallIntegerField()
    mailed_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "year"], name="year_told_once")
        ]

    def __str__(self) -> str:
        return f"{self.year}"


class Sums(models.Model):
    """What is added up in each of them."""

    association_id = models.BigIntegerField()
    actions = models.PositiveIntegerField()
    minutes = models.PositiveBigIntegerField()
    travel = models.PositiveBigIntegerField()
    distance = models.PositiveBigIntegerField()

    class Meta:
        abstract = True


class VocabularyMonth(Sums):
    """A month by category, level and project.

    ``people`` holds the ids of those who gave, with commas: counts of people do not add up over
    months or words, sets of people do.
    """

    month = models.DateField()
    category_id = models.BigIntegerField()
    level_id = models.BigIntegerField(null=True)
    project_id = models.BigIntegerField(null=True)
    people = models.TextField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["association_id", "month"], name="vocabulary_month")
        ]


class MemberMonth(Sums):
    """A month by participant; actions without a person are in none."""

    month = models.DateField()
    member_id = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["association_id", "month", "member_id"], name="member_month_once"
            )
        ]


class AssociationMonth(Sums):
    """A month of a whole association."""

    month = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["association_id", "month"], name="month_once")
        ]


class AssociationYear(Sums):
    """A calendar year of a whole association; ``people`` as in ``VocabularyMonth``."""

    year = models.PositiveSmallIntegerField()
    people = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["association_id", "year"], name="year_once")
        ]


class DefaultCategoryYear(Sums):
    """A calendar year of an association by category of the instance's nomenclature."""

    year = models.PositiveSmallIntegerField()
    default_category_id = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["association_id", "year", "default_category_id"],
                name="default_category_year_once",
            )
        ]


class MemberYear(Sums):
    """A calendar year by participant."""

    year = models.PositiveSmallIntegerField()
    member_id = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["association_id", "year", "member_id"], name="member_year_once"
            )
        ]
