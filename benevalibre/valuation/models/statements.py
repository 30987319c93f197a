"""What a closed fiscal year was worth."""

from typing import Any, ClassVar, Final

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from benevalibre.associations.models import Association, FiscalYear, Membership


class Adopted(models.TextChoices):
    BOARD = "board", _("Conseil d’administration")
    ASSEMBLY = "assembly", _("Assemblée générale")


ADOPTERS: Final = {
    Adopted.BOARD: _("le conseil d’administration"),
    Adopted.ASSEMBLY: _("l’assemblée générale"),
}


class StatementQuerySet(models.QuerySet["Statement"]):
    def in_force(self) -> "StatementQuerySet":
        """Those whose year was not opened again."""
        return self.filter(reopened_at=None)

    def of(self, association: Association) -> "StatementQuerySet":
        """Those of one association, the latest number first."""
        return self.filter(association=association).order_by("-number")


class Statement(models.Model):
    """A closed fiscal year: its figures, rates and totals as they were, for ever."""

    association = models.ForeignKey(
        Association, on_delete=models.CASCADE, related_name="statements"
    )
    fiscal_year = models.ForeignKey(FiscalYear, on_delete=models.CASCADE, related_name="statements")
    number = models.PositiveIntegerField()
    closed_at = models.DateTimeField(default=timezone.now)
    closed_by = models.ForeignKey(
        Membership, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_valued = models.BooleanField()
    adopted_on = models.DateField(_("date de la décision"), null=True, blank=True)
    adopted_by = models.CharField(_("décidé par"), max_length=10, choices=Adopted, blank=True)
    reopened_at = models.DateTimeField(null=True)
    reopened_by = models.ForeignKey(
        Membership, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reopen_reason = models.CharField(max_length=1000, blank=True)
    issuer: Any = models.JSONField(default=dict)
    figures: Any = models.JSONField()

    objects = StatementQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["association", "number"], name="statement_number_once"),
            models.UniqueConstraint(
                fields=["fiscal_year"],
                condition=Q(reopened_at=None),
                name="one_statement_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"

    @property
    def adopter(self) -> str:
        """Who adopted the rates, as it stands within a sentence after « par »; empty if unsaid."""
        return str(ADOPTERS[Adopted(self.adopted_by)]) if self.adopted_by else ""
