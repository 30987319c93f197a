"""What every page of something made beside answers the same way."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRefresh

from benevalibre.documents.files import file_name
from benevalibre.reports import bundling
from benevalibre.reports.models import Bundle


def bundle_page(
    request: HttpRequest, template: str, bundle: Bundle | None, **context: object
) -> HttpResponse:
    """How far it is; the page asks again by itself until it changes as a whole."""
    is_busy = bundle is not None and bundle.is_busy
    if vars(request).get("htmx") and not is_busy:
        return HttpResponseClientRefresh()
    return render(request, template, {"bundle": bundle, **context})


def bundle_response(
    request: HttpRequest, bundle: Bundle | None, *, parts: Sequence[str]
) -> FileResponse | None:
    """Its file, named of ``parts``; None where it is not there, and the next page says so."""
    if bundle is None or not bundle.is_done:
        messages.error(request, _("Ce n’est pas prêt\u00a0: demandez-le d’abord."))
        return None
    try:
        file = bundle.file.open("rb")
    except FileNotFoundError:
        bundling.lose(bundle)
        return None
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    name = file_name(*parts, suffix=bundle.suffix)
    return FileResponse(file, as_attachment=True, filename=name, headers=headers)
