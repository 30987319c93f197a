"""Hours planned for a project in a fiscal year."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from benevalibre.associations.models import Category, FiscalYear, Membership, Project
from benevalibre.associations.models.association import Association
from benevalibre.associations.writing import RuleError, writing
from benevalibre.journal.models import record


@dataclass(frozen=True, slots=True)
class Plan:
    """Minutes of a project, and the category whose rate prices them: none, the general one."""

    minutes: int
    category: int | None = None


class PlannedHoursQuerySet(models.QuerySet["PlannedHours"]):
    def of(self, year: FiscalYear) -> "PlannedHoursQuerySet":
        """Those of one fiscal year with their words, by project."""
        rows = self.filter(fiscal_year=year).select_related("project", "category")
        return rows.order_by("project__name_key")

    def plan(self, year: FiscalYear, *, by: Membership, plans: Mapping[int, Plan]) -> bool:
        """Write the plans of these projects, nought minutes being none; False where none changed.

        The others stay. A plan is no figure of the accounts: it may change when the year is
        closed, and the journal says so. ``RuleError`` where a project is no longer there.
        """
        with writing(year.association):
            # Not the year: merging projects holds plans before it comes to the year's lock.
            Association.objects.select_for_update().get(pk=year.association_id)
            _require_projects(year, plans)
            before = {row.project_id: Plan(row.minutes, row.category_id) for row in self.of(year)}
            wanted = {pk: plan for pk, plan in plans.items() if plan.minutes}
            after = {pk: plan for pk, plan in before.items() if pk not in plans} | wanted
            if after == before:
                return False
            self.filter(fiscal_year=year, project__in=before.keys() - after.keys()).delete()
            for pk, plan in after.items():
                if plan != before.get(pk):
                    self._put(year, pk, plan)
            totals = [sum(plan.minutes for plan in each.values()) for each in (before, after)]
            record("year.plan", on=year, by=by, changes={"planned": totals})
        return True

    def _put(self, year: FiscalYear, project: int, plan: Plan) -> None:
        columns = {"minutes": plan.minutes, "category_id": plan.category}
        self.update_or_create(
            association=year.association,
            fiscal_year=year,
            project_id=project,
            defaults=columns,
        )


class PlannedHours(models.Model):
    """So many minutes of a project in a fiscal year, as a budget announced them."""

    association = models.ForeignKey(
        Association, on_delete=models.CASCADE, related_name="planned_hours"
    )
    fiscal_year = models.ForeignKey(
        FiscalYear, on_delete=models.CASCADE, related_name="planned_hours"
    )
    project = models.ForeignKey(Project, on_delete=models.RESTRICT, related_name="planned_hours")
    category = models.ForeignKey(
        Category, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    minutes = models.PositiveIntegerField(gettext_lazy("durée"))

    objects = PlannedHoursQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["fiscal_year", "project"], name="project_planned_once"),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="planned_hours_are_some"),
        ]

    def __str__(self) -> str:
        return f"{self.minutes}"


def _require_projects(year: FiscalYear, plans: Mapping[int, Plan]) -> None:
    """``RuleError`` where a project or a category is not, or no longer, of the association."""
    here = year.association
    categories = {plan.category for plan in plans.values() if plan.category is not None}
    known = here.projects.filter(pk__in=plans).count(), here.categories.filter(pk__in=categories)
    if known[0] != len(plans) or known[1].count() != len(categories):
        raise RuleError(_("Un projet ou une catégorie n’est plus là\u00a0: relisez la liste."))
