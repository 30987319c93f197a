"""Fiscal years: rows, with both dates included."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class FiscalYearQuerySet(models.QuerySet["FiscalYear"]):
    def covering(self, day: date) -> "FiscalYearQuerySet":
        """Those (one at most in an association) in which the day lies."""
        return self.filter(start__lte=day, end__gte=day)

    def closed(self) -> "FiscalYearQuerySet":
        """Those whose actions can no longer change."""
        return self.exclude(closed_at=None)


class FiscalYear(models.Model):
    association = models.ForeignKey(
        "associations.Association", on_delete=models.CASCADE, related_name="fiscal_years"
    )
    start = models.DateField(_("du"))
    end = models.DateField(_("au"))
    closed_at = models.DateTimeField(null=True)

    objects = FiscalYearQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-start"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["association", "start"],
                name="fiscal_year_once",
                violation_error_message=_("Un exercice commence déjà ce jour-là."),
            ),
            models.CheckConstraint(
                condition=Q(end__gt=F("start")),
                name="fiscal_year_ends_after_it_starts",
                violation_error_message=_("La fin vient après le début."),
            ),
        ]

    def __str__(self) -> str:
        """« 2026 » for a calendar year, « 2026-2027 » otherwise."""
        if self.start.year == self.end.year:
            return str(self.start.year)
        return f"{self.start.year}-{self.end.year}"
