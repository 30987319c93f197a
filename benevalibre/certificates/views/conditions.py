"""The question asked once: does the association meet what the law asks for the CEC?"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from benevalibre.associations.access import MemberRequest, member
from benevalibre.associations.models import Right
from benevalibre.associations.views.answering import act, form_page
from benevalibre.certificates.conditions import answer, put_aside
from benevalibre.certificates.forms.cec import ConditionsForm


@member(Right.MANAGE_ASSOCIATION)
def cec_conditions(request: MemberRequest) -> HttpResponse:
    """Three facts, answered as far as they are known, or put aside."""
    here, by = request.association, request.membership
    if request.method == "POST" and "aside" in request.POST:
        act(request, lambda: put_aside(here), done=_("Entendu\u00a0: ces pages le rappelleront."))
        return _onwards(request)
    form = ConditionsForm(request.POST or None, association=here)
    if form.obeys(lambda: answer(here, by=by, **form.cleaned_data)):
        messages.success(request, _("C’est enregistré."))
        return _onwards(request)
    return form_page(request, form, "certificates/cec_conditions.html", association=here)


def _onwards(request: MemberRequest) -> HttpResponse:
    here = request.association.pk
    if request.membership.may(Right.ISSUE_CERTIFICATES):
        return redirect("certificates:cec_list", here)
    return redirect("associations:member_list", association_id=here)
