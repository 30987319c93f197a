"""One's own data, to take away or to leave behind."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from benevalibre.accounts import proving
from benevalibre.accounts.access import Request, signed_in
from benevalibre.accounts.limits import limited
from benevalibre.accounts.models import User
from benevalibre.associations.writing import RuleError
from benevalibre.documents.files import file_name
from benevalibre.transfer import erasing, person
from benevalibre.transfer.forms.erasing import ErasureForm


@signed_in
@require_safe
def own_data(request: Request) -> HttpResponse:
    """What one may take away, and the way to the deletion of the account."""
    return render(request, "transfer/own_data.html")


@signed_in
@require_safe
def own_json(request: Request) -> StreamingHttpResponse:
    """All of it, as JSON."""
    return _file(request, "application/json", "json")


@signed_in
@require_safe
def own_folder(request: Request) -> StreamingHttpResponse:
    """All of it, as a folder of CSV files."""
    return _file(request, "application/zip", "zip")


def _file(request: Request, content_type: str, suffix: str) -> StreamingHttpResponse:
    name = file_name(_("Mes données"), timezone.localdate().isoformat(), suffix=suffix)
    parts = {"json": person.write_json, "zip": person.write_folder}[suffix](request.user)
    response = StreamingHttpResponse(parts, content_type=content_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters("password", "code")
@limited("change_password")
def deletion(request: Request) -> HttpResponse:
    """Say what will happen, ask for a proof, then delete the account for good."""
    outlook = erasing.outlook(request.user)
    form = ErasureForm(request.POST if request.method == "POST" else None, request=request)
    if outlook.is_possible and form.is_valid() and _erase(request):
        logout(request)
        messages.success(request, _("Votre compte est supprimé. Merci pour le temps donné\u00a0!"))
        return redirect("home:home")
    context = {
        "form": form,
        "outlook": outlook,
        "is_code_sent": proving.is_code_expected(request),
    }
    status = 422 if form.is_bound else 200
    return render(request, "transfer/own_deletion.html", context, status=status)


@signed_in
@require_POST
@limited("manage_email")
def deletion_code(request: Request) -> HttpResponse:
    """Send the code that confirms the deletion, to who has no password."""
    if not request.user.has_usable_password():
        proving.send_code(request)
        messages.info(request, _("Un code est en route vers votre adresse."))
    return redirect("person:deletion")


def _erase(request: Request) -> bool:
    """Delete the account; False, with the reason said, where somebody was faster.

    A second click finds it gone, which is what was asked.
    """
    try:
        erasing.erase(request.user)
    except User.DoesNotExist:
        return True
    except RuleError as error:
        messages.error(request, str(error))
        return False
    return True
