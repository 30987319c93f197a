"""The fiscal year and the statement that an address names; somebody else's do not exist."""

from django.shortcuts import get_object_or_404

from benevalibre.associations.access import MemberRequest
from benevalibre.associations.models import FiscalYear
from benevalibre.valuation.models import Statement


def year_of(request: MemberRequest, year_id: int) -> FiscalYear:
    """A fiscal year of the association, or ``Http404``."""
    year = get_object_or_404(request.association.fiscal_years, pk=year_id)
    year.association = request.association
    return year


def statement_of(request: MemberRequest, number: int) -> Statement:
    """A statement of the association by its number, with its year, or ``Http404``."""
    rows = Statement.objects.of(request.association).select_related("fiscal_year")
    statement = get_object_or_404(rows, number=number)
    statement.association = request.association
    return statement
