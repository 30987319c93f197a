"""What the host sees first, and the instance's settings."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from benevalibre.accounts.access import Request, host
from benevalibre.accounts.models import User
from benevalibre.associations.models import Association
from benevalibre.associations.models.association import State
from benevalibre.hosting.configuring import configure
from benevalibre.hosting.forms.settings import SettingsForm
from benevalibre.hosting.waiting import waits
from benevalibre.instance.models import Instance
from benevalibre.mailing.models import WAITING, Mail

ALIVE = Q(state__in=[State.ACTIVE, State.FROZEN, State.MOVED])


@require_safe
@host
def host_home(request: Request) -> HttpResponse:
    """What waits for the host, and some figures."""
    return render(request, "hosting/home.html", _figures())


def _figures() -> dict[str, Any]:
    instance = Instance.current()
    return {
        "waits": waits(),
        "associations": Association.objects.filter(ALIVE).count(),
        "mails": Mail.objects.filter(WAITING).count(),
        "accounts": User.objects.filter(is_active=True).count(),
        "is_demo": instance.is_demo,
        "has_contact": bool(instance.contact),
        "is_new": not Association.objects.exists(),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@host
def settings_edit(request: Request) -> HttpResponse:
    """What the host decides for the whole site."""
    row, _is_new = Instance.objects.get_or_create(pk=1)
    form = SettingsForm(request.POST if request.method == "POST" else None, row=row)
    if form.is_valid():
        configure(form.columns(), by=request.user)
        messages.success(request, _("C’est enregistré."))
        return redirect("hosting:settings")
    status = 422 if form.errors else 200
    return render(request, "hosting/settings.html", {"form": form}, status=status)
