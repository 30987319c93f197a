"""Who did what, and when: an append-only table, and the batches that are undone as one."""

from typing import Any, ClassVar, Protocol

from django.db import models
from django.utils import timezone


class Actor(Protocol):
    """Someone who acts: a participant of an association, or an account."""

    @property
    def actor_ids(self) -> tuple[int | None, int | None]:
        """(id of the account, id of the participant); either may be missing."""


class Batch(models.Model):
    """Several changes made in one act, undone as one."""

    association_id = models.BigIntegerField()
    membership_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=40)
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["association_id", "membership_id", "-id"], name="batch_by_actor")
        ]


class EntryQuerySet(models.QuerySet["Entry"]):
    def of_association(self, association_id: int) -> "EntryQuerySet":
        """The entries of one association, the latest first."""
        return self.filter(association_id=association_id).order_by("-id")

    def of_instance(self) -> "EntryQuerySet":
        """The entries that belong to no association (what hosts do), the latest first."""
        return self.filter(association_id=None).order_by("-id")

    def about(self, thing: models.Model) -> "EntryQuerySet":
        """The entries about one row, the latest first."""
        return self.filter(object_type=thing._meta.label_lower, object_id=thing.pk).order_by("-id")


class Entry(models.Model):
    """One line of the journal: ids and figures; free text only as « changed »."""

    association_id = models.BigIntegerField(null=True)
    user_id = models.BigIntegerField(null=True)
    membership_id = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=40)
    object_type = models.CharField(max_length=60)
    object_id = models.BigIntegerField(null=True)
    changes = models.JSONField(default=dict)
    batch = models.ForeignKey(Batch, null=True, on_delete=models.SET_NULL, related_name="entries")
    at = models.DateTimeField(default=timezone.now)

    objects = EntryQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["association_id", "-id"], name="journal_association"),
            models.Index(fields=["object_type", "object_id", "-id"], name="journal_object"),
        ]


def record(
    verb: str,
    *,
    on: models.Model,
    by: Actor | None,
    association_id: int | None = None,
    changes: dict[str, Any] | None = None,
    batch: Batch | None = None,
) -> Entry:
    """Write that ``by`` did ``verb`` on ``on``.

    ``changes`` maps a field to ``[before, after]`` (ids and figures) or to ``true`` where the
    text is private. ``association_id`` defaults to that of ``on``.
    """
    user_id, membership_id = by.actor_ids if by else (None, None)
    if association_id is None:
        association_id = getattr(on, "association_id", None)
    return Entry.objects.create(
        association_id=association_id,
        user_id=user_id,
        membership_id=membership_id,
        verb=verb,
        object_type=on._meta.label_lower,
        object_id=on.pk,
        changes=changes or {},
        batch=batch,
    )
