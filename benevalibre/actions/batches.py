"""Undoing as one what was done as one, whatever it was."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from benevalibre.actions import moderation, removing, sheets
from benevalibre.associations.models import Membership
from benevalibre.journal.models import Batch


def undo(batch: Batch, *, by: Membership) -> str:
    """Undo ``batch`` and give the sentence that says so.

    Raises ``ModerationError`` or ``RecordingError`` where it is too late, or not theirs.
    """
    if batch.kind == sheets.KIND:
        done = sheets.undo(batch, by=by)
        sentence = ngettext(
            "C’est annulé\u00a0: %(n)s activité retirée.",
            "C’est annulé\u00a0: %(n)s activités retirées.",
            done,
        )
        return sentence % {"n": done}
    if batch.kind == removing.KIND:
        removing.restore(batch, by=by)
        return _("C’est annulé\u00a0: l’activité est revenue.")
    return _undone(moderation.undo(batch, by=by), batch)


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
