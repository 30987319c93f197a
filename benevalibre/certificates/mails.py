"""The mails of certificates, put in the outbox inside the verb's transaction."""

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from benevalibre.associations.models import Association, Membership, Right
from benevalibre.mailing import outbox
from benevalibre.mailing.addresses import absolute

if TYPE_CHECKING:
    from benevalibre.accounts.models import User
    from benevalibre.certificates.models import Certificate, CertificateRequest, MissionSheet

ASKED = "certificates.asked"


def asked(request: "CertificateRequest | MissionSheet") -> None:
    """Tell who issues certificates that papers are asked for; one an hour, or a day, at most."""
    association = request.association
    issuers = Membership.objects.with_right(Right.ISSUE_CERTIFICATES).select_related("user")
    context = asked_context(association)
    for issuer in issuers.filter(association=association).exclude(pk=request.member_id):
        if issuer.user is not None:
            outbox.enqueue_grouped(
                ASKED,
                to=issuer.user.email,
                language=issuer.user.language or "fr",
                key=f"certificates:{association.pk}:{issuer.pk}",
                context=context,
                time_zone=association.time_zone,
            )


def asked_context(association: Association) -> dict[str, Any]:
    """What the notice says of the requests that wait, now."""
    path = reverse("certificates:list", args=[association.pk])
    waiting = association.certificate_requests.filter(state="pending").count()
    return {
        "association": association.name,
        "count": waiting + association.mission_sheets.filter(state="pending").count(),
        "url": absolute(path),
    }


def issued(certificate: "Certificate", *, by: Membership) -> None:
    """Tell the volunteer that the paper can be downloaded."""
    _to_holder("issued", certificate, by)


def revoked(certificate: "Certificate", *, by: Membership) -> None:
    """Tell the volunteer that the paper is worth nothing any more; nothing if they never knew."""
    if not outbox.withdraw(_key(certificate)):
        _to_holder("revoked", certificate, by)


def declined(request: "CertificateRequest") -> None:
    """Tell whoever asked that there will be none, and why."""
    user = request.member.user
    if user is not None:
        _enqueue(
            "declined",
            user,
            key=f"certificate_request:{request.pk}:",
            association=request.association.name,
            start=request.start,
            end=request.end,
            reason=request.reason,
        )


def returned(sheet: "MissionSheet") -> None:
    """Tell who wrote a mission sheet to go over it, or that it is not confirmed, and why."""
    user = sheet.member.user
    if user is not None:
        _enqueue(
            "returned",
            user,
            key=f"mission_sheet:{sheet.pk}:",
            association=sheet.association.name,
            title=sheet.title,
            reason=sheet.reason,
            declined=sheet.state == sheet.State.DECLINED,
        )


def _to_holder(kind: str, certificate: "Certificate", by: Membership) -> None:
    member = certificate.member
    user = certificate.user or (member.user if member else None)
    if user is not None and user.pk != by.user_id:
        _enqueue(
            kind,
            user,
            key=_key(certificate),
            association=certificate.issuer["name"],
            start=certificate.start,
            end=certificate.end,
            reason=certificate.reason,
            title=certificate.mission_title,
            minutes=certificate.minutes,
        )


def _key(certificate: "Certificate") -> str:
    return f"certificate:{certificate.pk}:"


def _enqueue(kind: str, user: "User", *, key: str, **context: Any) -> None:
    """Write one mail; nothing to an account that is switched off."""
    if not user.is_active:
        return
    outbox.enqueue(
        f"certificates.{kind}",
        to=user.email,
        language=user.language or "fr",
        key=key,
        essential=True,
        context={
            **context,
            "name": user.short_name,
            "url": absolute(reverse("certificates:mine")),
        },
    )
