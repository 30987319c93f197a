"""Hours planned for each project of a year, and the budget of a subsidy form."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from benevalibre.associations.forms.obeying import ObeyingForm
from benevalibre.associations.models import FiscalYear, Project
from benevalibre.valuation.accounts import PLANS, TODAY, Plan
from benevalibre.valuation.forms.fields import euros_field, hours_field, number_field
from benevalibre.valuation.forms.papers import FORMATS
from benevalibre.valuation.models import PlannedHours
from benevalibre.valuation.models import plans as planned

MOST_HOURS = 100_000
MOST_EUROS = 100_000_000
PROJECTS_ON_A_PAGE = 100


class PlansForm(ObeyingForm, forms.Form):
    """A line for each project in use, and for those with a plan; categories where hours have value.

    A page of them, so that no form holds more fields than are read. ``plans()`` gives what was
    typed, by project; the others stay.
    """

    def __init__(self, *args: Any, year: FiscalYear, page: Any = 1, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = year.association
        rows = {row.project_id: row for row in PlannedHours.objects.of(year)}
        using = here.projects.filter(archived_at=None) | here.projects.filter(pk__in=rows)
        self.page = Paginator(using.order_by("name_key"), PROJECTS_ON_A_PAGE).get_page(page)
        self.projects: Sequence[Project] = list(self.page)
        self.is_valued = here.policy_valued
        self.kept = {pk: row.category_id for pk, row in rows.items()}
        choices = self._categories(year, rows.values())
        for project in self.projects:
            self._add(project, rows.get(project.pk), choices)

    def lines(self) -> Iterator[tuple[Project, list[forms.BoundField]]]:
        """Each project with its fields."""
        for project in self.projects:
            names = [f"hours_{project.pk}", f"category_{project.pk}"]
            yield project, [self[name] for name in names if name in self.fields]

    def plans(self) -> dict[int, planned.Plan]:
        """Minutes and category by project; the category stays where it is not asked."""
        data = self.cleaned_data
        found = {}
        for project in self.projects:
            if f"hours_{project.pk}" not in self.data:
                continue  # on another page when this one was shown
            chosen = self.kept.get(project.pk)
            if self.is_valued:
                chosen = int(data[f"category_{project.pk}"] or 0) or None
            found[project.pk] = planned.Plan(data[f"hours_{project.pk}"] or 0, chosen)
        return found

    def _add(self, project: Project, row: PlannedHours | None, choices: Any) -> None:
        self.fields[f"hours_{project.pk}"] = hours_field(
            most=MOST_HOURS,
            label=_("Heures prévues"),
            required=False,
            initial=row.minutes if row else None,
        )
        if self.is_valued:
            usual = row.category_id if row else project.usual_category_id
            known = {pk for pk, _label in choices}
            self.fields[f"category_{project.pk}"] = forms.ChoiceField(
                label=_("Au taux de"),
                choices=[("", _("toutes les heures")), *choices],
                required=False,
                initial=usual if usual in known else "",
            )

    def _categories(self, year: FiscalYear, rows: Any) -> list[tuple[int, str]]:
        """Those that are valued, and those that are chosen already."""
        categories = year.association.categories
        chosen = [row.category_id for row in rows if row.category_id]
        valued = categories.filter(archived_at=None, is_valued=True)
        found = (valued | categories.filter(pk__in=chosen)).order_by("name_key")
        return [(category.pk, category.label) for category in found]


class PlansFileForm(forms.Form):
    """Which file is wanted."""

    format = forms.ChoiceField(choices=[(code, code) for code in FORMATS])


class BudgetForm(forms.Form):
    """The query string of the budget: which project, which labels, and what the funder pays."""

    project = forms.ChoiceField(label=_("Projet"), required=False)
    plan = forms.ChoiceField(
        label=_("Libellés"),
        choices=[(plan.code, plan.name) for plan in PLANS.values()],
        required=False,
    )
    whole = forms.BooleanField(label=_("En euros entiers"), required=False)
    cost = euros_field(
        most=MOST_EUROS,
        label=_("Coût du projet hors bénévolat, en euros"),
        required=False,
    )
    percent = number_field(
        decimals=2,
        most=100,
        label=_("Part financée au plus, en pourcentage"),
        help_text=_("Le règlement du financeur la donne. Par exemple 80."),
        required=False,
    )

    def __init__(self, *args: Any, names: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["project"]
        field.choices = [("", _("Toute l’association")), *((name, name) for name in names)]

    @property
    def chosen(self) -> Plan:
        """The labels that are wanted: those of today where nothing is said."""
        code = self.cleaned_data.get("plan") if self.is_bound and self.is_valid() else None
        return PLANS[code or TODAY.code]

    def clean(self) -> dict[str, Any]:
        """A cost without a share, or the other way round, says nothing."""
        data = self.cleaned_data
        for name, other in (("cost", "percent"), ("percent", "cost")):
            is_alone = data.get(name) is None and data.get(other) is not None
            if is_alone and name not in self.errors:
                self.add_error(name, _("Il manque ce nombre pour calculer."))
        return data
