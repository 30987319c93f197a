"""What a moderator should look at first: why an action is unusual, said in a few words."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext as _

from benevalibre.actions.models import Action, Status
from benevalibre.ui.durations import format_duration_short

LONG_DAY: Final = 12 * 60
OLD: Final = timedelta(days=92)


class Day(NamedTuple):
    """What somebody has recorded on one day, whoever typed it and whatever its state."""

    actions: list[tuple[int, int]]

    @property
    def minutes(self) -> int:
        """The sum of the day."""
        return sum(minutes for _pk, minutes in self.actions)

    def has_twin(self, action: Action) -> bool:
        """Is there another action of the same duration?"""
        return any(pk != action.pk and minutes == action.minutes for pk, minutes in self.actions)


def oddities(actions: Sequence[Action]) -> dict[int, list[str]]:
    """For each action that is unusual, the reasons why; two queries whatever their number.

    Unusual are more than 12 h in a day, a duration already recorded that day, a date more than
    three months before it was recorded, and somebody's first entry.
    """
    days, firsts = _days(actions), _firsts(actions)
    found = {}
    for action in actions:
        reasons = _reasons(action, days, firsts)
        if reasons:
            found[action.pk] = reasons
    return found


def _reasons(
    action: Action, days: dict[tuple[int, date], Day], firsts: dict[int, int]
) -> list[str]:
    reasons = []
    day = days.get((action.member_id or 0, action.date), Day([]))
    per_day = _minutes_a_day(action) if action.end_date else max(day.minutes, action.minutes)
    if per_day > LONG_DAY:
        reasons.append(_("%(duration)s en un jour") % {"duration": format_duration_short(per_day)})
    if action.member_id and day.has_twin(action):
        reasons.append(_("durée déjà notée ce jour-là"))
    if timezone.localdate(action.created_at) - action.date > OLD:
        reasons.append(_("plus de trois mois"))
    if firsts.get(action.member_id or 0) == action.pk:
        reasons.append(_("première saisie"))
    return reasons


def _minutes_a_day(action: Action) -> int:
    end = action.end_date or action.date
    return action.minutes // ((end - action.date).days + 1)


def _days(actions: Sequence[Action]) -> dict[tuple[int, date], Day]:
    """The days of the people of ``actions``, on the dates of these, without what was declined."""
    days: dict[tuple[int, date], Day] = defaultdict(lambda: Day([]))
    rows = Action.objects.filter(
        member__in={action.member_id for action in actions if action.member_id},
        date__in={action.date for action in actions},
        end_date=None,
    ).exclude(status=Status.DECLINED)
    for pk, member_id, day, minutes in rows.values_list("pk", "member_id", "date", "minutes"):
        days[member_id or 0, day].actions.append((pk, minutes))
    return days


def _firsts(actions: Sequence[Action]) -> dict[int, int]:
    """The first action ever recorded of each person."""
    people = {action.member_id for action in actions if action.member_id}
    rows = Action.objects.filter(member__in=people).values_list("member_id")
    return {member_id or 0: first for member_id, first in rows.annotate(first=Min("pk"))}
