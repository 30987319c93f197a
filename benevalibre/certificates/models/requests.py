"""A volunteer asks for a certificate, and is answered."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from benevalibre.accounts.models import User
from benevalibre.associations.models import Association, Membership
from benevalibre.associations.writing import RuleError, writing
from benevalibre.certificates import mails
from benevalibre.certificates.models.certificates import LONGEST_REASON
from benevalibre.journal.models import record


class RequestQuerySet(models.QuerySet["CertificateRequest"]):
    def pending(self) -> "RequestQuerySet":
        """Waiting for an answer."""
        return self.filter(state=CertificateRequest.State.PENDING)

    def by_user(self, user: User) -> "RequestQuerySet":
        """What an account asked for, the latest first."""
        return self.filter(member__user=user).select_related("association").order_by("-pk")

    def within(self, start: date, end: date) -> "RequestQuerySet":
        """Those whose days are all between these two."""
        return self.filter(start__gte=start, end__lte=end)


class CertificateRequest(models.Model):
    """A volunteer asks for a certificate of a period."""

    class State(models.TextChoices):
        PENDING = "pending", gettext_lazy("en attente")
        ISSUED = "issued", gettext_lazy("établie")
        DECLINED = "declined", gettext_lazy("non établie")
        WITHDRAWN = "withdrawn", gettext_lazy("retirée")

    association = models.ForeignKey(
        Association, on_delete=models.CASCADE, related_name="certificate_requests"
    )
    member = models.ForeignKey(
        Membership, on_delete=models.CASCADE, related_name="certificate_requests"
    )
    start = models.DateField(gettext_lazy("du"))
    end = models.DateField(gettext_lazy("au"))
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        Membership, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.CharField(gettext_lazy("raison"), max_length=LONGEST_REASON, blank=True)

    objects = RequestQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["member"], condition=Q(state="pending"), name="one_request_at_a_time"
            ),
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="request_ends_later"),
        ]

    def __str__(self) -> str:
        return str(self.member)

    @property
    def is_pending(self) -> bool:
        """Does nobody have answered yet?"""
        return self.state == self.State.PENDING

    def withdraw(self) -> None:
        """Whoever asked needs it no more; nothing where somebody answered meanwhile."""
        with writing(self.association):
            if self._answer(self.State.WITHDRAWN):
                record("certificate.withdraw", on=self, by=self.member)

    def decline(self, *, by: Membership, reason: str) -> None:
        """Issue none, and say why; ``RuleError`` where it was answered, or without a reason."""
        with writing(self.association):
            if not reason.strip():
                raise RuleError(_("Dites pourquoi\u00a0: la personne le lira."), field="reason")
            if not self._answer(self.State.DECLINED, by=by, reason=reason.strip()):
                raise RuleError(_("Quelqu’un a déjà répondu à cette demande."))
            record("certificate.decline", on=self, by=by, changes={"reason": True})
            mails.declined(self)

    def _answer(self, state: str, *, by: Membership | None = None, reason: str = "") -> bool:
        """Move out of the pending state once, however many answer at the same time."""
        waiting = CertificateRequest.objects.pending().filter(pk=self.pk)
        moved = waiting.update(
            state=state, answered_by=by, reason=reason, answered_at=timezone.now()
        )
        self.refresh_from_db(fields=["state", "reason", "answered_at"])
        return moved == 1
