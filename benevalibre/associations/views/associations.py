"""Creating, showing, joining, leaving and describing an association."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from benevalibre.accounts.access import PublicRequest, Request, public, signed_in
from benevalibre.associations.access import MemberRequest, member, visited
from benevalibre.associations.deleting import give_up
from benevalibre.associations.forms.founding import FoundForm
from benevalibre.associations.forms.settings import SettingsForm
from benevalibre.associations.founding import found, may_found, waits_for_host
from benevalibre.associations.joining import join
from benevalibre.associations.models import Association, Membership, Right
from benevalibre.associations.models.association import State
from benevalibre.associations.tidings import notice_of
from benevalibre.associations.views.answering import act, form_page


@signed_in
def association_create(request: Request) -> HttpResponse:
    """Name it, answer three questions, and manage it."""
    form = FoundForm(request.POST or None)
    if not form.obeys(lambda: found(by=request.user, **form.cleaned_data)):
        context = {"may_found": may_found(), "waits": waits_for_host()}
        return form_page(request, form, "associations/association_create.html", **context)
    created = Association.objects.named(form.cleaned_data["name"]).get()
    if not created.is_open:
        return redirect("associations:waiting", association_id=created.pk)
    messages.success(request, _("Bienvenue\u00a0! L’association est prête."))
    return redirect("associations:detail", association_id=created.pk)


@public
def association_detail(request: PublicRequest, association_id: int) -> HttpResponse:
    """The public page; a hidden one says only its name, to accounts that have its address."""
    association, membership = visited(request, association_id)
    is_inside = membership is not None and membership.is_active
    context = {
        "association": association,
        "membership": membership,
        "people": _people(membership),
        "is_shown": is_inside or not association.hidden,
        "notice": notice_of(association),
    }
    return render(request, "associations/association_detail.html", context)


@signed_in
def association_waiting(request: Request, association_id: int) -> HttpResponse:
    """To who founded an association that waits for the host: that it waits, and how to give up."""
    place = get_object_or_404(
        Membership.objects.active().select_related("association", "role", "user"),
        association_id=association_id,
        user_id=request.user.pk,
        association__state__in=[State.AWAITING, State.ACTIVE],
    )
    if place.association.is_open:
        return redirect("associations:detail", association_id=association_id)
    if request.method != "POST":
        return render(request, "associations/association_waiting.html", {"place": place})
    done = _("C’est fait\u00a0: «\u00a0%(name)s\u00a0» n’attend plus.")
    name = place.association.name
    act(request, lambda: give_up(place.association, by=place), done=done % {"name": name})
    return redirect("associations:list")


@signed_in
def association_join(request: Request, association_id: int) -> HttpResponse:
    """What joining means, then the request or the welcome."""
    association, membership = visited(request, association_id)
    is_asking = membership is not None and (membership.is_pending or membership.is_declined)
    asks = is_asking or association.policy_moderate_members
    if request.method != "POST":
        context = {"association": association, "membership": membership, "asks": asks}
        return render(request, "associations/association_join.html", context)
    done = _("Vous êtes dans l’équipe. Vous pouvez noter vos heures.")
    if asks:
        done = _("Votre demande est partie. L’équipe vous répondra par mail.")
    act(request, lambda: join(association, user=request.user), done=done)
    return redirect("associations:detail", association_id=association_id)


@signed_in
def association_leave(request: Request, association_id: int) -> HttpResponse:
    """Leave, or take back one's request, after a confirmation."""
    _association, membership = visited(request, association_id)
    if membership is None or not (membership.is_active or membership.is_pending):
        raise Http404
    if request.method != "POST":
        return render(request, "associations/association_leave.html", {"membership": membership})
    done = _("C’est fait. Vos heures restent dans vos activités.")
    if act(request, membership.leave, done=done):
        return redirect("associations:list")
    return redirect("associations:detail", association_id=association_id)


@member(Right.MANAGE_ASSOCIATION)
def association_settings(request: MemberRequest) -> HttpResponse:
    """All that the association says of itself."""
    here = request.association
    form = SettingsForm(request.POST or None, request.FILES or None, instance=here)
    if form.obeys(lambda: here.describe(by=request.membership, **form.cleaned_data)):
        messages.success(request, _("C’est enregistré."))
        return redirect("associations:settings", association_id=here.pk)
    return form_page(request, form, "associations/association_settings.html")


def _people(membership: Membership | None) -> int | None:
    """How many are in the team, for those who may see who they are."""
    if membership is None or not membership.may(Right.LIST_MEMBERS):
        return None
    return membership.association.memberships.active().unmerged().count()
