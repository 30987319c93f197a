"""One person: answering their request, their role, their place."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from benevalibre.associations.access import MemberRequest, member
from benevalibre.associations.forms.members import (
    DetailsForm,
    FunctionForm,
    MergeForm,
    RoleChoiceForm,
)
from benevalibre.associations.forms.searching import SearchForm
from benevalibre.associations.guarding import may_touch
from benevalibre.associations.merging import KIND, merge
from benevalibre.associations.models import Invitation, Membership, Right
from benevalibre.associations.unmerging import unmerge
from benevalibre.associations.views.answering import act
from benevalibre.associations.writing import RuleError
from benevalibre.journal.models import Batch
from benevalibre.ui.flash import Act, flash

FOUND_AT_MOST = 20


@member(Right.MANAGE_MEMBERS)
def member_detail(request: MemberRequest, member_id: int) -> HttpResponse:
    """Who it is, and all that may be done."""
    return show(request, person_of(request, member_id))


@member(Right.MANAGE_MEMBERS)
@require_POST
def member_approval(request: MemberRequest, member_id: int) -> HttpResponse:
    """Accept a request, in the role chosen."""
    person = person_of(request, member_id)
    form = RoleChoiceForm(request.POST, by=request.membership, person=person)
    by = request.membership
    if not form.obeys(lambda: person.approve(by=by, role=form.cleaned_data["role"])):
        return show(request, person, role_form=form)
    done = _("%(name)s est dans l’équipe, et le sait par mail.") % {"name": person.display_name}
    messages.success(request, done)
    return _back(request, person)


@member(Right.MANAGE_MEMBERS)
def member_refusal(request: MemberRequest, member_id: int) -> HttpResponse:
    """Do not accept a request, after a confirmation."""
    person = person_of(request, member_id)
    if request.method != "POST":
        return render(request, "associations/member_refusal.html", {"person": person})
    act(request, lambda: person.decline(by=request.membership), done=_("C’est fait."))
    return redirect("associations:member_list", association_id=request.association.pk)


@member(Right.MANAGE_MEMBERS)
@require_POST
def member_role(request: MemberRequest, member_id: int) -> HttpResponse:
    """Give another role."""
    person = person_of(request, member_id)
    form = RoleChoiceForm(request.POST, by=request.membership, person=person)
    if not form.obeys(lambda: person.change_role(form.cleaned_data["role"], by=request.membership)):
        return show(request, person, role_form=form)
    messages.success(request, _("Le rôle est changé."))
    return _back(request, person)


@member(Right.MANAGE_MEMBERS)
@require_POST
def member_details(request: MemberRequest, member_id: int) -> HttpResponse:
    """Change the usual level, and the name of who has no account."""
    person = person_of(request, member_id)
    form = DetailsForm(request.POST, person=person)
    if not form.obeys(lambda: person.change_details(by=request.membership, **form.cleaned_data)):
        return show(request, person, details_form=form)
    messages.success(request, _("C’est enregistré."))
    return _back(request, person)


@member(Right.MANAGE_MEMBERS)
def member_removal(request: MemberRequest, member_id: int) -> HttpResponse:
    """Take somebody out of the team, after a confirmation."""
    person = person_of(request, member_id)
    if request.method != "POST":
        return render(request, "associations/member_removal.html", {"person": person})
    done = _("%(name)s n’est plus dans l’équipe.") % {"name": person.display_name}
    act(request, lambda: person.remove(by=request.membership), done=done)
    return _back(request, person)


@member(Right.MANAGE_MEMBERS)
def member_merge(request: MemberRequest, member_id: int) -> HttpResponse:
    """Say that somebody without account is another person of the list."""
    person = person_of(request, member_id)
    form = MergeForm(request.POST or None, person=person)
    into = "into"
    if form.is_valid():
        try:
            batch = merge(person, into=form.cleaned_data[into], by=request.membership)
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            _say_merged(request, batch)
            return _back(request, form.cleaned_data[into])
    people = request.association.memberships.active().exclude(pk=person.pk)
    search, chosen = SearchForm(request.GET), MergeForm(request.GET, person=person)
    found = people.called(search.text).with_person().by_name() if search.text else people.none()
    context = {
        "person": person,
        "form": form,
        "search": search,
        "found": found[:FOUND_AT_MOST],
        "chosen": chosen.cleaned_data[into] if chosen.is_valid() else None,
    }
    status = 422 if form.is_bound else 200
    return render(request, "associations/member_merge.html", context, status=status)


@member(Right.MANAGE_MEMBERS)
@require_POST
def merge_undo(request: MemberRequest, batch_id: int) -> HttpResponse:
    """They were two people after all."""
    mine = Batch.objects.filter(
        association_id=request.association.pk, membership_id=request.membership.pk, kind=KIND
    )
    batch = get_object_or_404(mine, pk=batch_id)
    done = _("C’est annulé\u00a0: il y a de nouveau deux fiches.")
    act(request, lambda: unmerge(batch, by=request.membership), done=done)
    return redirect("associations:member_list", association_id=request.association.pk)


def person_of(request: MemberRequest, member_id: int) -> Membership:
    """A person of the association, or 404."""
    people = Membership.objects.filter(association=request.association).unmerged().with_person()
    person = get_object_or_404(people, pk=member_id)
    person.association = request.association
    return person


def show(
    request: MemberRequest,
    person: Membership,
    *,
    role_form: RoleChoiceForm | None = None,
    details_form: DetailsForm | None = None,
    function_form: FunctionForm | None = None,
) -> HttpResponse:
    """The page of a person, with the form that was refused, if one was."""
    by = request.membership
    context = {
        "person": person,
        "is_self": person.pk == by.pk,
        "may_touch": may_touch(person, by=by),
        "role_form": role_form or RoleChoiceForm(by=by, person=person),
        "details_form": details_form or DetailsForm(person=person),
        "function_form": function_form or FunctionForm(),
        "functions": person.functions.order_by("-start"),
        "invitation": None
        if person.user_id
        else Invitation.objects.pending().filter(claims=person).first(),
    }
    refused = role_form or details_form or function_form
    status = 422 if refused else 200
    return render(request, "associations/member_detail.html", context, status=status)


def _say_merged(request: MemberRequest, batch: Batch) -> None:
    """« C’est fait… Annuler »."""
    undo = Act(
        label=_("Annuler"),
        url=reverse("associations:merge_undo", args=[batch.association_id, batch.pk]),
        icon="undo-2",
        method="post",
    )
    flash(request, _("C’est fait\u00a0: tout est sous un seul nom."), acts=[undo])


def _back(request: MemberRequest, person: Membership) -> HttpResponse:
    here = request.association.pk
    return redirect("associations:member_detail", association_id=here, member_id=person.pk)
