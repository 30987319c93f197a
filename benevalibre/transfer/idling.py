"""Accounts that nobody uses: their owner is warned, then they go (DOMAIN §7, the host's months).

Used is: signed in and reading, or somebody of a team noting hours for that person. Hours stay in
the totals. Who hosts the instance, and whoever an association cannot do without, stays. So does
whoever no warning has reached: ``idle_warned_on`` is the day on which the mail left.
"""

import logging
from datetime import date, timedelta
from typing import Final

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from benevalibre.accounts.models import User
from benevalibre.associations.leaving import LastManagerError
from benevalibre.associations.models import Membership
from benevalibre.associations.models.membership import MembershipQuerySet
from benevalibre.associations.writing import RuleError
from benevalibre.instance.models import Instance
from benevalibre.mailing.models import Mail
from benevalibre.transfer import mails
from benevalibre.transfer.erasing import KEPT, erase

logger = logging.getLogger(__name__)

LEAST_NOTICE: Final = timedelta(days=60)
"""Nobody loses an account sooner than this after the warning, whatever the months say."""
AT_ONCE: Final = 200
WARNING: Final = "transfer.idle"


def look_after_idle() -> None:
    """Warn whoever is due, and delete what was warned in time: at most ``AT_ONCE`` of each."""
    row, today = Instance.current(), timezone.localdate()
    _take_back()
    if row.idle_warning_months:
        _warn(before(today, row.idle_warning_months), row.idle_erasing_months, today)
    if row.idle_warning_months and row.idle_erasing_months:
        _erase(before(today, row.idle_erasing_months), today)


def idle_since(day: date) -> QuerySet[User]:
    """Accounts of people that nobody used on ``day`` or later, the longest idle first."""
    noted = Membership.objects.filter(user=OuterRef("pk"), last_entry_on__gte=day)
    accounts = User.objects.filter(is_host=False, seen_on__lt=day).exclude(Exists(noted))
    return accounts.order_by("seen_on", "pk")


def before(day: date, months: int) -> date:
    """The same day so many months earlier; the last day of a shorter month."""
    return _moved(day, -months)


def goes_on(warned_on: date, seen_on: date, months: int) -> date:
    """The day from which an account seen last on ``seen_on`` may be deleted."""
    return max(_moved(seen_on, months) + timedelta(days=1), warned_on + LEAST_NOTICE)


def _take_back() -> None:
    """A warning falls where a team noted hours since: it is no warning of the next idle years."""
    noted = Membership.objects.filter(
        user=OuterRef("pk"), last_entry_on__gt=OuterRef("idle_warned_on")
    )
    User.objects.filter(Exists(noted)).exclude(idle_warned_on=None).update(idle_warned_on=None)


def note_warned(mail: Mail) -> None:
    """The warning has left today: from now on its owner has ``LEAST_NOTICE``, unless come back."""
    written_on = timezone.localdate(mail.created_at)
    owner = User.objects.filter(pk=mail.key.removeprefix(mails.IDLE), idle_warned_on=None)
    owner.filter(seen_on__lt=written_on).update(idle_warned_on=timezone.localdate())


def _warn(day: date, erasing_months: int | None, today: date) -> None:
    """Write to whoever no warning waits for; one given up is tried again once it is forgotten."""
    key = Concat(Value(mails.IDLE), Cast(OuterRef("pk"), CharField()))
    written = Mail.objects.filter(kind=WARNING, key=key, sent_at=None)
    silent = idle_since(day).filter(is_active=True, idle_warned_on=None)
    for user in silent.exclude(Exists(written))[:AT_ONCE]:
        ends_on = goes_on(today, user.seen_on, erasing_months) if erasing_months else None
        with transaction.atomic():
            mails.idle(user, ends_on=ends_on)


def _erase(day: date, today: date) -> None:
    warned = idle_since(day).filter(idle_warned_on__lte=today - LEAST_NOTICE)
    warned = warned.exclude(Exists(_needed_places()))
    done = 0
    for user in warned.iterator():
        if not warned.filter(pk=user.pk).exists():
            continue
        try:
            erase(user, unused=True)
        except User.DoesNotExist:
            continue
        except (LastManagerError, RuleError):
            logger.info("Account %s is idle and stays: somebody needs it", user.pk)
            continue
        done += 1
        if done == AT_ONCE:
            return


def _needed_places() -> MembershipQuerySet:
    """The places of an account in associations that nobody else manages."""
    others = Membership.objects.managers().filter(association=OuterRef("association"))
    alone = Membership.objects.managers().exclude(Exists(others.exclude(user=OuterRef("user"))))
    return alone.filter(user=OuterRef("pk"), association__state__in=KEPT)


def _moved(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (following - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))
