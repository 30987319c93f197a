"""Editing an action: what it does to its status, and who is told (MODEL §1)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from benevalibre.actions import informing
from benevalibre.actions.checking import (
    check_author,
    check_draft,
    check_how_far_back,
    check_years_open,
)
from benevalibre.actions.drafts import Draft, RecordingError
from benevalibre.actions.mails import tell_moderators
from benevalibre.actions.models import Action, Status
from benevalibre.actions.recording import status_of
from benevalibre.actions.splitting import split
from benevalibre.associations.models import Membership, Right
from benevalibre.journal.models import record as journal

WORDS = frozenset({"title", "description"})


class StaleError(RecordingError):
    """Somebody changed the action in the meantime."""


@transaction.atomic
def change(
    action: Action,
    *,
    by: Membership,
    draft: Draft,
    member: Membership | None = None,
    version: int | None = None,
) -> None:
    """Make ``action`` what ``draft`` says, and give it to ``member`` where one is named.

    ``version`` is the one that the author saw. Over a year's end the rest becomes new rows.
    Raises ``RecordingError`` with the sentence to show, ``StaleError`` where somebody was faster.
    """
    association = by.association
    check_touch(action, by=by)
    years = list(association.fiscal_years.all())
    check_years_open(action.date, action.end_date or action.date, by=by, years=years)
    check_draft(draft, association=association, by=by, years=years)
    if draft.date != action.date:
        check_how_far_back(draft.date, association=association, by=by, years=years)
    before, former = informing.line_of(action), action.member
    first, *others = split(draft, years)
    columns = first.columns() | ({"member": member} if member else {})
    changes = differences(action, columns)
    if not changes:
        return
    status = status_after(action, set(changes), by=by, member=member or action.member)
    if status != action.status:
        changes["status"] = [action.status, status.value]
    _write(action, columns, status=status, by=by, version=version or action.version)
    journal("action.change", on=action, by=by, changes=changes)
    _write_rest(action, others)
    if status == Status.PENDING and "status" in changes:
        tell_moderators(association)
    informing.changed(action, by=by, before=before, former=former)


def status_after(
    action: Action, changed: set[str], *, by: Membership, member: Membership | None
) -> Status:
    """The status once ``changed`` columns are written by ``by`` and the action is ``member``'s.

    An approved one stays so where only its words change, or where somebody with the right edits
    another's; what was sent back returns to the queue, corrected.
    """
    now = Status(action.status)
    typed = status_of(member, by=by, association=by.association)
    if now == Status.APPROVED:
        return now if changed <= WORDS else typed
    if now == Status.TO_CORRECT:
        return Status.PENDING if by.association.policy_moderate_actions else Status.APPROVED
    if now == Status.DECLINED and not changed <= WORDS:
        return Status.PENDING
    return now


def check_touch(action: Action, *, by: Membership) -> None:
    """Its author, or somebody with the right on actions, may change or delete an action."""
    if action.association_id != by.association_id:
        raise RecordingError(_("Cette activité appartient à une autre association."))
    check_author(by.association, by=by)
    if action.member_id != by.pk and not by.may(Right.MANAGE_ACTIONS):
        raise RecordingError(_("Seule la personne, ou son équipe, peut changer ces heures."))


def will_be_read_again(action: Action, *, by: Membership) -> bool:
    """Would changing the date or the duration send it back to the queue? Said before saving."""
    return (
        action.status == Status.APPROVED
        and status_of(action.member, by=by, association=by.association) == Status.PENDING
    )


def differences(action: Action, columns: dict[str, Any]) -> dict[str, Any]:
    """What would change: figures, dates and ids as ``[before, after]``, free text as true."""
    changes: dict[str, Any] = {}
    for name, after in columns.items():
        if name in WORDS:
            if getattr(action, name) != after:
                changes[name] = True
            continue
        field = action._meta.get_field(name)
        before = getattr(action, getattr(field, "attname", name))
        wanted = getattr(after, "pk", after)
        if before != wanted:
            changes[name] = [_plain(before), _plain(wanted)]
    return changes


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _write(
    action: Action, columns: dict[str, Any], *, status: Status, by: Membership, version: int
) -> None:
    columns = {**columns, "status": status}
    if status != action.status:
        decided = status == Status.APPROVED
        columns |= {
            "status_by": by if decided else None,
            "status_at": timezone.now() if decided else None,
        }
    written = Action.objects.filter(pk=action.pk, version=version).update(
        **columns, version=F("version") + 1
    )
    if not written:
        raise StaleError(
            _(
                "Cette activité vient d’être modifiée par quelqu’un d’autre. Regardez où elle en "
                "est, puis recommencez s’il le faut."
            )
        )
    for name, value in columns.items():
        setattr(action, name, value)
    action.version = version + 1
    if action.member_id:
        Membership.objects.noted([action.member_id], action.date)


def _write_rest(action: Action, others: Sequence[Draft]) -> None:
    """The parts that lie in later years, as rows like the first."""
    for part in others:
        Action.objects.create(
            association=action.association,
            member=action.member,
            typed_by=action.typed_by,
            status=action.status,
            status_by=action.status_by,
            status_at=action.status_at,
            reason=action.reason,
            source=action.source,
            batch=action.batch,
            **part.columns(),
        )
