"""One's own statistics, across associations."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from benevalibre.accounts.models import User
from benevalibre.actions.access import OwnRequest, own_actions, participant
from benevalibre.documents.files import download, file_name
from benevalibre.reports.elsewhere import Elsewhere, elsewhere
from benevalibre.reports.forms.statistics import OwnPeriodForm
from benevalibre.reports.own import OwnStatistics
from benevalibre.reports.picturing import Section, bars, describe
from benevalibre.reports.statistics_tables import OWN_TABLES, figures_table
from benevalibre.reports.views.statistics import FILES
from benevalibre.reports.year import years_over


@require_safe
@participant
def own_statistics(request: OwnRequest) -> HttpResponse:
    """Figures, the calendar of a year, and tables."""
    form, found = _asked(request)
    context = {
        "form": form,
        "statistics": found,
        "today": found.today,
        "years_over": years_over(found.actions, found.today),
        "fall": abs(found.change or 0),
        "sections": [section for section in _sections(found) if section.lines],
        "elsewhere": _elsewhere(request, found),
        **describe(found.period),
    }
    status = 422 if form.errors else 200
    return render(request, "reports/own_statistics.html", context, status=status)


@require_safe
@participant
def own_statistics_file(request: OwnRequest, table: str, code: str) -> HttpResponseBase:
    """One table as a file; 404 for a table or a file that does not exist."""
    _form, found = _asked(request)
    if table not in OWN_TABLES or code not in FILES:
        raise Http404
    title, first = OWN_TABLES[table]
    rows = figures_table(str(title), first, getattr(found, table), has_people=False)
    name = file_name(
        _("Mes statistiques"), str(title), found.period.name, suffix=FILES[code].suffix
    )
    return download(rows, FILES[code], name=name)


def _asked(request: OwnRequest) -> tuple[OwnPeriodForm, OwnStatistics]:
    """What the address asks for, and the answer."""
    own = own_actions(request)
    today = timezone.localdate()
    form = OwnPeriodForm(request.GET, own=own, today=today)
    found = OwnStatistics(own, form.chosen, today, form.place, form.order)
    return form, found


def _elsewhere(request: OwnRequest, found: OwnStatistics) -> Elsewhere | None:
    """What other instances attest; not for a guest, nor where one association is asked for."""
    if not isinstance(request.user, User) or found.association is not None:
        return None
    return elsewhere(request.user, found.period, here=found.total.minutes)


def _sections(found: OwnStatistics) -> list[Section]:
    label: Any = _("%(title)s, en heures\u00a0; le tableau suit")
    titles = {
        "associations": (_("Par association"), _("Association"), found.associations),
        "categories": (_("Par catégorie"), _("Catégorie"), found.categories),
        "projects": (_("Par projet"), _("Projet"), found.projects),
    }
    sections = [
        Section(table=table, title=title, first=first, lines=lines, is_person=True,
                label=label % {"title": title}, bars=bars(lines))
        for table, (title, first, lines) in titles.items()
    ]  # fmt: skip
    parts = Section(table="parts", title=_("Par mois"), first=_("Mois"), lines=found.parts,
                    is_sorted=False, is_person=True)  # fmt: skip
    return [*sections, parts]
