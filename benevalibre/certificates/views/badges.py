"""A certificate as a badge that other sites read: for whoever holds it, and whoever issued it."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from benevalibre.accounts.access import PublicRequest, Request, public, signed_in
from benevalibre.associations.access import MemberRequest, member
from benevalibre.associations.models import Right
from benevalibre.associations.writing import RuleError
from benevalibre.certificates.badging import (
    badge_svg,
    badge_token,
    name_of_badge,
    refusal,
    revocations,
)
from benevalibre.certificates.models import Certificate
from benevalibre.documents.files import attached

JWT = "application/vc+jwt"
MAKERS = {"jwt": (JWT, badge_token), "svg": ("image/svg+xml", badge_svg)}
KEPT_SECONDS = 300


@signed_in
@require_safe
def badge_mine(request: Request, certificate_id: int) -> HttpResponse:
    """What a badge is for, and both of its files."""
    certificate = _mine(request, certificate_id)
    context = {
        "certificate": certificate,
        "refusal": refusal(certificate),
        "is_reachable": settings.SECURE,
    }
    return render(request, "certificates/badge.html", context)


@signed_in
@require_safe
def badge_mine_file(request: Request, certificate_id: int, kind: str) -> HttpResponse:
    """One of the files; 404 where there is no badge."""
    return _file(_mine(request, certificate_id), kind)


@member(Right.ISSUE_CERTIFICATES)
@require_safe
def badge_file(request: MemberRequest, certificate_id: int, kind: str) -> HttpResponse:
    """The same for whoever may issue, to hand it over."""
    rows = Certificate.objects.filter(association=request.association)
    rows = rows.select_related("association", "user", "member__user")
    return _file(get_object_or_404(rows, pk=certificate_id), kind)


@public
@require_safe
@cache_control(public=True, max_age=KEPT_SECONDS)
def revocation_list(request: PublicRequest, number: int) -> HttpResponse:
    """Bits of which nobody can tell whose they are, signed."""
    text = revocations(number)
    if text is None:
        raise Http404
    headers = {"Access-Control-Allow-Origin": "*", "X-Robots-Tag": "noindex, nofollow"}
    return HttpResponse(text, content_type=JWT, headers=headers)


def _mine(request: Request, certificate_id: int) -> Certificate:
    mine = Certificate.objects.by_user(request.user)
    mine = mine.select_related("association", "user", "member__user")
    return get_object_or_404(mine, pk=certificate_id)


def _file(certificate: Certificate, kind: str) -> HttpResponse:
    if kind not in MAKERS:
        raise Http404
    content_type, make = MAKERS[kind]
    try:
        content = make(certificate)
    except RuleError as error:
        raise Http404 from error
    name = name_of_badge(certificate, suffix=kind)
    return attached(content, content_type=content_type, name=name)
