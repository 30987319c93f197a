"""What a moderator does to one action; ``benevalibre.actions.moderation`` does it to many."""

from typing import TYPE_CHECKING, cast

from django.db import models

if TYPE_CHECKING:
    from benevalibre.actions.models.action import Action
    from benevalibre.associations.models import Membership
    from benevalibre.journal.models import Batch


class Moderation(models.Model):
    """The verbs of moderation, each conditional on the ``version`` that the moderator saw.

    Each gives the batch by which it can be undone, and raises ``ModerationError`` with the
    sentence to show where it changed nothing: no right, one's own, a closed year, or somebody
    who was faster.
    """

    class Meta:
        abstract = True

    def approve(self, *, by: "Membership", version: int) -> "Batch":
        """It counts from now on; its author is told by mail."""
        from benevalibre.actions import moderation

        return moderation.approve(cast("Action", self), by=by, version=version)

    def decline(self, *, by: "Membership", version: int, reason: str = "") -> "Batch":
        """It does not count, and its author reads why."""
        from benevalibre.actions import moderation

        return moderation.decline(cast("Action", self), by=by, version=version, reason=reason)

    def ask_correction(self, *, by: "Membership", version: int, reason: str) -> "Batch":
        """It goes back to its author with ``reason``, and returns to the queue once corrected."""
        from benevalibre.actions import moderation

        return moderation.ask_correction(
            cast("Action", self), by=by, version=version, reason=reason
        )
