"""The demo's journal: its lines bear the day of what they tell of, the oldest first."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models import Max
from django.utils import timezone

from benevalibre.journal.models import Batch, Entry


def days_ago(days: int) -> datetime.datetime:
    """That many days before now, in the morning."""
    now = timezone.now()
    then = now - datetime.timedelta(days=days)
    return min(now, then.replace(hour=9, minute=20, second=0, microsecond=0))


@contextmanager
def dated(at: datetime.datetime) -> Iterator[None]:
    """What is journaled inside happened at that time."""
    entry, batch = _last(Entry), _last(Batch)
    yield
    Entry.objects.filter(pk__gt=entry).update(at=at)
    Batch.objects.filter(pk__gt=batch).update(created_at=at)


def put_in_order() -> None:
    """Write the lines again from the oldest to the latest: they are read by their number."""
    entries = sorted(Entry.objects.all(), key=lambda entry: (entry.at, entry.pk))
    Entry.objects.all().delete()
    for entry in entries:
        entry.pk = None
    Entry.objects.bulk_create(entries)


def _last(model: type[Entry] | type[Batch]) -> int:
    found: int = model.objects.aggregate(last=Max("pk", default=0))["last"]
    return found
