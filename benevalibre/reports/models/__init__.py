"""Rollups, what is made beside, and what is written on reports."""

from benevalibre.reports.models.bundles import KEPT, MOST_TRIES, Bundle, BundleStage
from benevalibre.reports.models.sums import (
    AssociationMonth,
    AssociationYear,
    DefaultCategoryYear,
    DirtyMonth,
    Introduction,
    MemberMonth,
    MemberYear,
    Sums,
    VocabularyMonth,
    YearTold,
)

__all__ = [
    "KEPT",
    "MOST_TRIES",
    "AssociationMonth",
    "AssociationYear",
    "Bundle",
    "BundleStage",
    "DefaultCategoryYear",
    "DirtyMonth",
    "Introduction",
    "MemberMonth",
    "MemberYear",
    "Sums",
    "VocabularyMonth",
    "YearTold",
]
