"""Taking away what a list shows, with its filters: a page of choices, then the file."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from benevalibre.actions import listing
from benevalibre.actions.access import OwnRequest, own_actions, participant
from benevalibre.actions.forms.filtering import FilterForm
from benevalibre.actions.forms.mine import MineFilter
from benevalibre.actions.querysets import ActionQuerySet
from benevalibre.associations.access import MemberRequest, member
from benevalibre.associations.forms.members import MemberFilterForm
from benevalibre.associations.models import Membership, Right, Visibility
from benevalibre.documents.files import download, file_name
from benevalibre.documents.tables import Table
from benevalibre.reports.exports import action_table, paheko_table, people_table
from benevalibre.reports.forms.files import CHOICES, PAHEKO, Choice, ExportForm


@require_safe
@participant
def export_mine(request: OwnRequest) -> HttpResponseBase:
    """One's own actions, as « Mes activités » shows them."""
    own = own_actions(request)
    filters = MineFilter(request.GET, own=own)
    found = filters.apply(own)
    form = ExportForm(request.GET, choices=[*CHOICES, PAHEKO])
    if form.chosen:
        return _file(_actions_as(form.chosen, found), form.chosen, _("Mes activités"))
    context = {
        "heading": _("Exporter mes activités"),
        "list_label": _("Mes activités"),
        "list_url": reverse("actions:mine"),
        "totals": listing.totals(found),
        "is_filtered": bool(filters.chosen),
    }
    return _page(request, form, context)


@require_safe
@member()
def export_actions(request: MemberRequest) -> HttpResponseBase:
    """The actions of the association, as its list shows them to this person."""
    is_team = _is_team(request.membership)
    asked = FilterForm(request.GET, association=request.association, is_team=is_team)
    filters = asked.filters(only_counted=not is_team)
    found = listing.matching(request.association, filters)
    form = ExportForm(request.GET, choices=[*CHOICES, PAHEKO])
    if form.chosen:
        table = _actions_as(form.chosen, found, is_whole=is_team)
        return _file(table, form.chosen, request.association.name, _("activités"))
    context = {
        "heading": _("Exporter les activités"),
        "list_label": _("Activités"),
        "list_url": reverse("actions:list", args=[request.association.pk]),
        "totals": listing.totals(found),
        "is_filtered": bool(asked.held().keys() - {"sort"}),
        "searched_year": listing.searched_year(filters, request.association),
        "holds_names": True,
    }
    return _page(request, form, context)


@require_safe
@member(Right.LIST_MEMBERS)
def export_people(request: MemberRequest) -> HttpResponseBase:
    """The people of the association, as their list shows them."""
    filters = MemberFilterForm(request.GET, association=request.association)
    filters.is_valid()
    found = filters.people()
    form = ExportForm(request.GET, choices=CHOICES)
    if form.chosen:
        table = people_table(found)
        return _file(table, form.chosen, request.association.name, _("bénévoles"))
    context = {
        "heading": _("Exporter la liste des bénévoles"),
        "list_label": _("Bénévoles"),
        "list_url": reverse("associations:member_list", args=[request.association.pk]),
        "people": found.count(),
        "is_filtered": bool(filters.has_changed()),
        "holds_names": True,
    }
    return _page(request, form, context)


def _is_team(membership: Membership) -> bool:
    """May this person take all away, or (False) what counts? ``PermissionDenied`` where nothing.

    What counts may be taken by who sees statistics, where the rules show all to everyone: the
    list is open to them, while statistics alone name nobody.
    """
    if membership.may(Right.MANAGE_ACTIONS):
        return True
    is_shown = membership.association.policy_visibility == Visibility.ALL
    if is_shown and membership.may(Right.SEE_STATISTICS):
        return False
    raise PermissionDenied


def _actions_as(choice: Choice, actions: ActionQuerySet, *, is_whole: bool = True) -> Table:
    if choice is PAHEKO:
        return paheko_table(actions)
    return action_table(actions, is_whole=is_whole)


def _file(table: Table, choice: Choice, *words: str) -> HttpResponseBase:
    day = timezone.localdate().isoformat()
    suffix = choice.file.suffix
    return download(table, choice.file, name=file_name(*words, day, suffix=suffix))


def _page(request: HttpRequest, form: ExportForm, context: dict[str, object]) -> HttpResponse:
    """The choices; 422 for a file that does not exist."""
    status = 422 if form.errors else 200
    return render(request, "reports/export.html", {"form": form, **context}, status=status)
