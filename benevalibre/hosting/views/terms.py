"""What people accept, and what the host signs with associations."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from benevalibre.accounts.access import Request, host
from benevalibre.accounts.models import User
from benevalibre.hosting.configuring import configure
from benevalibre.hosting.forms.terms import TermsForm
from benevalibre.instance.models import Instance


@require_http_methods(["GET", "HEAD", "POST"])
@host
def terms(request: Request) -> HttpResponse:
    """The terms, and how many people have accepted them."""
    row, _is_new = Instance.objects.get_or_create(pk=1)
    is_sent = request.method == "POST"
    form = TermsForm(request.POST if is_sent else None, request.FILES if is_sent else None, row=row)
    if form.is_valid():
        if configure(form.columns(), by=request.user):
            messages.success(request, _("C’est enregistré. On demandera à chacun de les accepter."))
        return redirect("hosting:terms")
    active = User.objects.filter(is_active=True)
    context = {
        "form": form,
        "row": row,
        "accounts": active.count(),
        "accepted": active.filter(terms_accepted__gte=row.terms_version).count(),
    }
    return render(request, "hosting/terms.html", context, status=422 if form.errors else 200)


@require_safe
@host
def processing_agreement(request: Request) -> HttpResponse:
    """A model of the agreement of GDPR article 28, to print and sign with an association."""
    context = {"instance": Instance.current()}
    return render(request, "hosting/processing_agreement.html", context)
