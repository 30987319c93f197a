"""Undoing as one what was done as one, whatever it was."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from benevalibre.actions import moderation
from benevalibre.associations.models import Membership
from benevalibre.journal.models import Batch


def undo(batch: Batch, *, by: Membership) -> str:
    """Undo ``batch`` and give the sentence that says so.

    Raises ``ModerationError`` where it is too late, or not theirs.
    """
    done = moderation.undo(batch, by=by)
    return _undone(done, batch)


def _undone(done: int, batch: Batch) -> str:
    left = len(batch.payload["items"]) - done
    sentence = ngettext(
        "C’est annulé\u00a0: %(n)s activité est revenue comme avant.",
        "C’est annulé\u00a0: %(n)s activités sont revenues comme avant.",
        done,
    ) % {"n": done}
    if left:
        sentence += " " + _("%(n)s ont changé depuis et restent ainsi.") % {"n": left}
    return sentence
