"""Stopping a kind of mail, from the link at its foot: nobody has to sign in for that."""

from django.core.signing import BadSignature
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from benevalibre.accounts.access import PublicRequest, public
from benevalibre.mailing import addresses


@public
@csrf_exempt  # RFC 8058: the mail program posts by itself; the signed address is the proof
@require_http_methods(["GET", "HEAD", "POST"])
def opt_out(request: PublicRequest, token: str) -> HttpResponse:
    """Ask on GET, since programs open links; stop this kind of mail on POST."""
    try:
        reception = addresses.read_opt_out(token)
    except BadSignature as error:
        raise Http404 from error
    if request.method == "POST":
        addresses.opt_out(reception)
    is_stopped = not addresses.wants(*reception)
    return render(
        request, "accounts/opt_out.html", {"address": reception.to, "is_stopped": is_stopped}
    )
