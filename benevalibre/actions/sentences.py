"""What the entries of actions say in the association's journal."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from benevalibre.actions.history import LABELS, SHOWN
from benevalibre.actions.models import Action
from benevalibre.associations.models import Category, Level, Membership, Project
from benevalibre.associations.telling import tell_also

SENTENCES: Final = {
    "action.record": _("%(who)s a noté «\u00a0%(what)s\u00a0»."),
    "action.change": _("%(who)s a modifié «\u00a0%(what)s\u00a0»."),
    "action.remove": _("%(who)s a supprimé une activité."),
    "action.restore": _("%(who)s a remis l’activité «\u00a0%(what)s\u00a0»."),
    "action.approve": _("%(who)s a validé «\u00a0%(what)s\u00a0»."),
    "action.approve_own": _("%(who)s a validé ses propres heures, «\u00a0%(what)s\u00a0»."),
    "action.decline": _("%(who)s n’a pas retenu «\u00a0%(what)s\u00a0»."),
    "action.ask_correction": _("%(who)s a demandé une correction de «\u00a0%(what)s\u00a0»."),
    "action.undo_decision": _("%(who)s a repris sa décision sur «\u00a0%(what)s\u00a0»."),
}


def teach_journal() -> None:
    """Let the association's journal tell what happens to actions."""
    tell_also(
        sentences=SENTENCES,
        labels=LABELS,
        rows={"actions.action": lambda: Action.objects.select_related("project", "category")},
        columns={
            "member": lambda: Membership.objects.select_related("user"),
            "category": Category.objects.all,
            "project": Project.objects.all,
            "level": Level.objects.all,
        },
        values=SHOWN,
    )
