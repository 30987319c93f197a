"""« Mes activités »: one's own hours by month, with what counts and what waits apart."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from benevalibre.actions.access import OwnRequest, own_actions, participant
from benevalibre.actions.forms.mine import MineFilter
from benevalibre.actions.months import by_month, older_url


@require_safe
@participant
def action_mine(request: OwnRequest) -> HttpResponse:
    """The list; a filter that cannot be read is as if it were not there."""
    own = own_actions(request)
    form = MineFilter(request.GET, own=own)
    found = form.apply(own)
    page = by_month(found, before=form.place_in_list())
    context = {"form": form, "page": page, "older_url": older_url(request, page)}
    return render(request, "actions/mine.html", context)
