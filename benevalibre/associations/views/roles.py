"""The roles and what they permit."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from benevalibre.associations.access import MemberRequest, member
from benevalibre.associations.forms.roles import RoleForm
from benevalibre.associations.guarding import may_give
from benevalibre.associations.models import Right, Role
from benevalibre.associations.models.membership import MembershipState
from benevalibre.associations.views.answering import act, form_page


@member(Right.MANAGE_ROLES)
def role_list(request: MemberRequest) -> HttpResponse:
    """Each role, how many people have it, and whether one may change it."""
    active = Q(memberships__state=MembershipState.ACTIVE)
    roles = request.association.roles.annotate(people=Count("memberships", filter=active))
    rows = [(role, may_give(role.rights, by=request.membership)) for role in roles.order_by("pk")]
    return render(request, "associations/role_list.html", {"rows": rows})


@member(Right.MANAGE_ROLES)
def role_create(request: MemberRequest) -> HttpResponse:
    """A new role."""
    here, by = request.association, request.membership
    form = RoleForm(request.POST or None, by=by)
    create = Role.objects.create_role
    if form.obeys(lambda: create(here, by=by, **form.cleaned_data)):
        return _back(request, _("Le rôle est créé."))
    return form_page(request, form, "associations/role_form.html", role=None)


@member(Right.MANAGE_ROLES)
def role_edit(request: MemberRequest, role_id: int) -> HttpResponse:
    """Another name or other rights."""
    role, by = _role_of(request, role_id), request.membership
    form = RoleForm(request.POST or None, by=by, role=role)
    if form.obeys(lambda: role.change(by=by, **form.cleaned_data)):
        return _back(request, _("C’est enregistré."))
    return form_page(request, form, "associations/role_form.html", role=role)


@member(Right.MANAGE_ROLES)
@require_POST
def role_default(request: MemberRequest, role_id: int) -> HttpResponse:
    """Give it to whoever joins from now on."""
    role = _role_of(request, role_id)
    done = _("«\u00a0%(role)s\u00a0» est le rôle de qui arrive.") % {"role": role.name}
    act(request, lambda: role.make_default(by=request.membership), done=done)
    return redirect("associations:role_list", association_id=request.association.pk)


@member(Right.MANAGE_ROLES)
def role_deletion(request: MemberRequest, role_id: int) -> HttpResponse:
    """Delete a role that nobody has, after a confirmation."""
    role = _role_of(request, role_id)
    if request.method != "POST":
        return render(request, "associations/role_deletion.html", {"role": role})
    act(request, lambda: role.discard(by=request.membership), done=_("Le rôle est supprimé."))
    return redirect("associations:role_list", association_id=request.association.pk)


def _role_of(request: MemberRequest, role_id: int) -> Role:
    role = get_object_or_404(request.association.roles, pk=role_id)
    role.association = request.association
    return role


def _back(request: MemberRequest, done: str) -> HttpResponse:
    messages.success(request, done)
    return redirect("associations:role_list", association_id=request.association.pk)
