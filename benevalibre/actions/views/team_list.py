"""Everybody's actions: found, sorted, ticked; and read where the rules show all to everyone."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from benevalibre.actions.drafts import RecordingError
from benevalibre.actions.forms.deciding import SeenForm
from benevalibre.actions.forms.filtering import FilterForm
from benevalibre.actions.listing import listing, searched_year
from benevalibre.actions.models import Action
from benevalibre.actions.querysets import ActionQuerySet
from benevalibre.actions.views.team_answers import after
from benevalibre.associations.access import MemberRequest, member
from benevalibre.associations.models import Right, Visibility


@require_GET
@member()
def team_list(request: MemberRequest) -> HttpResponse:
    """The list; without the right on actions, what counts of it where the rules show all."""
    is_team = request.membership.may(Right.MANAGE_ACTIONS)
    if not is_team and request.association.policy_visibility != Visibility.ALL:
        raise PermissionDenied
    form = FilterForm(request.GET, association=request.association, is_team=is_team)
    filters = form.filters(only_counted=not is_team)
    found = listing(
        request.association,
        filters,
        sort=form.order,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    context = {
        "association": request.association,
        "form": form,
        "filters": filters,
        "listing": found,
        "is_team": is_team,
        "searched_year": searched_year(filters, request.association),
        "today": request.association.today(),
        **_addresses(request, form, found.page.before, found.page.after),
    }
    return render(request, "actions/team_list.html", context)


def _addresses(
    request: HttpRequest, form: FilterForm, before: str, after: str
) -> dict[str, object]:
    """The addresses of the pages beside this one, and of the list in another order."""
    kept = {name: value for name, value in form.held().items() if name != "sort"}
    sorted_ = {**kept, "sort": form.order}
    return {
        "newer_url": f"?{urlencode({**sorted_, 'before': before})}" if before else "",
        "older_url": f"?{urlencode({**sorted_, 'after': after})}" if after else "",
        "last_url": f"?{urlencode({**sorted_, 'before': 'end'})}" if after else "",
        "filter_query": urlencode(kept),
        "filter_count": len(kept),
        "query": request.GET.urlencode(),
    }


@require_POST
@member(Right.MANAGE_ACTIONS)
def removals(request: MemberRequest) -> HttpResponse:
    """Delete what is ticked, once it has been confirmed."""
    form = SeenForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Cochez au moins une activité."))
        return redirect(after(request))
    seen = form.cleaned_data["seen"]
    named = Action.objects.filter(association=request.association, pk__in=seen)
    if "confirm" not in request.POST:
        return _confirm_removals(request, seen, named)
    try:
        done = _remove_all(request, seen, named)
    except RecordingError as error:
        messages.error(request, str(error))
    else:
        text = ngettext("%(n)s activité supprimée.", "%(n)s activités supprimées.", done)
        messages.success(request, text % {"n": done})
    return redirect(after(request))


def _confirm_removals(
    request: MemberRequest, seen: dict[int, int], named: ActionQuerySet
) -> HttpResponse:
    context = {
        "association": request.association,
        "actions": named.with_words().latest_first(),
        "count": len(seen),
        "minutes": named.aggregate(minutes=Sum("minutes", default=0))["minutes"],
        "seen": [f"{pk}:{version}" for pk, version in seen.items()],
        "back": request.POST.get("back", ""),
        "query": request.POST.get("query", ""),
        "today": request.association.today(),
    }
    return render(request, "actions/removals.html", context)


@transaction.atomic
def _remove_all(request: MemberRequest, seen: dict[int, int], named: ActionQuerySet) -> int:
    """Delete those that are as they were shown; how many."""
    rows = named.select_for_update(of=("self",)).with_words().select_related("typed_by__user")
    chosen = [row for row in rows if row.version == seen[row.pk]]
    for row in chosen:
        row.remove(by=request.membership)
    return len(chosen)
