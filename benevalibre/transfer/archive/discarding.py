"""Taking back an association that has not arrived: it never was there."""

import datetime
from collections.abc import Iterable
from typing import Any, Final

from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils import timezone

from benevalibre.associations.models import Association
from benevalibre.associations.models.association import State
from benevalibre.associations.purging import belongings, delete_files

ROWS: Final = 500
PREFIX: Final = "arrivée-"
LONGEST: Final = datetime.timedelta(hours=12)


def discard(association: Association, *, stored: Iterable[str] = ()) -> None:
    """Delete what has arrived so far, in parts; nothing unless it is still arriving.

    ``stored``: files whose rows may not have been written.
    """
    arriving = Association.objects.filter(pk=association.pk, state=State.IMPORTING)
    if not arriving.exists():
        return
    for model, path in belongings():
        _empty(model._base_manager.filter(**{path: association.pk}))
    logo = arriving.values_list("logo", flat=True).first()
    arriving.delete()
    for name in [logo, *stored]:
        if name:
            default_storage.delete(name)


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


def _empty(rows: "models.QuerySet[Any]") -> None:
    """Delete these rows, some at a time."""
    while pks := list(rows.order_by().values_list("pk", flat=True)[:ROWS]):
        with transaction.atomic():
            chosen = rows.model._base_manager.filter(pk__in=pks)
            delete_files(chosen)
            chosen.delete()
