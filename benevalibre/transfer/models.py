"""What goes in and out: the move of an association to another instance."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from benevalibre.associations.models import Association, Membership
from benevalibre.transfer.sheets.models import Spreadsheet, SpreadsheetLine


class Departure(models.Model):
    """An association on its way to another instance; the secret is sealed like a link's."""

    association = models.OneToOneField(
        Association, on_delete=models.CASCADE, related_name="departure", primary_key=True
    )
    author = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    sealed = models.TextField()
    message = models.TextField(_("message"), blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)
    destination_url = models.URLField(blank=True)
