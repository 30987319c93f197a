"""Undoing a merge: what went from one person to the other comes back, for a day."""

import datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from benevalibre.associations.guarding import require_to_touch
from benevalibre.associations.merging import KIND, name_of, note_moved, relations
from benevalibre.associations.models import Function, GuestLink, Membership, Right
from benevalibre.associations.writing import RuleError, writing
from benevalibre.journal.models import Batch, record

UNDONE_WITHIN: Final = datetime.timedelta(days=1)


def unmerge(batch: Batch, *, by: Membership) -> Membership:
    """Give back to the person who was merged what was theirs; their row, as it was.

    What was changed since and belongs to somebody else by now stays there. ``RuleError`` where it
    is too late: a day went by, ``by`` did something else since, or one of the two was merged again.
    """
    with writing(by.association):
        _claim_undo(batch, by=by)
        source, into = _both(batch)
        require_to_touch(source, by=by)
        require_to_touch(into, by=by)
        _give_back(batch.payload["rows"], source, into)
        functions = Function.objects.filter(pk__in=batch.payload["functions"], membership=into)
        functions.update(membership=source)
        if batch.payload["link"]:
            GuestLink.objects.filter(membership=source).update(is_active=True)
        _as_before(batch.payload, source, into)
        record("member.unmerge", on=source, by=by, changes={"from": into.pk}, batch=batch)
    return source


def _claim_undo(batch: Batch, *, by: Membership) -> None:
    """Mark the batch as undone, once."""
    later = Batch.objects.filter(
        association_id=batch.association_id, membership_id=batch.membership_id, pk__gt=batch.pk
    )
    mine = (batch.association_id, batch.membership_id) == (by.association_id, by.pk)
    too_old = timezone.now() - batch.created_at > UNDONE_WITHIN
    if not by.may(Right.MANAGE_MEMBERS) or batch.kind != KIND or not mine:
        raise RuleError(_("Vous ne pouvez pas annuler cela."))
    if too_old or later.exists():
        raise _too_late()
    if not Batch.objects.filter(pk=batch.pk, undone_at=None).update(undone_at=timezone.now()):
        raise RuleError(_("C’est déjà annulé."))


def _both(batch: Batch) -> tuple[Membership, Membership]:
    """The emptied row and the one that has it all, locked."""
    pks = [batch.payload.get("source"), batch.payload.get("into")]
    rows = Membership.objects.select_for_update(of=("self",)).select_related("role", "user")
    found = {row.pk: row for row in rows.filter(pk__in=pks, association_id=batch.association_id)}
    source, into = (found.get(pk) for pk in pks)
    if source is None or into is None or source.merged_into_id != into.pk:
        raise _too_late()
    if source.user_id is not None or into.merged_into_id is not None:
        raise _too_late()
    return source, into


def _give_back(rows: dict[str, list[int]], source: Membership, into: Membership) -> None:
    moved = []
    for key in relations(Membership):
        theirs = key.model._base_manager.filter(pk__in=rows.get(name_of(key), ()))
        still = theirs.filter(**{key.name: into})
        if ids := list(still.values_list("pk", flat=True)):
            still.update(**{key.name: source})
            moved.append((key, ids))
    note_moved(moved)


def _as_before(payload: dict[str, Any], source: Membership, into: Membership) -> None:
    source.merged_into = None
    source.state = payload["state"]
    source.state_at = datetime.datetime.fromisoformat(payload["state_at"])
    source.save(update_fields=["merged_into", "state", "state_at"])
    noted = _day(payload["noted"])
    if noted is not None and into.last_entry_on == noted:
        into.last_entry_on = _day(payload["last_entry"])
        into.save(update_fields=["last_entry_on"])


def _day(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def _too_late() -> RuleError:
    return RuleError(_("Il est trop tard pour annuler\u00a0: ces fiches ont changé depuis."))
