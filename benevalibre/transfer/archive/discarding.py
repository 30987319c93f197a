"""Taking back an association that has not arrived: it never was there."""

import datetime
from typing import Any, Final

from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils import timezone

from benevalibre.associations.models import Association, FiscalYear, Invitation
from benevalibre.associations.models.association import State
from benevalibre.transfer.archive.sections import SECTIONS, Section

ROWS: Final = 500
PREFIX: Final = "arrivée-"
LONGEST: Final = datetime.timedelta(hours=12)


def discard(association: Association) -> None:
    """Delete what has arrived so far, in parts; nothing unless it is still arriving."""
    arriving = Association.objects.filter(pk=association.pk, state=State.IMPORTING)
    if not arriving.exists():
        return
    FiscalYear.objects.filter(association=association).update(closed_at=None)
    Invitation.objects.filter(association=association).delete()
    for section in reversed(SECTIONS):
        _empty(section, association)
    logo = arriving.values_list("logo", flat=True).first()
    arriving.delete()
    if logo:
        default_storage.delete(logo)


def discard_interrupted() -> int:
    """Take back those whose import was cut short long ago (a server stopped); how many."""
    long_ago = timezone.now() - LONGEST
    waiting = Association.objects.filter(
        state=State.IMPORTING, name__startswith=PREFIX, created_at__lt=long_ago
    )
    found = list(waiting)
    for association in found:
        discard(association)
    return len(found)


def _empty(section: Section, association: Association) -> None:
    rows: models.QuerySet[Any] = section.model._base_manager.filter(
        **{section.scope: association.pk}
    )
    while pks := list(rows.values_list("pk", flat=True)[:ROWS]):
        with transaction.atomic():
            rows.model._base_manager.filter(pk__in=pks).delete()
