"""Naming a responsible person where an association has lost its last one."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from benevalibre.accounts.access import Request, host
from benevalibre.associations import appointing
from benevalibre.associations.models import Appointment
from benevalibre.associations.views.answering import act
from benevalibre.hosting.forms.deciding import AppointmentForm
from benevalibre.hosting.forms.searching import FinderForm


@require_http_methods(["GET", "HEAD", "POST"])
@host
def appointment(request: Request, association_id: int) -> HttpResponse:
    """Choose somebody of an association without manager; to any other this page does not exist."""
    association = get_object_or_404(appointing.orphans(), pk=association_id)
    finder = FinderForm(request.GET)
    form = AppointmentForm(request.POST or None, association=association, text=finder.held("q"))
    if form.obeys(lambda: appointing.appoint(by=request.user, **form.cleaned_data)):
        messages.success(request, _("C’est prévu dans trois jours. Toute l’équipe le saura."))
        return redirect("hosting:association_detail", association_id)
    context = {
        "association": association,
        "finder": finder,
        "form": form,
        "day": timezone.now() + appointing.NOTICE,
    }
    status = 422 if form.is_bound else 200
    return render(request, "hosting/association_appointment.html", context, status=status)


@require_POST
@host
def appointment_cancellation(request: Request, association_id: int) -> HttpResponse:
    """Take back a choice that is not in effect yet."""
    waiting = Appointment.objects.pending().filter(association=association_id)
    found = waiting.select_related("association", "membership").first()
    if found is None:
        raise Http404
    act(request, partial(appointing.cancel, found, by=request.user), done=_("C’est annulé."))
    return redirect("hosting:association_detail", association_id)
