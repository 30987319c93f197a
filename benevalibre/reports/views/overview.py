"""The overview of an association."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from benevalibre.associations.access import MemberRequest, member
from benevalibre.reports.overview import Overview
from benevalibre.ui.formats import format_period


@require_safe
@member()
def overview(request: MemberRequest) -> HttpResponse:
    """Hours, what waits, the team: what the rights and the rules let this person see."""
    association = request.association
    found = Overview(association, request.membership, association.today())
    if not found.sees_figures:
        raise PermissionDenied
    context = {
        "association": association,
        "overview": found,
        "start": format_period(found.start, today=found.today),
        "change": abs(found.month_change or 0),
        "today": found.today,
    }
    return render(request, "reports/overview.html", context)
