"""A form sent once, however often its button was pressed."""

from typing import ClassVar

from django.db import models

from benevalibre.actions.models.action import Action
from benevalibre.associations.models import Membership
from benevalibre.journal.models import Batch


class Submission(models.Model):
    """The key of a form, scoped to who typed; ``fingerprint`` is a digest of its content."""

    key = models.CharField(max_length=40)
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    fingerprint = models.CharField(max_length=64)
    action = models.ForeignKey(Action, null=True, on_delete=models.CASCADE, related_name="+")
    batch = models.ForeignKey(Batch, null=True, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["membership", "key", "fingerprint"], name="submitted_once"
            )
        ]
