"""The mails of moderation: one to each author, a grouped one to those who moderate."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from django.db.models import Count, Sum
from django.urls import reverse

from benevalibre.accounts.models import User
from benevalibre.actions.models import Action, Status
from benevalibre.associations.models import Association, Membership, Right
from benevalibre.journal.models import Batch
from benevalibre.mailing import outbox
from benevalibre.mailing.addresses import Rhythm, absolute, rhythm
from benevalibre.mailing.last_look import Fresh
from benevalibre.mailing.models import Mail

NOTICE_SECONDS: Final = 600
WAITING: Final = "actions.waiting"
KINDS: Final = {
    Status.APPROVED: "actions.approved",
    Status.DECLINED: "actions.declined",
    Status.TO_CORRECT: "actions.to_correct",
}


def tell_authors(
    actions: Sequence[Action], *, status: Status, by: Membership, reason: str, batch: Batch
) -> None:
    """Enqueue one mail to each author who has an account, about all of theirs in ``actions``.

    Whoever decides about their own hours is not told, nor is anybody about an approval that
    opted out of it.
    """
    of_author: dict[User, list[Action]] = defaultdict(list)
    for action in actions:
        user = action.member.user if action.member else None
        if user is not None and user.is_active and user != by.user:
            of_author[user].append(action)
    for user, theirs in of_author.items():
        _tell_author(user, theirs, status=status, by=by, reason=reason, batch=batch)


def _tell_author(
    user: User,
    actions: list[Action],
    *,
    status: Status,
    by: Membership,
    reason: str,
    batch: Batch,
) -> None:
    outbox.enqueue(
        KINDS[status],
        to=user.email,
        context={
            "actions": actions,
            "minutes": sum(action.minutes for action in actions),
            "association": by.association,
            "by": by.display_name,
            "name": user.short_name,
            "reason": reason,
            "today": by.association.today(),
            "url": absolute(_where_to_answer(actions, status)),
        },
        language=user.language or "fr",
        key=f"{_key(batch)}{user.pk}",
        essential=status != Status.APPROVED,
    )


def _where_to_answer(actions: list[Action], status: Status) -> str:
    """The page that corrects the action, where there is one to correct, else one's own list."""
    if status == Status.TO_CORRECT and len(actions) == 1:
        return reverse("actions:edit", args=[actions[0].pk])
    return reverse("actions:mine")


def withdraw_mails(batch: Batch) -> int:
    """Take back the mails of a decision that have not gone; how many there were."""
    return outbox.withdraw(_key(batch))


def tell_moderators(association: Association, *, but: Membership | None = None) -> None:
    """Enqueue the notice that something is to be moderated, to those for whom none waits.

    To call in the transaction that leaves an action pending; two queries where all the notices
    wait. The outbox sends at most one an hour, or a day, to each; ``but`` (who is at work there)
    gets none.
    """
    key = _notice_key(association)
    told = set(Mail.objects.waiting().filter(key=key, grouped=True).values_list("to", flat=True))
    moderators = Membership.objects.with_right(Right.MANAGE_ACTIONS).select_related("user")
    for moderator in moderators.filter(association=association):
        user = moderator.user
        if user is None or moderator == but or user.email in told:
            continue
        notice = _notice(association, user)
        outbox.enqueue_grouped(
            WAITING,
            to=user.email,
            context=notice.context,
            key=key,
            language=notice.language,
            delay_seconds=NOTICE_SECONDS,
            time_zone=association.time_zone,
        )


def notice_now(mail: Mail) -> Fresh | None:
    """What the notice says as it leaves; None where nothing waits, or who reads it left."""
    pk = int(mail.key.split(":")[1])
    moderators = Membership.objects.with_right(Right.MANAGE_ACTIONS)
    found = (
        moderators.filter(association_id=pk, user__email=mail.to)
        .select_related("association", "user")
        .first()
    )
    if found is None or found.user is None:
        return None
    notice = _notice(found.association, found.user)
    return notice if notice.context["count"] else None


def _notice(association: Association, user: User) -> Fresh:
    pending = Action.objects.pending().filter(association=association)
    context = {
        "association": association.name,
        "name": user.short_name,
        "url": absolute(reverse("actions:queue", args=[association.pk])),
        "is_daily": rhythm(user.email, WAITING) == Rhythm.DAILY,
        **pending.aggregate(count=Count("pk"), minutes=Sum("minutes", default=0)),
    }
    return Fresh(context, user.language or "fr")


def withdraw_notice(association: Association) -> None:
    """Take back the notice to moderators, where nothing waits any more."""
    if not Action.objects.pending().filter(association=association).exists():
        outbox.withdraw(_notice_key(association))


def _notice_key(association: Association) -> str:
    return f"waiting:{association.pk}:"


def _key(batch: Batch) -> str:
    return f"moderation:{batch.pk}:"
