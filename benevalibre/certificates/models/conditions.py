"""That an association was asked once whether it meets the conditions of the CEC."""

from django.db import models
from django.utils import timezone

from benevalibre.associations.models import Association


class AskedConditions(models.Model):
    """It answered, or put the question aside: from then on it is only warned."""

    association = models.OneToOneField(
        Association, on_delete=models.CASCADE, related_name="asked_conditions"
    )
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.association_id}"
