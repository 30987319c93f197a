"""What this room's entries say in the association's journal."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from benevalibre.associations.telling import tell_also
from benevalibre.ui.durations import format_duration_short
from benevalibre.ui.formats import format_euros

SENTENCES: Final = {
    "year.close": _("%(who)s a arrêté l’exercice %(what)s."),
    "year.reopen": _("%(who)s a rouvert l’exercice %(what)s."),
    "year.plan": _("%(who)s a changé les heures prévues de l’exercice %(what)s."),
    "rate.add": _("%(who)s a ajouté un taux."),
    "rate.change": _("%(who)s a modifié un taux."),
    "rate.delete": _("%(who)s a supprimé un taux."),
    "gift.add": _("%(who)s a noté un don en nature."),
    "gift.change": _("%(who)s a modifié un don en nature."),
    "gift.delete": _("%(who)s a supprimé un don en nature."),
    "vehicle.add": _("%(who)s a noté un véhicule."),
    "vehicle.change": _("%(who)s a modifié un véhicule."),
    "vehicle.delete": _("%(who)s a supprimé un véhicule."),
    "waiver.make": _("%(who)s a noté une renonciation à des frais de trajet."),
    "waiver.withdraw": _("%(who)s a retiré une renonciation à des frais de trajet."),
    "waiver.accept": _("%(who)s a accepté une renonciation à des frais de trajet."),
    "waiver.decline": _("%(who)s n’a pas retenu une renonciation à des frais de trajet."),
    "waiver.address": _("%(who)s a noté une adresse pour un reçu."),
    "receipts.change": _("%(who)s a modifié ce que disent les reçus."),
    "smic.add": _("%(who)s a ajouté un SMIC."),
}
LABELS: Final = {
    "number": _("numéro"),
    "start": _("à partir du"),
    "cents": _("montant"),
    "planned": _("heures prévues"),
    "nature": _("nature"),
    "label": _("description"),
    "evidence": _("justificatif"),
    "coefficient": _("nombre de SMIC"),
    "employer_percent": _("taux patronal"),
}
EUROS: Final = ("cents", "coefficient", "employer_percent")
VALUES: Final = {"cents": format_euros, "planned": format_duration_short}


def teach_journal() -> None:
    """Let the association's journal tell of rates, gifts in kind and closed years."""
    tell_also(sentences=SENTENCES, labels=LABELS, values=VALUES, euros=EUROS)
