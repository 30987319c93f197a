"""A certificate as an Open Badge 3.0: the same words as the paper, signed by this instance.

VC-JWT: the claims are the credential. Made again each time from the snapshot, it is the same text
each time. Only whoever holds the certificate, or issued it, can have it.
"""

import hashlib
import hmac
import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models import Max
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from benevalibre.accounts.models import User
from benevalibre.associations.writing import RuleError
from benevalibre.badges import claims, keys, statuses
from benevalibre.badges.claims import YearHours
from benevalibre.badges.web import own_did
from benevalibre.certificates.models import Certificate
from benevalibre.certificates.paper import check_address, sentence_of, title_of
from benevalibre.certificates.yearly import years_of
from benevalibre.documents.files import file_name
from benevalibre.documents.tables import clean
from benevalibre.instance.models import Instance
from benevalibre.mailing.addresses import absolute

LIST_LASTS: Final = timedelta(days=1)
SCHEMA: Final = {
    "id": "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/"
    "ob_v3p0_achievementcredential_schema.json",
    "type": "1EdTechJsonSchemaValidator2019",
}


def badge_token(certificate: Certificate) -> str:
    """The signed text; ``RuleError`` where this certificate cannot have one."""
    address, years = _ready(certificate)
    with override(settings.LANGUAGE_CODE):
        return keys.sign(_claims(certificate, years, address))


def badge_svg(certificate: Certificate) -> str:
    """The same baked in a picture (Open Badges 3.0, baking in SVG)."""
    token = badge_token(certificate)
    with override(settings.LANGUAGE_CODE):
        context = {"certificate": certificate, "title": title_of(certificate), "token": token}
        return clean(render_to_string("certificates/badge.svg", context))


def refusal(certificate: Certificate) -> str:
    """Why there is no badge of it; « » where there is one. Nothing is signed."""
    try:
        _ready(certificate)
    except RuleError as error:
        return str(error)
    return ""


def name_of_badge(certificate: Certificate, *, suffix: str) -> str:
    """« Badge - Les Amis du vélo - 12.jwt »."""
    return file_name(_("Badge"), certificate.issuer["name"], str(certificate.number), suffix=suffix)


def revocations(number: int) -> str | None:
    """The signed list of bits of that number; None where no certificate stands in it."""
    last = Certificate.objects.aggregate(last=Max("pk"))["last"] or 0
    if number > last // statuses.BITS:
        return None
    first = number * statuses.BITS
    ours = Certificate.objects.issued_here()
    revoked = ours.filter(pk__gte=first, pk__lt=first + statuses.BITS)
    ids = revoked.exclude(revoked_at=None).values_list("pk", flat=True)
    url, now = _list_url(number), timezone.now().replace(microsecond=0)
    return keys.sign(
        {
            "@context": claims.CONTEXTS[:1],
            "id": url,
            "type": ["VerifiableCredential", "BitstringStatusListCredential"],
            "issuer": own_did(),
            "validFrom": _text(now),
            "validUntil": _text(now + LIST_LASTS),
            "credentialSubject": {
                "id": f"{url}#list",
                "type": "BitstringStatusList",
                "statusPurpose": "revocation",
                "encodedList": statuses.encode(pk - first for pk in ids),
            },
            "iss": own_did(),
            "jti": url,
            "nbf": int(now.timestamp()),
            "exp": int((now + LIST_LASTS).timestamp()),
        }
    )


def _ready(certificate: Certificate) -> tuple[str, list[YearHours]]:
    """Whose it is, and its hours by year; ``RuleError`` where it cannot be a badge."""
    if certificate.is_from_elsewhere:
        raise RuleError(
            _("Elle a été établie sur %(host)s\u00a0: son badge ne se prend que là-bas.")
            % {"host": certificate.host}
        )
    if certificate.is_mission:
        raise RuleError(_("Une fiche mission n’a pas de badge\u00a0: elle n’atteste pas d’heures."))
    address = _owner(certificate)
    if certificate.is_revoked:
        raise RuleError(_("Cette attestation est révoquée\u00a0: elle n’a plus de badge."))
    years = years_of(certificate)
    if not years:
        raise RuleError(
            _("Cette attestation est trop ancienne pour un badge. Demandez-en une nouvelle.")
        )
    return address, years


def _owner(certificate: Certificate) -> str:
    """The confirmed address of whoever it was issued to; ``RuleError`` without one."""
    user: User | None = certificate.user
    if user is None and certificate.member is not None:
        user = certificate.member.user
    proved = EmailAddress.objects.filter(user=user, verified=True) if user else None
    if user is None or proved is None or not proved.filter(email__iexact=user.email).exists():
        raise RuleError(
            _(
                "Un badge est lié à l’adresse mail de la personne, et celle-ci n’a pas de compte "
                "avec une adresse confirmée."
            )
        )
    return user.email


def _claims(certificate: Certificate, years: list[YearHours], address: str) -> dict[str, Any]:
    did, issued = own_did(), certificate.issued_at.replace(microsecond=0)
    check = check_address(certificate)
    subject = _subject(certificate, years, address)
    return {
        "@context": claims.CONTEXTS,
        "id": check,
        "type": claims.TYPES,
        "name": title_of(certificate),
        "description": sentence_of(certificate),
        "issuer": {
            "id": did,
            "type": ["Profile"],
            "name": f"{certificate.issuer['name']} ({Instance.current().name})",
            "url": settings.BASE_URL,
        },
        "validFrom": _text(issued),
        "credentialSubject": subject,
        "credentialStatus": _status(certificate),
        "credentialSchema": [SCHEMA],
        "iss": did,
        "sub": subject["id"],
        "jti": check,
        "nbf": int(issued.timestamp()),
    }


def _subject(certificate: Certificate, years: list[YearHours], address: str) -> dict[str, Any]:
    """Who (an address that cannot be read, and the name of the paper), and what."""
    salt = _secret_of(certificate, "salt")
    descriptions, results = claims.results_of(years, _names())
    who: dict[str, Any] = {"type": "IdentityObject", "hashed": True}
    name = {"type": "IdentityObject", "hashed": False, "identityType": "name"}
    return {
        "id": f"urn:uuid:{uuid.UUID(_secret_of(certificate, address)[:32])}",
        "type": ["AchievementSubject"],
        "identifier": [
            who | {"identityHash": claims.hash_of(address, salt), "salt": salt}
            | {"identityType": "emailAddress"},
            name | {"identityHash": certificate.volunteer},
        ],
        "activityStartDate": _day(certificate.start),
        "activityEndDate": _day(certificate.end),
        "achievement": {
            "id": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, check_address(certificate))}",
            "type": ["Achievement"],
            "achievementType": "CommunityService",
            "name": _("Attestation de bénévolat"),
            "description": sentence_of(certificate),
            "criteria": {"narrative": _("Des heures de bénévolat validées par l’association.")},
            "creator": _association(certificate),
            "resultDescription": descriptions,
        },
        "result": results,
    }  # fmt: skip


def _association(certificate: Certificate) -> dict[str, Any]:
    """Who attests, with the numbers that its paper shows."""
    issuer = certificate.issuer
    where = f"{own_did()}/{certificate.association_id or issuer['name']}"
    numbers = (
        (claims.REGISTER, issuer.get("register_number", "")),
        (claims.SIREN, issuer.get("siren", "")),
    )
    return {
        "id": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, where)}",
        "type": ["Profile"],
        "name": issuer["name"],
        "otherIdentifier": [
            {"type": "IdentifierEntry", "identifier": number, "identifierType": kind}
            for kind, number in numbers
            if number
        ],
    }


def _names() -> dict[str, str]:
    return {
        "minutes": _("Minutes de bénévolat en %(year)s"),
        "direction": _("Minutes de direction en %(year)s"),
        "supervision": _("Minutes d’encadrement de bénévoles en %(year)s"),
    }


def _status(certificate: Certificate) -> dict[str, str]:
    number, index = divmod(certificate.pk, statuses.BITS)
    url = _list_url(number)
    return {
        "id": f"{url}#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(index),
        "statusListCredential": url,
    }


def _list_url(number: int) -> str:
    return absolute(reverse("certificates:revocations", args=[number]))


def _secret_of(certificate: Certificate, purpose: str) -> str:
    """A text that nobody else can guess, the same each time."""
    said = f"{certificate.code} {purpose}".encode()
    return hmac.new(settings.BADGE_KEY.encode(), said, hashlib.sha256).hexdigest()


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _day(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
