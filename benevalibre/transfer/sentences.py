"""What the moves of an association say in its journal."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from benevalibre.associations.telling import tell_also

SENTENCES: Final = {
    "association.arrive": _("%(who)s a fait venir l’association d’un autre Bénévalibre."),
    "association.freeze": _("%(who)s a démarré le déménagement de l’association."),
    "association.thaw": _("%(who)s a annulé le déménagement de l’association."),
    "association.copy": _("%(who)s a téléchargé l’archive complète de l’association."),
    "association.move": _("L’association est arrivée à sa nouvelle adresse."),
}


def teach_journal() -> None:
    """Let the association's journal tell of its moves."""
    tell_also(sentences=SENTENCES)
