"""What the whole instance adds up to."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from benevalibre.accounts.access import Request, host
from benevalibre.documents.files import download, file_name
from benevalibre.hosting.forms.statistics import YearForm
from benevalibre.reports import rollups
from benevalibre.reports.charts import Chart, in_both_sizes
from benevalibre.reports.drawing import stripes
from benevalibre.reports.sources import Sources
from benevalibre.reports.statistics_tables import WHOLE_TABLES, whole_table
from benevalibre.reports.views.statistics import FILES
from benevalibre.reports.whole import WholeInstance


@require_safe
@host
def statistics(request: Request) -> HttpResponse:
    """Associations, people, actions and hours, by year, field, category and month."""
    form, found = _asked(request)
    context = {
        "form": form,
        "whole": found,
        "accounts": found.sources.accounts,
        "charts": _charts(found),
        "field_bars": stripes([(line.name, line.minutes) for line in found.fields]),
        "nature_bars": stripes([(line.name, line.minutes) for line in found.natures]),
    }
    return render(request, "hosting/statistics.html", context, status=422 if form.errors else 200)


@require_safe
@host
def statistics_file(request: Request, table: str, code: str) -> HttpResponseBase:
    """One table as a file; 404 for a table or a file that does not exist."""
    if table not in WHOLE_TABLES or code not in FILES:
        raise Http404
    _form, found = _asked(request)
    words = _("Statistiques du site"), str(WHOLE_TABLES[table][0]), str(found.year or "")
    name = file_name(*words, suffix=FILES[code].suffix)
    return download(whole_table(found, table), FILES[code], name=name)


def _asked(request: HttpRequest) -> tuple[YearForm, WholeInstance]:
    """The year and the order that the address asks for, with the rollups up to date."""
    rollups.refresh_all()
    sources, today = Sources(), timezone.localdate()
    form = YearForm(request.GET, years=sources.years | {today.year})
    return form, WholeInstance(sources, today, form.year_chosen, form.order)


def _charts(found: WholeInstance) -> list[Chart]:
    """Hours by month where they are shown, else by year; one colour."""
    if found.months:
        shown = {line.key: line.minutes for line in found.months if not line.is_rest}
        columns = found.columns
    else:
        years = [line for line in found.years if not line.is_rest]
        shown = {date(line.key, 1, 1): line.minutes for line in years}
        columns = sorted(shown)
    figures = {(column, _("Heures")): minutes for column, minutes in shown.items()}
    return in_both_sizes(columns, figures, others="", by_year=not found.months)
