"""Certificates and mission sheets, and what they carry of their association."""

from benevalibre.certificates.models.certificates import (
    LONGEST_REASON,
    Certificate,
    Letterhead,
    Picture,
)
from benevalibre.certificates.models.conditions import AskedConditions
from benevalibre.certificates.models.missions import TEXTS, MissionSheet
from benevalibre.certificates.models.requests import CertificateRequest

__all__ = [
    "LONGEST_REASON",
    "TEXTS",
    "AskedConditions",
    "Certificate",
    "CertificateRequest",
    "Letterhead",
    "MissionSheet",
    "Picture",
]
