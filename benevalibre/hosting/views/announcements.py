"""What the host says to everyone: now, later, and what is over."""

from functools import partial

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from benevalibre.accounts.access import Request, host
from benevalibre.associations.views.answering import act, page_of
from benevalibre.hosting import publishing
from benevalibre.hosting.forms.announcements import AnnouncementForm
from benevalibre.instance.models import Announcement

LIST = "hosting:announcement_list"
SHOWN = 50


@require_safe
@host
def announcement_list(request: Request) -> HttpResponse:
    """Those of the moment, those to come, then those that are over, page by page."""
    now = timezone.now()
    alive = Announcement.objects.filter(Q(until=None) | Q(until__gt=now))
    rows = list(alive.order_by("published_at", "pk")[:SHOWN])
    over = Announcement.objects.filter(until__lte=now).order_by("-until", "-pk")
    context = {
        "showing": [row for row in rows if row.published_at <= now],
        "coming": [row for row in rows if row.published_at > now],
        "page": page_of(over, request),
    }
    return render(request, "hosting/announcement_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@host
def announcement_create(request: Request) -> HttpResponse:
    """Write one, look at it, publish it."""
    form = AnnouncementForm(request.POST or None)
    if form.is_valid() and "preview" not in request.POST:
        publishing.publish(by=request.user, **form.cleaned_data)
        messages.success(request, _("L’annonce est enregistrée."))
        return redirect(LIST)
    return _page(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@host
def announcement_edit(request: Request, announcement_id: int) -> HttpResponse:
    """Change one."""
    row = get_object_or_404(Announcement, pk=announcement_id)
    form = AnnouncementForm(request.POST or None, announcement=row)
    if form.is_valid() and "preview" not in request.POST:
        publishing.correct(row, by=request.user, **form.cleaned_data)
        messages.success(request, _("L’annonce est enregistrée."))
        return redirect(LIST)
    return _page(request, form, row)


@require_http_methods(["GET", "HEAD", "POST"])
@host
def announcement_deletion(request: Request, announcement_id: int) -> HttpResponse:
    """Take one down, once it is confirmed."""
    row = get_object_or_404(Announcement, pk=announcement_id)
    if request.method == "POST":
        verb = partial(publishing.take_down, row, by=request.user)
        act(request, verb, done=_("L’annonce est supprimée."))
        return redirect(LIST)
    return render(request, "hosting/announcement_deletion.html", {"announcement": row})


def _page(request: Request, form: AnnouncementForm, row: Announcement | None) -> HttpResponse:
    context = {
        "form": form,
        "row": row,
        "preview": form.shown if "preview" in request.POST else None,
    }
    status = 422 if form.errors else 200
    return render(request, "hosting/announcement_form.html", context, status=status)
