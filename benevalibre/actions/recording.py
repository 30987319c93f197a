"""Recording an action: checks, split over years, status, once only."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from benevalibre.actions import informing
from benevalibre.actions.checking import (
    check_draft,
    check_how_far_back,
    check_people,
    travel_is_asked,
)
from benevalibre.actions.drafts import Draft, RecordingError
from benevalibre.actions.mails import tell_moderators
from benevalibre.actions.models import Action, Source, Status, Submission
from benevalibre.actions.splitting import split
from benevalibre.associations.models import Association, Category, Level, Membership, Right
from benevalibre.journal.models import Batch
from benevalibre.journal.models import record as journal
from benevalibre.ui.durations import format_duration_short
from benevalibre.ui.formats import format_day

__all__ = ["SPLIT", "Draft", "RecordingError", "record", "status_of", "usual_level", "warnings"]

SPLIT = "split"
LONG_DAY_MINUTES = 12 * 60
LONG_AGO = timedelta(days=365)


@transaction.atomic
def record(
    draft: Draft,
    *,
    member: Membership | None,
    by: Membership,
    association: Association,
    source: Source,
    batch: Batch | None = None,
    key: str = "",
) -> list[Action]:
    """Record ``draft`` for ``member``, typed ``by``; one action, or one for each year it covers.

    The same ``key`` and content from the same person give the first result again. Raises
    ``RecordingError`` with the sentence to show where a rule forbids it.
    """
    submission = None
    if key:
        about = (member and member.pk, association.pk)
        submission, is_new = Submission.claim(by, key=key, fingerprint=draft.fingerprint(*about))
        if not is_new:
            return submission.result()
    years = list(association.fiscal_years.all())
    draft = _complete(draft, member=member, association=association)
    check_people(association, member=member, by=by)
    check_draft(draft, association=association, by=by, years=years)
    check_how_far_back(draft.date, association=association, by=by, years=years)
    parts = split(draft, years)
    if len(parts) > 1 and batch is None:
        batch = Batch.objects.create(association_id=association.pk, membership_id=by.pk, kind=SPLIT)
    who = {"member": member, "typed_by": by, "source": source, "batch": batch}
    actions = _write(parts, who, by=by, association=association)
    if submission is not None:
        submission.keep(actions)
    return actions


def status_of(member: Membership | None, *, by: Membership, association: Association) -> Status:
    """The status of what ``by`` types for ``member``.

    Nobody approves their own where two or more people may moderate (MODEL §1).
    """
    if not association.policy_moderate_actions:
        return Status.APPROVED
    if not by.may(Right.MANAGE_ACTIONS):
        return Status.PENDING
    if member is None or member.pk != by.pk:
        return Status.APPROVED
    moderators = association.memberships.with_right(Right.MANAGE_ACTIONS)
    return Status.PENDING if moderators.exclude(pk=by.pk).exists() else Status.APPROVED


def warnings(draft: Draft, *, member: Membership, recorded: Collection[Action] = ()) -> list[str]:
    """Sentences on what looks odd and does not block; ``recorded`` is left out of the comparison.

    The same duration twice on a day, more than 12 h in a day, a very old date (PRODUCT §3).
    """
    others = member.actions.filter(date=draft.date).exclude(status=Status.DECLINED)
    if recorded:
        others = others.exclude(pk__in=[action.pk for action in recorded])
    found = others.aggregate(
        total=Sum("minutes", default=0), same=Count("pk", filter=Q(minutes=draft.minutes))
    )
    return list(_doubts(draft, found["total"], found["same"], member.association))


def _doubts(draft: Draft, total: int, same: int, association: Association) -> list[str]:
    doubts = []
    today = association.today()
    day = format_day(draft.date, today=today)
    if same and draft.minutes:
        sentence = _(
            "Vous avez déjà noté %(duration)s ce jour-là. Est-ce une autre activité\u00a0?"
        )
        doubts.append(sentence % {"duration": format_duration_short(draft.minutes)})
    one_day = draft.minutes // draft.days if draft.days > 1 else total + draft.minutes
    if one_day > LONG_DAY_MINUTES:
        sentence = _("Cela fait %(duration)s en un jour (%(day)s). Vérifiez la durée.")
        doubts.append(sentence % {"duration": format_duration_short(one_day), "day": day})
    if today - draft.date > LONG_AGO:
        doubts.append(
            _("C’était il y a longtemps\u00a0: %(day)s. Vérifiez la date.") % {"day": day}
        )
    return doubts


def usual_level(category: Category, member: Membership | None) -> Level | None:
    """The level of the category, else the one of the person."""
    return category.usual_level or (member.usual_level if member else None)


def _complete(draft: Draft, *, member: Membership | None, association: Association) -> Draft:
    """With the usual level, and travel only where it is asked."""
    return replace(
        draft,
        level=draft.level or usual_level(draft.category, member),
        travel_minutes=draft.travel_minutes if travel_is_asked(association) else 0,
    )


def _write(
    parts: Sequence[Draft], who: dict[str, Any], *, by: Membership, association: Association
) -> list[Action]:
    member: Membership | None = who["member"]
    status = status_of(member, by=by, association=association)
    is_decided = association.policy_moderate_actions and status == Status.APPROVED
    actions = [
        Action.objects.create(
            association=association,
            status=status,
            status_by=by if is_decided else None,
            status_at=timezone.now() if is_decided else None,
            **who,
            **part.columns(),
        )
        for part in parts
    ]
    is_own = member is not None and member.pk == by.pk
    if not is_own or is_decided:
        for action in actions:
            verb = "action.approve_own" if is_own else "action.record"
            journal(verb, on=action, by=by, batch=action.batch)
    if member is not None and not Membership.objects.enter(member.pk, parts[-1].date):
        raise RecordingError(
            _("La fiche de %(name)s vient d’être réunie avec une autre. Rechargez la page.")
            % {"name": member.display_name}
        )
    if status == Status.PENDING:
        tell_moderators(association, but=by)
    if who["source"] != Source.IMPORT:
        informing.made(actions, by=by)
    return actions
