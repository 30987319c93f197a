"""What the host sees first."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from benevalibre.accounts.access import Request, host
from benevalibre.accounts.models import User
from benevalibre.associations.models import Association
from benevalibre.hosting.forms.settings import SettingsForm
from benevalibre.instance.models import Instance
from benevalibre.journal.models import record
from benevalibre.mailing.models import Mail


@require_http_methods(["GET", "HEAD", "POST"])
@host
def host_home(request: Request) -> HttpResponse:
    """Some figures, and the instance's settings."""
    row, _is_new = Instance.objects.get_or_create(pk=1)
    form = SettingsForm(request.POST if request.method == "POST" else None, row=row)
    if form.is_valid():
        _keep(form, by=request.user)
        messages.success(request, _("C’est enregistré."))
        return redirect("hosting:home")
    context = {
        "form": form,
        "accounts": User.objects.filter(is_active=True).count(),
        "associations": Association.objects.visible().count(),
        "waiting": Mail.objects.waiting().count(),
        "failed": Mail.objects.failed().count(),
    }
    return render(request, "hosting/home.html", context, status=422 if form.errors else 200)


def _keep(form: SettingsForm, *, by: User) -> None:
    columns = form.columns()
    if columns:
        row = Instance.change(**columns)
        record("instance.change", on=row, by=by, changes=dict.fromkeys(columns, True))
