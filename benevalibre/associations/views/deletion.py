"""Deleting an association for good."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from benevalibre.associations.access import MemberRequest, member
from benevalibre.associations.deleting import delete, loss_of, obstacle_to
from benevalibre.associations.forms.deleting import DeletionForm
from benevalibre.associations.models import Right
from benevalibre.associations.views.answering import form_page


@member(Right.MANAGE_ASSOCIATION)
def association_deletion(request: MemberRequest) -> HttpResponse:
    """What will go, then the name to type; or why it cannot go now."""
    here, by = request.association, request.membership
    form = DeletionForm(request.POST or None)
    if form.obeys(lambda: delete(here, by=by, name=form.cleaned_data["name"])):
        done = _("«\u00a0%(name)s\u00a0» est supprimée. Ses bénévoles le sauront par mail.")
        messages.success(request, done % {"name": here.name})
        return redirect("associations:list")
    context = {"loss": loss_of(here), "obstacle": obstacle_to(here), "association": here}
    return form_page(request, form, "associations/association_deletion.html", **context)
