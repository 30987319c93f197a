"""What other instances and verifiers read: who signs here."""

from typing import Any

from django.http import JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from benevalibre.accounts.access import PublicRequest, public
from benevalibre.badges import identity

KEPT_SECONDS = 300


@public
@require_safe
@cache_control(public=True, max_age=KEPT_SECONDS)
def document(request: PublicRequest) -> JsonResponse:
    """The did:web document: the public keys."""
    return _json(identity.document(), "application/did+json")


@public
@require_safe
@cache_control(public=True, max_age=KEPT_SECONDS)
def profile(request: PublicRequest) -> JsonResponse:
    """The profile of the issuer."""
    return _json(identity.profile(), "application/json")


def _json(content: dict[str, Any], kind: str) -> JsonResponse:
    response = JsonResponse(content, content_type=kind)
    response["Access-Control-Allow-Origin"] = "*"
    return response
