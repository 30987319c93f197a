"""Rollups: what counts, added up beforehand (MODEL §2), and the months to add up again.

They hold ids and no foreign keys: they are no part of anybody's data, only of its sums, and
whatever happens to the rows below marks their months (``benevalibre.reports.marking``). Times are
whole minutes, distances hundredths of a kilometre.
"""

from typing import ClassVar

from django.db import models


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
