"""Certificates and mission sheets, and what they carry of their association."""

from benevalibre.certificates.models.certificates import (
    LONGEST_REASON,
    Certificate,
    CertificateRequest,
    Letterhead,
    Picture,
)
from benevalibre.certificates.models.missions import TEXTS, MissionSheet

__all__ = [
    "LONGEST_REASON",
    "TEXTS",
    "Certificate",
    "CertificateRequest",
    "Letterhead",
    "MissionSheet",
    "Picture",
]
