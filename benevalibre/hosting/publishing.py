"""The host's announcements: written, changed, taken down; seen at once by this process."""

from typing import Any

from django.db import transaction

from benevalibre.accounts.models import User
from benevalibre.instance.models import Announcement, Instance
from benevalibre.journal.models import record


def publish(*, by: User, **columns: Any) -> Announcement:
    """A new announcement."""
    with transaction.atomic():
        announcement = Announcement.objects.create(author=by, **columns)
        record("announcement.create", on=announcement, by=by)
    Instance.forget()
    return announcement


def correct(announcement: Announcement, *, by: User, **columns: Any) -> None:
    """Write other ``columns``; who dismissed it sees it no more."""
    changed = {
        name: value for name, value in columns.items() if getattr(announcement, name) != value
    }
    if not changed:
        return
    for name, value in changed.items():
        setattr(announcement, name, value)
    with transaction.atomic():
        announcement.save(update_fields=list(changed))
        changes = dict.fromkeys(changed, True)
        record("announcement.change", on=announcement, by=by, changes=changes)
    Instance.forget()


def take_down(announcement: Announcement, *, by: User) -> None:
    """Delete it for good."""
    with transaction.atomic():
        record("announcement.delete", on=announcement, by=by)
        announcement.delete()
    Instance.forget()
