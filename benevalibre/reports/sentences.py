"""What this room's entries say in the association's journal."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from benevalibre.associations.telling import tell_also

SENTENCES: Final = {
    "report.introduce": _("%(who)s a changé l’introduction du rapport d’activité."),
    "timesheets.ask": _("%(who)s a demandé toutes les feuilles de temps de l’exercice %(what)s."),
    "timesheets.take": _(
        "%(who)s a téléchargé toutes les feuilles de temps de l’exercice %(what)s."
    ),
}


def teach_journal() -> None:
    """Let the journal tell of the report’s introduction, and of who takes people’s hours away."""
    tell_also(sentences=SENTENCES, labels={"text": _("texte")})
