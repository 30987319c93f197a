"""The certificate on paper: a PDF with the code that proves it."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from benevalibre.certificates.models import Certificate
from benevalibre.certificates.telling import parts_of
from benevalibre.documents.files import file_name
from benevalibre.documents.pdf import order
from benevalibre.documents.pictures import picture_svg
from benevalibre.documents.pressing import Order, press
from benevalibre.documents.qr import qr_svg
from benevalibre.mailing.addresses import absolute
from benevalibre.ui.durations import format_duration_short
from benevalibre.ui.formats import format_period


def check_address(certificate: Certificate) -> str:
    """Where whoever holds the paper checks it: this instance, or the one that issued it."""
    return certificate.check_elsewhere or absolute(
        reverse("certificates:checked", args=[certificate.shown_code])
    )


def certificate_pdf(certificate: Certificate) -> bytes:
    """The paper; the same bytes each time in one language, until it is revoked.

    ``ValueError`` for one that an archive told of: no paper of ours says what it says.
    """
    return press(certificate_order(certificate))


def certificate_order(certificate: Certificate) -> Order:
    """What the paper is pressed from, here or beside."""
    if certificate.is_from_elsewhere:
        raise ValueError("This certificate was issued elsewhere.")
    issuer = certificate.issuer
    address = check_address(certificate)
    files = {"check.svg": qr_svg(address)}
    for name in ("logo", "signature"):
        picture = getattr(certificate, name)
        if picture is not None:
            files[f"{name}.svg"] = picture_svg(bytes(picture.content))
    said = _mission(certificate) if certificate.is_mission else _hours(certificate)
    data = {
        "title": title_of(certificate),
        "issuer": {**issuer, "logo": "logo.svg" if certificate.logo else None},
        "foot": f"{issuer['name']}, {title_of(certificate)}",
        "warning": _revocation(certificate),
        "attests": sentence_of(certificate),
        **said,
        "done": _("Fait le %(day)s") % {"day": format_period(certificate.issued_on)},
        "signatory": [certificate.signatory or _("Nom\u00a0:"), certificate.quality],
        "signature": "signature.svg" if certificate.signature else None,
        "signature_alt": _("Signature de %(name)s") % {"name": certificate.signatory},
        "check": _check(certificate),
        "check_alt": _("Code QR qui mène à %(address)s") % {"address": address},
        "address": address,
    }
    template = "mission" if certificate.is_mission else "certificate"
    return order(f"certificates/{template}", data, files=files, at=certificate.issued_at)


def _hours(certificate: Certificate) -> dict[str, Any]:
    return {
        "head": [_("Activités"), _("Dates"), _("Heures")],
        "rows": [list(row) for row in rows_of(certificate)],
        "total": [_("Total"), "", format_duration_short(certificate.minutes)],
    }


def _mission(certificate: Certificate) -> dict[str, Any]:
    facts = [
        [_("Bénévole"), certificate.volunteer],
        [_("Période"), format_period(certificate.start, certificate.end)],
    ]
    if minutes := certificate.mission.get("minutes"):
        facts.append([_("Heures validées"), format_duration_short(minutes)])
    parts = [[label, text.splitlines()] for label, text in parts_of(certificate)]
    return {"facts": facts, "parts": parts}


def name_of_file(certificate: Certificate) -> str:
    """« attestation-les-amis-du-velo-12.pdf » or the like."""
    kind = _("Fiche mission") if certificate.is_mission else _("Attestation")
    parts = kind, certificate.issuer["name"], str(certificate.number)
    return file_name(*parts, suffix="pdf")


def title_of(certificate: Certificate) -> str:
    """What the paper is called."""
    if certificate.is_mission:
        return _("Fiche mission n°\u00a0%(n)s") % {"n": certificate.number}
    return _("Attestation de bénévolat n°\u00a0%(n)s") % {"n": certificate.number}


def sentence_of(certificate: Certificate) -> str:
    """What the association attests."""
    if certificate.is_mission:
        return _(
            "L’association «\u00a0%(association)s\u00a0» confirme ce que %(name)s, bénévole, dit "
            "ici de sa mission «\u00a0%(title)s\u00a0», %(period)s."
        ) % {
            "association": certificate.issuer["name"],
            "name": certificate.volunteer,
            "title": certificate.mission_title,
            "period": format_period(certificate.start, certificate.end),
        }
    return _(
        "L’association «\u00a0%(association)s\u00a0» atteste que %(name)s lui a donné de son temps "
        "comme bénévole, %(period)s\u00a0: %(hours)s en tout."
    ) % {
        "association": certificate.issuer["name"],
        "name": certificate.volunteer,
        "period": format_period(certificate.start, certificate.end),
        "hours": format_duration_short(certificate.minutes),
    }


def rows_of(certificate: Certificate) -> list[tuple[str, str, str]]:
    """Activity, dates and hours of each line."""
    return [
        (row["name"], _days(row), format_duration_short(row["minutes"]))
        for row in certificate.activities
    ]


def _days(row: dict[str, Any]) -> str:
    return format_period(date.fromisoformat(row["first"]), date.fromisoformat(row["last"]))


def _revocation(certificate: Certificate) -> str | None:
    if certificate.revoked_on is None:
        return None
    day = format_period(certificate.revoked_on)
    return _("Révoquée le %(day)s\u00a0: elle ne vaut plus rien.") % {"day": day}


def _check(certificate: Certificate) -> str:
    return _("Pour la vérifier\u00a0: code %(code)s") % {"code": certificate.shown_code}
