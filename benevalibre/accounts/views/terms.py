"""The instance's terms: read by anybody, accepted by who has an account."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from benevalibre.accounts.access import PublicRequest, Request, public, signed_in
from benevalibre.accounts.forms.terms import AcceptanceForm
from benevalibre.accounts.models import User
from benevalibre.instance.models import Instance


@public
@require_safe
def terms(request: PublicRequest) -> HttpResponse:
    """The terms, where the instance has any; with a button for who has not accepted them."""
    instance = Instance.current()
    if not instance.has_terms:
        raise Http404
    user = request.user
    asks = isinstance(user, User) and user.has_terms_to_accept(instance)
    context = {"instance": instance, "asks": asks}
    return render(request, "accounts/terms.html", context)


@signed_in
@require_POST
def terms_acceptance(request: Request) -> HttpResponse:
    """Accept the version that was on screen; another one that came meanwhile is shown again."""
    form = AcceptanceForm(request.POST)
    if form.is_valid() and form.cleaned_data["version"] == Instance.current().terms_version:
        request.user.accept_terms(form.cleaned_data["version"])
        messages.success(request, _("Merci, c’est noté."))
        return redirect("home:home")
    messages.error(request, _("Les conditions viennent de changer\u00a0: relisez-les."))
    return redirect("accounts:terms")
