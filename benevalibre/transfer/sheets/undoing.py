"""Taking out again what one import brought."""

from collections.abc import Collection, Iterable
from datetime import timedelta

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from benevalibre.actions.lasting import reckon_last_entries
from benevalibre.actions.mails import withdraw_notice
from benevalibre.actions.models import Action, Submission
from benevalibre.actions.moderation import ModerationError, claim_undo, closed_years
from benevalibre.associations.inviting import withdraw
from benevalibre.associations.merging import relations
from benevalibre.associations.models import Category, Invitation, Level, Membership, Project
from benevalibre.associations.models.membership import Kind as PersonKind
from benevalibre.associations.writing import RuleError
from benevalibre.journal.models import Batch
from benevalibre.journal.models import record as journal
from benevalibre.transfer.sheets.models import RIGHTS, Kind, Spreadsheet, Stage
from benevalibre.transfer.sheets.recording import KIND

UNDONE_WITHIN = timedelta(days=1)
PART = 500
WORDS = (Project, Category, Level)


def may_undo(spreadsheet: Spreadsheet, *, by: Membership) -> bool:
    """May ``by`` still undo it? Its author, for a day, and until their next batch."""
    batch = spreadsheet.batch
    if batch is None or batch.undone_at is not None or batch.membership_id != by.pk:
        return False
    if spreadsheet.stage != Stage.DONE or timezone.now() - batch.created_at > UNDONE_WITHIN:
        return False
    later = Batch.objects.filter(association_id=batch.association_id, membership_id=by.pk)
    return not later.filter(pk__gt=batch.pk).exists()


@transaction.atomic
def undo(spreadsheet: Spreadsheet, *, by: Membership) -> dict[str, int]:
    """Take out what it brought: how many actions and people went, and how many actions stay.

    An action that somebody changed since stays, as does one in a closed year; a person or a word
    stays where anything else hangs on them. Raises ``ModerationError`` where it is too late.
    """
    batch = spreadsheet.batch
    if batch is None or not by.may(RIGHTS[Kind(spreadsheet.kind)]) or not by.association.is_open:
        raise ModerationError(_("Vous ne pouvez plus annuler cet import."))
    claim_undo(batch, by=by, kind=KIND)
    removed, left = _remove_actions(batch)
    _withdraw_invitations(batch.payload.get("people", []), by=by)
    named = Membership.objects.filter(kind=PersonKind.NAMED)
    people = _remove_unused(named, batch.payload.get("people", []))
    for model in WORDS:
        ids = batch.payload.get("words", {}).get(model._meta.model_name, [])
        _remove_unused(model._default_manager.all(), ids)
    withdraw_notice(by.association)
    changes = {"lines": [batch.payload["sums"]["lines"], None]}
    journal("spreadsheet.undo", on=spreadsheet, by=by, batch=batch, changes=changes)
    return {"actions": removed, "left": left, "people": people}


def _remove_actions(batch: Batch) -> tuple[int, int]:
    """How many actions of ``batch`` went, and how many stay."""
    here = Action.objects.filter(batch=batch)
    there = here.count()
    closed = models.Q()
    for year in closed_years(batch.association_id):
        closed |= models.Q(date__lte=year.end, date__gte=year.start)
    going = here.filter(version=1)
    going = going.exclude(closed) if closed else going
    members = set(going.values_list("member_id", flat=True).order_by().distinct())
    Submission.objects.filter(batch=batch).delete()
    going.delete()
    reckon_last_entries(members)
    left = here.count()
    return there - left, left


def _withdraw_invitations(people: Collection[int], *, by: Membership) -> None:
    """Take back the invitations of the people who came, and the mails that have not left."""
    waiting = Invitation.objects.filter(state=Invitation.State.PENDING, claims__in=people)
    for invitation in waiting.select_related("association", "role", "claims"):
        try:
            withdraw(invitation, by=by)
        except RuleError:
            continue
    Invitation.objects.filter(claims__in=people).exclude(state=Invitation.State.ACCEPTED).delete()


def _remove_unused(rows: "models.QuerySet[models.Model]", ids: Collection[int]) -> int:
    """Delete those of ``ids`` on which nothing hangs; how many."""
    removed = 0
    ordered = sorted(ids)
    for start in range(0, len(ordered), PART):
        part = ordered[start : start + PART]
        free = set(part) - set(_used(rows.model, part))
        count, _by_model = rows.filter(pk__in=free).delete()
        removed += count
    return removed


def _used(model: type[models.Model], ids: Collection[int]) -> Iterable[int]:
    """Those of ``ids`` to which a row of any table points."""
    for key in relations(model):
        pointing = key.model._base_manager.filter(**{f"{key.name}__in": ids})
        yield from pointing.order_by().values_list(key.attname, flat=True).distinct()
