"""What this room's entries say in the association's journal."""

from django.utils.translation import gettext_lazy as _

from benevalibre.associations.telling import tell_also


def teach_journal() -> None:
    """Let the association's journal tell of the introduction of its report."""
    tell_also(
        sentences={"report.introduce": _("%(who)s a changé l’introduction du rapport d’activité.")},
        labels={"text": _("texte")},
    )
