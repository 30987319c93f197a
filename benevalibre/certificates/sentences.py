"""What this room's entries say in the association's journal."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from benevalibre.associations.models.vocabulary import CecKind
from benevalibre.associations.telling import tell_also
from benevalibre.certificates.counting import NONE
from benevalibre.certificates.models import Certificate, CertificateRequest, MissionSheet

SENTENCES: Final = {
    "action.cec": _("%(who)s a dit pour quelle fonction compte «\u00a0%(what)s\u00a0»."),
    "certificate.ask": _("%(who)s a demandé une attestation."),
    "certificate.withdraw": _("%(who)s a retiré sa demande d’attestation."),
    "certificate.decline": _("%(who)s n’a pas établi l’attestation demandée par %(what)s."),
    "certificate.issue": _("%(who)s a établi l’attestation %(what)s."),
    "certificate.gather": _(
        "%(who)s a demandé en un fichier les attestations établies ensemble, à partir de la"
        " %(what)s."
    ),
    "certificate.take": _(
        "%(who)s a téléchargé en un fichier les attestations établies ensemble, à partir de la"
        " %(what)s."
    ),
    "certificate.revoke": _("%(who)s a révoqué l’attestation %(what)s."),
    "mission.ask": _("%(who)s a demandé à faire confirmer une fiche mission."),
    "mission.withdraw": _("%(who)s a repris sa fiche mission."),
    "mission.return": _("%(who)s a renvoyé la fiche mission de %(what)s."),
    "mission.decline": _("%(who)s n’a pas confirmé la fiche mission de %(what)s."),
    "mission.confirm": _("%(who)s a confirmé la fiche mission %(what)s."),
    "letterhead.change": _("%(who)s a changé l’en-tête ou la signature des attestations."),
}
KINDS: Final = {
    **dict(CecKind.choices),
    NONE: _("Ne compte pas"),
    "": _("Selon la catégorie et les fonctions"),
}


def teach_journal() -> None:
    """Let the association's journal tell of functions and certificates."""
    tell_also(
        sentences=SENTENCES,
        labels={
            "cec_function": _("compte pour"),
            "papers": _("attestations"),
            "signatory": _("signataire"),
            "quality": _("qualité"),
            "signature": _("signature"),
            "address": _("adresse"),
        },
        rows={
            "certificates.certificate": Certificate.objects.only("pk", "number").all,
            "certificates.certificaterequest": lambda: CertificateRequest.objects.select_related(
                "member__user"
            ),
            "certificates.missionsheet": lambda: MissionSheet.objects.select_related(
                "member__user"
            ),
        },
        values={"cec_function": lambda value: str(KINDS.get(value, value))},
    )
