"""The way in of a participant without account."""

from datetime import datetime

from django.db import models
from django.db.models import F

from benevalibre.associations.models.membership import Membership


class GuestLink(models.Model):
    """The way in without an account. The secret is kept as a digest and a sealed copy."""

    membership = models.OneToOneField(
        Membership, on_delete=models.CASCADE, related_name="link", primary_key=True
    )
    digest = models.CharField(max_length=64, unique=True)
    sealed = models.TextField()
    expires_at = models.DateTimeField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    last_visit = models.DateTimeField(null=True)
    visits = models.PositiveIntegerField(default=0)

    def is_open(self, at: datetime) -> bool:
        """May it be used at that time?"""
        return self.is_active and (self.expires_at is None or self.expires_at > at)

    def count_visit(self, at: datetime) -> None:
        """Count one more opening; two at once are both counted."""
        GuestLink.objects.filter(pk=self.pk).update(visits=F("visits") + 1, last_visit=at)
