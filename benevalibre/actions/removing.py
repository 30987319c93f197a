"""Deleting an action, and putting it back."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from benevalibre.actions import informing
from benevalibre.actions.changing import check_touch
from benevalibre.actions.checking import check_author, check_years_open
from benevalibre.actions.drafts import RecordingError
from benevalibre.actions.lasting import reckon_last_entries
from benevalibre.actions.mails import withdraw_notice
from benevalibre.actions.models import Action
from benevalibre.associations.models import Membership
from benevalibre.journal.models import Batch
from benevalibre.journal.models import record as journal

KIND = "deletion"
KEPT = timedelta(days=1)


@transaction.atomic
def remove(action: Action, *, by: Membership) -> Batch:
    """Delete ``action``; the batch can put it back for a day, until the next deletion.

    The journal keeps its figures. Raises ``RecordingError`` with the sentence to show.
    """
    check_touch(action, by=by)
    years = list(by.association.fiscal_years.all())
    check_years_open(action.date, action.end_date or action.date, by=by, years=years)
    _forget(Batch.objects.filter(membership_id=by.pk, kind=KIND))
    batch = Batch.objects.create(
        association_id=action.association_id,
        membership_id=by.pk,
        kind=KIND,
        payload=as_payload(action),
    )
    figures = {
        "member": [action.member_id, None],
        "date": [action.date.isoformat(), None],
        "minutes": [action.minutes, None],
        "status": [action.status, None],
    }
    journal("action.remove", on=action, by=by, changes=figures, batch=batch)
    informing.removed([action], by=by)
    action.delete()
    reckon_last_entries([action.member_id])
    withdraw_notice(by.association)
    return batch


@transaction.atomic
def restore(batch: Batch, *, by: Membership) -> Action:
    """Put back what ``batch`` deleted, as it was.

    ``RecordingError`` where it is too late, or where ``by`` lost the right since.
    """
    is_mine = batch.membership_id == by.pk and batch.kind == KIND
    if not is_mine or timezone.now() - batch.created_at > KEPT:
        raise RecordingError(_("Il est trop tard pour annuler cette suppression."))
    check_author(by.association, by=by)
    claimed = Batch.objects.filter(pk=batch.pk, undone_at=None).exclude(payload={})
    if not claimed.update(undone_at=timezone.now(), payload={}):
        raise RecordingError(_("Il est trop tard pour annuler cette suppression."))
    action = Action(**from_payload(batch.payload))
    check_touch(action, by=by)
    years = list(by.association.fiscal_years.all())
    check_years_open(action.date, action.end_date or action.date, by=by, years=years)
    action.version += 1
    action.save(force_insert=True)
    reckon_last_entries([action.member_id])
    journal("action.restore", on=action, by=by, batch=batch)
    informing.restored(action, by=by)
    return action


def forget_deletions() -> int:
    """Empty what deletions older than a day kept; how many there were."""
    return _forget(Batch.objects.filter(kind=KIND, created_at__lt=timezone.now() - KEPT))


def _forget(batches: models.QuerySet[Batch]) -> int:
    return batches.exclude(payload={}).update(payload={})


def as_payload(action: Action) -> dict[str, Any]:
    """The columns of an action as JSON."""
    return {
        field.attname: _plain(getattr(action, field.attname))
        for field in action._meta.concrete_fields
    }


def from_payload(payload: dict[str, Any]) -> dict[str, Any]:
    """The columns of ``as_payload`` again; what was deleted meanwhile is left empty.

    Raises ``RecordingError`` where the category is gone.
    """
    columns: dict[str, Any] = {}
    for field in Action._meta.concrete_fields:
        value = payload[field.attname]
        if value is not None and isinstance(field, models.DateTimeField):
            value = datetime.fromisoformat(value)
        elif value is not None and isinstance(field, models.DateField):
            value = date.fromisoformat(value)
        elif isinstance(field, models.ForeignKey) and value is not None:
            value = _still_there(field, value)
        columns[field.attname] = value
    return columns


def _still_there(field: "models.ForeignKey[Any, Any]", pk: int) -> int | None:
    if field.remote_field.model._base_manager.filter(pk=pk).exists():
        return pk
    if field.null:
        return None
    raise RecordingError(
        _("Cette activité ne peut plus revenir\u00a0: sa catégorie a été supprimée.")
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
