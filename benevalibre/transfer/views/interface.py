"""What another instance asks and tells when an association moves: API v1, as 2.0.x has it."""

import json
from typing import Any
from uuid import UUID

from django.core.exceptions import SuspiciousOperation, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from benevalibre.accounts.access import public
from benevalibre.accounts.limits import refusal
from benevalibre.transfer import departing

LARGEST_BODY = 16 * 1024
REFUSED = (SuspiciousOperation, MultiPartParserError)


@csrf_exempt
@require_http_methods(["GET", "POST"])
@public
def migrate(request: HttpRequest, association_id: int) -> HttpResponse:
    """``GET``: is it still here? ``POST``: it is elsewhere now, says who has its token."""
    if request.method == "POST":
        if refusal(request, "migrate") is not None:
            return _said(429, "Too many requests.")
        return _finish(request, association_id)
    departure = departing.find(association_id)
    if departure is None:
        return _said(404, "No association is moving here.")
    answer = {
        "is_done": departure.done_at is not None,
        "destination_url": departure.destination_url or None,
    }
    return JsonResponse(answer, headers={"Cache-Control": "no-store"})


def _finish(request: HttpRequest, association_id: int) -> HttpResponse:
    sent = _sent(request)
    token, address = sent.get("token"), sent.get("destination_url")
    try:
        if not isinstance(token, str) or not isinstance(address, str):
            return _said(422, "A token and a destination_url are needed.")
        departing.check_address(address)
        departing.finish(association_id, token=str(UUID(token)), destination_url=address)
    except (ValueError, ValidationError):
        return _said(422, "The token or the destination_url is not one.")
    except departing.UnknownMoveError:
        return _said(404, "No association is moving here with this token.")
    except departing.MovedAlreadyError:
        return _said(410, "The association has moved already.")
    return HttpResponse(status=204)


def _sent(request: HttpRequest) -> dict[str, Any]:
    """The members of a JSON object, or the fields of a form; nothing of what cannot be read."""
    try:
        if request.content_type in {"application/x-www-form-urlencoded", "multipart/form-data"}:
            return request.POST.dict()
        body = request.body
        found = json.loads(body) if len(body) <= LARGEST_BODY else None
    except (ValueError, LookupError, RecursionError, OSError, *REFUSED):
        return {}
    return found if isinstance(found, dict) else {}


def _said(status: int, detail: str) -> JsonResponse:
    return JsonResponse({"detail": detail}, status=status)
