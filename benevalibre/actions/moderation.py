"""Moderating: one decision about one action or many, undone as one (MODEL §1)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from benevalibre.actions.mails import (
    tell_authors,
    tell_moderators,
    withdraw_mails,
    withdraw_notice,
)
from benevalibre.actions.models import Action, Status
from benevalibre.associations.models import FiscalYear, Membership, Right
from benevalibre.journal.models import Batch, Entry

__all__ = [
    "ModerationError",
    "approve",
    "approve_all",
    "approve_many",
    "ask_correction",
    "check_right",
    "decide",
    "decline",
    "is_alone",
    "tell_moderators",
    "undo",
]

KIND: Final = "moderation"
ALL: Final = 5_000
UNDONE_WITHIN: Final = timedelta(days=1)
VERBS: Final = {
    Status.APPROVED: "action.approve",
    Status.DECLINED: "action.decline",
    Status.TO_CORRECT: "action.ask_correction",
}


class ModerationError(ValueError):
    """Nothing was changed; the text is the sentence to show."""


def approve(action: Action, *, by: Membership, version: int) -> Batch:
    """Count one action; see ``decide``."""
    return decide({action.pk: version}, status=Status.APPROVED, by=by)


def decline(action: Action, *, by: Membership, version: int, reason: str = "") -> Batch:
    """Do not count one action; see ``decide``."""
    return decide({action.pk: version}, status=Status.DECLINED, by=by, reason=reason)


def ask_correction(action: Action, *, by: Membership, version: int, reason: str) -> Batch:
    """Send one action back to its author with a reason; see ``decide``."""
    return decide({action.pk: version}, status=Status.TO_CORRECT, by=by, reason=reason)


def approve_many(actions: Iterable[Action], *, by: Membership) -> Batch:
    """Count the actions as they were read by the caller; see ``decide``."""
    seen = {action.pk: action.version for action in actions}
    return decide(seen, status=Status.APPROVED, by=by)


def approve_all(*, by: Membership) -> Batch:
    """Count what still waits once an association no longer rereads hours, 5 000 at most."""
    pending = Action.objects.pending().filter(association_id=by.association_id)
    seen = dict(pending.order_by("created_at").values_list("pk", "version")[:ALL])
    return decide(seen, status=Status.APPROVED, by=by)


@transaction.atomic
def decide(seen: Mapping[int, int], *, status: Status, by: Membership, reason: str = "") -> Batch:
    """Give ``status`` to those of ``seen`` (id → version) that are still as the moderator saw them.

    The others stay as they are: changed meanwhile, decided already, in a closed year, or one's own
    where somebody else may decide. ``payload["items"]`` of the batch lists what has changed.
    Authors get one mail each. Raises ``ModerationError`` where nothing could change.
    """
    check_right(by)
    rows = list(
        Action.objects.filter(association_id=by.association_id, pk__in=list(seen))
        .select_for_update(of=("self",))
        .select_related("member__user", "category", "project")
        .order_by("date", "id")
    )
    refused = _refusals(rows, seen, status=status, by=by)
    chosen = [row for row in rows if row.pk not in refused]
    if not chosen:
        raise ModerationError(next(iter(refused.values()), _somebody_was_faster()))
    batch = _write(chosen, status=status, by=by, reason=reason)
    tell_authors(chosen, status=status, by=by, reason=reason, batch=batch)
    withdraw_notice(by.association)
    return batch


@transaction.atomic
def undo(batch: Batch, *, by: Membership) -> int:
    """Put back what ``batch`` decided, where nobody touched it since; give how many were.

    Its mails that have not gone are withdrawn. Raises ``ModerationError`` where the batch is
    somebody else's, older than a day, followed by another of the same person, or undone.
    """
    check_right(by)
    claim_undo(batch, by=by, kind=KIND)
    items = {item["id"]: item for item in batch.payload["items"]}
    closed = closed_years(by.association_id)
    rows = [
        row
        for row in Action.objects.filter(association_id=by.association_id, pk__in=list(items))
        .select_for_update()
        .order_by("pk")
        if row.version == items[row.pk]["version"] and not is_in(closed, row)
    ]
    _restore(rows, items, by=by, batch=batch)
    withdraw_mails(batch)
    return len(rows)


def claim_undo(batch: Batch, *, by: Membership, kind: str) -> None:
    """Mark ``batch`` as undone, once; ``ModerationError`` where it may not be any more."""
    mine = (batch.association_id, batch.membership_id) == (by.association_id, by.pk)
    later = Batch.objects.filter(
        association_id=batch.association_id, membership_id=batch.membership_id, pk__gt=batch.pk
    )
    too_old = timezone.now() - batch.created_at > UNDONE_WITHIN
    if batch.kind != kind or not mine or too_old or later.exists():
        raise ModerationError(_("Il est trop tard pour annuler. Changez chaque activité à part."))
    if not Batch.objects.filter(pk=batch.pk, undone_at=None).update(undone_at=timezone.now()):
        raise ModerationError(_("C’est déjà annulé."))


def is_alone(by: Membership) -> bool:
    """Is there nobody else who may decide? Then one decides about one's own too."""
    others = Membership.objects.with_right(Right.MANAGE_ACTIONS).exclude(pk=by.pk)
    return not others.filter(association_id=by.association_id).exists()


def closed_years(association_id: int) -> list[FiscalYear]:
    """The years of the association in which nothing changes any more."""
    return list(FiscalYear.objects.closed().filter(association_id=association_id))


def is_in(years: Iterable[FiscalYear], action: Action) -> FiscalYear | None:
    """The first of ``years`` in which the action lies, by the day it starts."""
    return next((year for year in years if year.start <= action.date <= year.end), None)


def check_right(by: Membership) -> None:
    """``ModerationError`` where ``by`` may not decide here, or nothing may change."""
    if not by.may(Right.MANAGE_ACTIONS):
        raise ModerationError(_("Vous ne pouvez plus valider d’activités ici."))
    if not by.association.is_open:
        raise ModerationError(_("Plus rien ne change ici\u00a0: l’association déménage."))


def _refusals(
    rows: list[Action], seen: Mapping[int, int], *, status: Status, by: Membership
) -> dict[int, str]:
    """The sentence for each action about which nothing may be decided."""
    closed = closed_years(by.association_id)
    refused: dict[int, str] = {}
    for row in rows:
        year = is_in(closed, row)
        if row.version != seen[row.pk] or row.status == status:
            refused[row.pk] = _somebody_was_faster()
        elif year is not None:
            refused[row.pk] = _("L’exercice %(year)s est arrêté\u00a0: plus rien n’y change.") % {
                "year": year
            }
    own = [row.pk for row in rows if row.member_id == by.pk and row.pk not in refused]
    if own and by.association.policy_moderate_actions and not is_alone(by):
        refused |= dict.fromkeys(own, _("Quelqu’un d’autre de l’équipe validera vos heures."))
    return refused


def _somebody_was_faster() -> str:
    return _("Quelqu’un a été plus rapide\u00a0: rien n’a été changé. Voici où l’on en est.")


def _write(chosen: list[Action], *, status: Status, by: Membership, reason: str) -> Batch:
    """Write the decision, its batch and its lines in the journal."""
    now = timezone.now()
    items = [_as_it_was(row) for row in chosen]
    batch = Batch.objects.create(
        association_id=by.association_id,
        membership_id=by.pk,
        kind=KIND,
        payload={"status": status.value, "items": items},
    )
    reason = reason[:1000]
    Action.objects.filter(pk__in=[row.pk for row in chosen]).update(
        status=status, status_by=by, status_at=now, reason=reason, version=F("version") + 1
    )
    Entry.objects.bulk_create(
        _entry(row, _verb(row, status, by), {"status": [row.status, status.value]}, by, batch)
        for row in chosen
    )
    for row in chosen:
        row.status, row.status_by, row.status_at, row.reason = status, by, now, reason
        row.version += 1
    return batch


def _verb(row: Action, status: Status, by: Membership) -> str:
    own = status == Status.APPROVED and row.member_id == by.pk
    return "action.approve_own" if own else VERBS[status]


def _as_it_was(row: Action) -> dict[str, Any]:
    """What undoing needs: the state before, and the version that the decision will leave."""
    return {
        "id": row.pk,
        "version": row.version + 1,
        "status": row.status,
        "by": row.status_by_id,
        "at": row.status_at.isoformat() if row.status_at else None,
        "reason": row.reason,
    }


def _restore(
    rows: list[Action], items: Mapping[int, Mapping[str, Any]], *, by: Membership, batch: Batch
) -> None:
    """Write back the states before, those that are alike in one go."""
    alike: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for row in rows:
        item = items[row.pk]
        alike[item["status"], item["by"], item["at"], item["reason"]].append(row.pk)
    for (status, status_by, at, reason), ids in alike.items():
        Action.objects.filter(pk__in=ids).update(
            status=status,
            status_by=Membership.objects.filter(pk=status_by).first(),
            status_at=datetime.fromisoformat(at) if at else None,
            reason=reason,
            version=F("version") + 1,
        )
    Entry.objects.bulk_create(
        _entry(
            row,
            "action.undo_decision",
            {"status": [row.status, items[row.pk]["status"]]},
            by,
            batch,
        )
        for row in rows
    )


def _entry(row: Action, verb: str, changes: dict[str, Any], by: Membership, batch: Batch) -> Entry:
    user_id, membership_id = by.actor_ids
    return Entry(
        association_id=row.association_id,
        user_id=user_id,
        membership_id=membership_id,
        verb=verb,
        object_type=row._meta.label_lower,
        object_id=row.pk,
        changes=changes,
        batch=batch,
    )
