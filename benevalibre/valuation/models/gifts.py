"""Gifts in kind: goods, premises and services."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from benevalibre.associations.models import Association, FiscalYear
from benevalibre.valuation.accounts import Nature

KINDS = [choice for choice in Nature.choices if choice[0] != Nature.VOLUNTEERING]


class Gift(models.Model):
    """What was given to the association in one fiscal year otherwise than as time or money."""

    association = models.ForeignKey(Association, on_delete=models.CASCADE, related_name="gifts")
    fiscal_year = models.ForeignKey(FiscalYear, on_delete=models.CASCADE, related_name="gifts")
    nature = models.CharField(_("nature"), max_length=12, choices=KINDS)
    label = models.CharField(_("description"), max_length=200)
    cents = models.PositiveBigIntegerField(_("valeur"))
    evidence = models.FileField(_("justificatif"), upload_to="justificatifs/", blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.label
