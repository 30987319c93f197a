"""The queue: what waits for a moderator, decided one by one or many at once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from benevalibre.actions import batches, moderation
from benevalibre.actions.drafts import RecordingError
from benevalibre.actions.forms.deciding import ReasonForm, SeenForm
from benevalibre.actions.models import Action, Status
from benevalibre.actions.queueing import queue
from benevalibre.actions.views.team_answers import after, readers, say_decided
from benevalibre.associations.access import MemberRequest, member
from benevalibre.associations.models import Right
from benevalibre.journal.models import Batch


@require_GET
@member(Right.MANAGE_ACTIONS)
def queue_page(request: MemberRequest) -> HttpResponse:
    """What waits, the unusual first."""
    return _render_queue(request, SeenForm(), status=200)


def _render_queue(request: MemberRequest, form: SeenForm, *, status: int) -> HttpResponse:
    waiting = queue(request.association, by=request.membership)
    vars(request)["waiting"] = waiting.count  # the menu need not count again
    context = {
        "association": request.association,
        "queue": waiting,
        "form": form,
        "today": request.association.today(),
    }
    return render(request, "actions/queue.html", context, status=status)


@require_POST
@member(Right.MANAGE_ACTIONS)
def approvals(request: MemberRequest) -> HttpResponse:
    """Approve what is ticked."""
    form = SeenForm(request.POST)
    if not form.is_valid():
        return _render_queue(request, form, status=422)
    return _decide(request, form.cleaned_data["seen"], Status.APPROVED)


@require_POST
@member(Right.MANAGE_ACTIONS)
def corrections(request: MemberRequest) -> HttpResponse:
    """Ask what to correct, then send it back."""
    return _with_reason(request, Status.TO_CORRECT)


@require_POST
@member(Right.MANAGE_ACTIONS)
def declines(request: MemberRequest) -> HttpResponse:
    """Ask why it is not kept, then say so."""
    return _with_reason(request, Status.DECLINED)


def _with_reason(request: MemberRequest, status: Status) -> HttpResponse:
    form = ReasonForm(request.POST)
    if form.is_valid() and form.is_sent:
        return _decide(request, form.cleaned_data["seen"], status, form.cleaned_data["reason"])
    if "seen" in form.errors:
        return _render_queue(request, form, status=422)
    named = Action.objects.filter(association=request.association, pk__in=form.cleaned_data["seen"])
    actions = list(named.with_words().latest_first())
    context = {
        "association": request.association,
        "form": form if form.is_sent else ReasonForm(),
        "actions": actions,
        "readers": readers(actions),
        "seen": [f"{pk}:{version}" for pk, version in form.cleaned_data["seen"].items()],
        "is_correction": status == Status.TO_CORRECT,
        "back": request.POST.get("back", ""),
        "today": request.association.today(),
    }
    return render(request, "actions/reason.html", context, status=422 if form.errors else 200)


def _decide(
    request: MemberRequest, seen: dict[int, int], status: Status, reason: str = ""
) -> HttpResponse:
    """Write the decision, say what was done with a way to undo it, and go back."""
    try:
        batch = moderation.decide(seen, status=status, by=request.membership, reason=reason)
    except moderation.ModerationError as error:
        messages.error(request, str(error))
    else:
        say_decided(request, batch, asked=len(seen))
    return redirect(after(request))


@require_POST
@member(Right.MANAGE_ACTIONS)
def batch_undo(request: MemberRequest, batch_id: int) -> HttpResponse:
    """Undo as one what was done as one."""
    mine = Batch.objects.filter(
        association_id=request.association.pk, membership_id=request.membership.pk
    )
    batch = get_object_or_404(mine, pk=batch_id)
    try:
        messages.success(request, batches.undo(batch, by=request.membership))
    except (moderation.ModerationError, RecordingError) as error:
        messages.error(request, str(error))
    return redirect(after(request))


@require_http_methods(["GET", "POST"])
@member(Right.MANAGE_ASSOCIATION)
def moderation_off(request: MemberRequest) -> HttpResponse:
    """Moderation is off and something waits: approve it all, or keep it waiting."""
    policy = reverse("associations:policy", args=[request.association.pk])
    pending = Action.objects.pending().filter(association=request.association)
    if request.method == "POST":
        if request.POST.get("choice") == "approve":
            _approve_all(request)
        return redirect(policy)
    if request.association.policy_moderate_actions or not pending.exists():
        return redirect(policy)
    waiting = queue(request.association, by=request.membership, shown=0)
    context = {"association": request.association, "queue": waiting}
    return render(request, "actions/moderation_off.html", context)


def _approve_all(request: MemberRequest) -> None:
    try:
        batch = moderation.approve_all(by=request.membership)
    except moderation.ModerationError as error:
        messages.error(request, str(error))
    else:
        say_decided(request, batch, asked=0)
