"""Fiscal years: rows, with both dates included."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from benevalibre.associations.writing import RuleError, change, writing
from benevalibre.journal.models import record

if TYPE_CHECKING:
    from benevalibre.associations.models.association import Association
    from benevalibre.associations.models.membership import Membership


class FiscalYearQuerySet(models.QuerySet["FiscalYear"]):
    def covering(self, day: date) -> "FiscalYearQuerySet":
        """Those (one at most in an association) in which the day lies."""
        return self.filter(start__lte=day, end__gte=day)

    def overlapping(self, start: date, end: date) -> "FiscalYearQuerySet":
        """Those that share a day with these dates, both included."""
        return self.filter(start__lte=end, end__gte=start)

    def next_of(self, association: "Association") -> dict[str, date]:
        """The twelve months after the last year (this calendar year where there is none)."""
        last = self.filter(association=association).order_by("-end").first()
        if last is None:
            year = association.today().year
            return {"start": date(year, 1, 1), "end": date(year, 12, 31)}
        start = last.end + timedelta(days=1)
        day = 28 if (start.month, start.day) == (2, 29) else start.day
        return {"start": start, "end": date(start.year + 1, start.month, day) - timedelta(days=1)}

    def create_year(
        self, association: "Association", *, by: "Membership", start: date, end: date
    ) -> "FiscalYear":
        """A new fiscal year, both dates included; ``RuleError`` where it overlaps another one."""
        with writing(association):
            year = FiscalYear(association=association, start=start, end=end)
            year.require_dates(start, end)
            year.save()
            record("year.create", on=year, by=by)
        return year

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

    def change(self, *, by: "Membership", start: date, end: date) -> None:
        """Other dates; ``RuleError`` once it is closed or where it would overlap another one."""
        with writing(self.association):
            type(self.association).objects.select_for_update().get(pk=self.association_id)
            self.refresh_from_db(fields=["closed_at"])
            if self.closed_at is not None:
                raise RuleError(str(_("Cet exercice est arrêté\u00a0: ses dates ne bougent plus.")))
            self.require_dates(start, end)
            change(self, "year.change", by=by, columns={"start": start, "end": end})

    def require_dates(self, start: date, end: date) -> None:
        """``RuleError`` unless the dates are in order and no other year shares a day with them.

        The association's row is locked, so that two years added at once do not overlap.
        """
        if end <= start:
            raise RuleError(str(_("La fin vient après le début.")), field="end")
        type(self.association).objects.select_for_update().get(pk=self.association_id)
        others = self.association.fiscal_years.exclude(pk=self.pk)
        other = others.overlapping(start, end).first()
        if other is not None:
            raise RuleError(
                str(_("Ces dates sont déjà dans l’exercice %(year)s.")) % {"year": other},
                field="start",
            )
