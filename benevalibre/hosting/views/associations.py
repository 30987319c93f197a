"""The associations as the host sees them: facts, and whether they are open."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from benevalibre.accounts.access import Request, host
from benevalibre.actions.models import Action
from benevalibre.associations import opening
from benevalibre.associations.models import Appointment, Association
from benevalibre.associations.models.association import State
from benevalibre.associations.views.answering import act, page_of
from benevalibre.hosting.forms.deciding import ReasonForm
from benevalibre.hosting.forms.searching import AssociationFinderForm

MANY = 10_000
SHOWN_MANAGERS = 20


@require_safe
@host
def association_list(request: Request) -> HttpResponse:
    """Fifty at a time, those that wait said first."""
    form = AssociationFinderForm(request.GET)
    context = {
        "form": form,
        "page": page_of(form.found(), request),
        "waiting": Association.objects.filter(state=State.AWAITING).count(),
        "is_waiting_list": form.held("state") == State.AWAITING,
    }
    return render(request, "hosting/association_list.html", context)


@require_safe
@host
def association_detail(request: Request, association_id: int) -> HttpResponse:
    """Facts only: the host has no right inside."""
    association = get_object_or_404(
        Association.objects.select_related("activity_field"), pk=association_id
    )
    people = association.memberships.active()
    managers = list(people.managers().select_related("user")[: SHOWN_MANAGERS + 1])
    context = {
        "association": association,
        "managers": managers[:SHOWN_MANAGERS],
        "has_more_managers": len(managers) > SHOWN_MANAGERS,
        "is_orphan": association.is_open and not managers,
        "people": people.count(),
        "actions": Action.objects.filter(association=association)[: MANY + 1].count(),
        "many": MANY,
        "last_entry_on": people.aggregate(last=Max("last_entry_on"))["last"],
        "decisions": association.host_decisions.select_related("by").order_by("-pk")[:10],
        "appointment": Appointment.objects.pending()
        .filter(association=association)
        .select_related("membership__user")
        .first(),
    }
    return render(request, "hosting/association_detail.html", context)


@require_POST
@host
def admission(request: Request, association_id: int) -> HttpResponse:
    """Open an association that waits."""
    association = get_object_or_404(Association, pk=association_id)
    verb = partial(opening.admit, association, by=request.user)
    done = _("«\u00a0%(name)s\u00a0» est ouverte. Qui l’a créée le saura par mail.")
    act(request, verb, done=done % {"name": association.name})
    return redirect("hosting:association_detail", association_id)


@require_http_methods(["GET", "HEAD", "POST"])
@host
def refusal(request: Request, association_id: int) -> HttpResponse:
    """Do not open an association that waits, and say why."""
    words = {
        "title": _("Ne pas accepter cette association\u00a0?"),
        "text": _("Elle ira avec les associations archivées\u00a0: vous pourrez encore l’ouvrir."),
        "label": _("Ne pas accepter"),
        "done": _("C’est dit à qui l’a créée."),
    }
    return _decision(request, association_id, opening.turn_down, words)


@require_http_methods(["GET", "HEAD", "POST"])
@host
def archiving(request: Request, association_id: int) -> HttpResponse:
    """Close an association, and say why."""
    words = {
        "title": _("Archiver cette association\u00a0?"),
        "text": _(
            "Plus personne ne pourra l’ouvrir ni y noter d’heures. Rien n’est effacé\u00a0: vous"
            " pourrez la rouvrir."
        ),
        "label": _("Archiver"),
        "done": _("C’est archivé, et les responsables le savent."),
    }
    return _decision(request, association_id, opening.archive, words)


@require_http_methods(["GET", "HEAD", "POST"])
@host
def reopening(request: Request, association_id: int) -> HttpResponse:
    """Open an archived association again."""
    words = {
        "title": _("Rouvrir cette association\u00a0?"),
        "text": _("Tout y sera comme avant, et les responsables le sauront."),
        "label": _("Rouvrir"),
        "done": _("C’est rouvert, et les responsables le savent."),
    }
    return _decision(request, association_id, opening.reopen, words, is_required=False)


def _decision(
    request: Request,
    association_id: int,
    verb: Callable[..., None],
    words: dict[str, Any],
    *,
    is_required: bool = True,
) -> HttpResponse:
    """A page that asks why; then the association's."""
    association = get_object_or_404(Association, pk=association_id)
    form = ReasonForm(request.POST or None, is_required=is_required)
    if form.is_valid():
        order = partial(verb, association, by=request.user, **form.cleaned_data)
        act(request, order, done=words["done"])
        return redirect("hosting:association_detail", association_id)
    context = {"association": association, "form": form, **words}
    status = 422 if form.is_bound else 200
    return render(request, "hosting/association_decision.html", context, status=status)
