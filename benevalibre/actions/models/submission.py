"""A form sent once, however often its button was pressed."""

from collections.abc import Sequence
from datetime import timedelta
from typing import ClassVar

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from benevalibre.actions.models.action import Action
from benevalibre.associations.models import Membership
from benevalibre.journal.models import Batch

KEPT = timedelta(days=60)


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def old(self) -> "SubmissionQuerySet":
        """Those whose form nobody sends again: sixty days old (MODEL §1)."""
        return self.filter(created_at__lt=timezone.now() - KEPT)


class Submission(models.Model):
    """The key of a form, scoped to who typed; ``fingerprint`` is a digest of its content."""

    key = models.CharField(max_length=40)
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    fingerprint = models.CharField(max_length=64)
    action = models.ForeignKey(Action, null=True, on_delete=models.CASCADE, related_name="+")
    batch = models.ForeignKey(Batch, null=True, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["membership", "key", "fingerprint"], name="submitted_once"
            )
        ]

    @classmethod
    def claim(
        cls, membership: Membership, *, key: str, fingerprint: str
    ) -> tuple["Submission", bool]:
        """The row of this form and content, and whether it is new.

        To call in the transaction that does what the form asks: the database makes a second
        click wait for the first, and then gives what that one wrote.
        """
        named = {"membership": membership, "key": key, "fingerprint": fingerprint}
        try:
            with transaction.atomic():
                return cls.objects.create(**named), True
        except IntegrityError:
            return cls.objects.select_related("action", "batch").get(**named), False

    def keep(self, actions: Sequence[Action]) -> None:
        """Remember what the form made: one action, or all those of their batch."""
        self.action = actions[0]
        self.batch = actions[0].batch if len(actions) > 1 else None
        self.save(update_fields=["action", "batch"])

    def result(self) -> list[Action]:
        """What the form made the first time."""
        if self.batch is not None:
            return list(Action.objects.filter(batch=self.batch).order_by("date", "id"))
        return [self.action] if self.action else []
