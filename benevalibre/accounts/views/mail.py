"""Which mails come, and stopping a kind from the link at its foot, which needs no signing in."""

from django.contrib import messages
from django.core.signing import BadSignature
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from benevalibre.accounts import preferences
from benevalibre.accounts.access import PublicRequest, Request, public, signed_in
from benevalibre.accounts.forms.preferences import PreferencesForm
from benevalibre.mailing import addresses
from benevalibre.mailing.addresses import Rhythm


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def mail_preferences(request: Request) -> HttpResponse:
    """How often each kind of mail comes, for the account's own address."""
    form = PreferencesForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid():
        preferences.choose(request.user, form.chosen)
        messages.success(request, _("C’est enregistré."))
        return redirect("accounts:mail_preferences")
    status = 422 if form.is_bound else 200
    return render(request, "accounts/mail_preferences.html", {"form": form}, status=status)


@public
@csrf_exempt  # RFC 8058: the mail program posts by itself; the signed address is the proof
@require_http_methods(["GET", "HEAD", "POST"])
def opt_out(request: PublicRequest, token: str) -> HttpResponse:
    """Ask on GET, since programs open links; stop this kind of mail on POST, or have it daily."""
    try:
        reception = addresses.read_opt_out(token)
    except BadSignature as error:
        raise Http404 from error
    choice = preferences.choice_of(reception.kind)
    if request.method == "POST":
        is_daily = bool(choice and choice.grouped and request.POST.get("rhythm") == Rhythm.DAILY)
        addresses.choose(*reception, Rhythm.DAILY if is_daily else Rhythm.NEVER)
    context = {
        "address": reception.to,
        "choice": choice,
        "rhythm": addresses.rhythm(*reception),
        "is_own": request.user.is_authenticated and request.user.email_key == reception.to,
    }
    return render(request, "accounts/opt_out.html", context)
