"""Who is expected, and has not come yet."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from benevalibre.associations.models.association import Association
from benevalibre.associations.models.membership import Membership
from benevalibre.associations.models.role import Role
from benevalibre.namekeys import NameKeyField


class Invitation(models.Model):
    """An address invited to join, or to claim a person without account."""

    class State(models.TextChoices):
        PENDING = "pending", _("envoyée")
        ACCEPTED = "accepted", _("acceptée")
        WITHDRAWN = "withdrawn", _("retirée")

    association = models.ForeignKey(
        Association, on_delete=models.CASCADE, related_name="invitations"
    )
    email = models.EmailField(max_length=254)
    email_key = NameKeyField(source="email")
    role = models.ForeignKey(Role, null=True, on_delete=models.SET_NULL, related_name="+")
    claims = models.ForeignKey(
        Membership, null=True, on_delete=models.CASCADE, related_name="invitations"
    )
    digest = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    expires_at = models.DateTimeField()
    by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["association", "email_key"],
                condition=Q(state="pending"),
                name="invited_once",
            )
        ]
