"""The functions of a person that count for the citizen engagement account."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from benevalibre.associations.access import MemberRequest, member
from benevalibre.associations.forms.members import FunctionForm
from benevalibre.associations.models import Function, Right
from benevalibre.associations.views.answering import act
from benevalibre.associations.views.member import person_of, show


@member(Right.MANAGE_MEMBERS)
@require_POST
def function_create(request: MemberRequest, member_id: int) -> HttpResponse:
    """Note a function and its dates."""
    person = person_of(request, member_id)
    form = FunctionForm(request.POST)
    note, by = Function.objects.create_function, request.membership
    if not form.obeys(lambda: note(person, by=by, **form.cleaned_data)):
        return show(request, person, function_form=form)
    messages.success(request, _("La fonction est notée."))
    if _is_first(request):
        return redirect("certificates:cec_conditions", association_id=request.association.pk)
    return _back(request, member_id)


@member(Right.MANAGE_MEMBERS)
@require_POST
def function_deletion(request: MemberRequest, member_id: int, function_id: int) -> HttpResponse:
    """Take back a function noted by mistake."""
    person = person_of(request, member_id)
    function = get_object_or_404(person.functions, pk=function_id)
    function.membership = person
    done = _("La fonction n’est plus notée.")
    act(request, lambda: function.discard(by=request.membership), done=done)
    return _back(request, member_id)


def _is_first(request: MemberRequest) -> bool:
    """Is it the association's first, by somebody who can say what the law asks of it?"""
    here = request.association
    if not request.membership.may(Right.MANAGE_ASSOCIATION):
        return False
    known = here.declared_on is not None and here.all_general_interest is not None
    return not known and Function.objects.filter(membership__association=here).count() == 1


def _back(request: MemberRequest, member_id: int) -> HttpResponse:
    here = request.association.pk
    return redirect("associations:member_detail", association_id=here, member_id=member_id)
