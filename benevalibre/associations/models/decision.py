"""What the host decided about a whole association, and why."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from benevalibre.associations.models.association import Association
from benevalibre.associations.models.membership import Membership


class HostDecision(models.Model):
    """An association admitted or not, archived, opened again; its managers read the reason."""

    class Kind(models.TextChoices):
        ADMITTED = "admitted", _("acceptée")
        DECLINED = "declined", _("non acceptée")
        ARCHIVED = "archived", _("archivée par l’hébergeur")
        REOPENED = "reopened", _("rouverte")

    association = models.ForeignKey(
        Association, on_delete=models.CASCADE, related_name="host_decisions"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.association)


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def pending(self) -> "AppointmentQuerySet":
        """Not yet in effect."""
        return self.filter(state=Appointment.State.PENDING)


class Appointment(models.Model):
    """Somebody whom the host names to manage an association that has lost its last manager.

    It takes effect at ``effective_at``. Everyone is told of each state, a few at a time:
    ``told_id`` is the last participant told of the present one.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("en attente")
        DONE = "done", _("faite")
        CANCELLED = "cancelled", _("annulée")
        VOID = "void", _("sans objet")

    association = models.ForeignKey(
        Association, on_delete=models.CASCADE, related_name="appointments"
    )
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.TextField()
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    created_at = models.DateTimeField(default=timezone.now)
    effective_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    told_id = models.BigIntegerField(default=0)
    all_told = models.BooleanField(default=False)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["association"],
                condition=models.Q(state="pending"),
                name="one_appointment_waits",
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["effective_at"],
                name="appointments_to_do",
                condition=models.Q(state="pending") | models.Q(all_told=False),
            )
        ]

    def __str__(self) -> str:
        return str(self.association)
