"""What each part of a mission sheet is called, on the screen and on paper."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

from benevalibre.certificates.models import TEXTS, Certificate

LABELS: Final = {
    "places": _("Lieux"),
    "context": _("Contexte"),
    "aim": _("But"),
    "achievements": _("Réalisations"),
    "responsibilities": _("Responsabilités"),
    "autonomy": _("Autonomie"),
    "tools": _("Outils"),
    "training": _("Formations"),
    "skills": _("Compétences"),
}


def told(texts: Mapping[str, str]) -> list[tuple[str, str]]:
    """Each part that says something with its name, in the order of the paper."""
    return [(str(LABELS[name]), texts[name]) for name in TEXTS if texts.get(name)]


def parts_of(certificate: Certificate) -> list[tuple[str, str]]:
    """Those of a confirmed sheet; none for a certificate of hours."""
    return told(certificate.mission.get("texts", {}))
