"""The list of people, and adding one who has no account."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from benevalibre.associations.access import MemberRequest, member
from benevalibre.associations.forms.members import MemberFilterForm, NameForm
from benevalibre.associations.models import Membership, Right
from benevalibre.associations.models.membership import MembershipState
from benevalibre.associations.views.answering import form_page, page_of


@member(Right.LIST_MEMBERS)
def member_list(request: MemberRequest) -> HttpResponse:
    """Everyone, fifty at a time, with the date of their last entry."""
    form = MemberFilterForm(request.GET, association=request.association)
    is_understood = form.is_valid()
    page = page_of(form.people(), request)
    is_filtered = bool(form.data.get("q") or form.used) or form.looked_at != MembershipState.ACTIVE
    context = {
        "form": form,
        "page": page,
        "is_alone": page.paginator.count == 1 and not is_filtered,
        "asking": request.association.memberships.pending().count(),
        "may_manage": request.membership.may(Right.MANAGE_MEMBERS),
    }
    status = 200 if is_understood else 422
    return render(request, "associations/member_list.html", context, status=status)


@member(Right.MANAGE_MEMBERS)
def member_create(request: MemberRequest) -> HttpResponse:
    """Somebody without account, for whom others will record."""
    form = NameForm(request.POST or None)
    add = Membership.objects.create_named
    if form.obeys(
        lambda: add(request.association, form.cleaned_data["name"], by=request.membership)
    ):
        name = form.cleaned_data["name"]
        messages.success(request, _("%(name)s est dans l’équipe.") % {"name": name})
        return redirect("associations:member_list", association_id=request.association.pk)
    return form_page(request, form, "associations/member_create.html")
