"""The mail of January: one to each person who gave something the year before."""

from datetime import date
from typing import Final

from django.core.cache import cache
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from benevalibre.accounts.models import User
from benevalibre.accounts.preferences import MailChoice, offer
from benevalibre.actions.models import Action
from benevalibre.associations.models import Membership
from benevalibre.mailing import outbox
from benevalibre.mailing.addresses import absolute
from benevalibre.reports.models import MemberYear, YearTold
from benevalibre.reports.year import YearGiven

KIND: Final = "reports.year"
FIRST_DAY: Final = 8
"""The last hours of December are noted, and read, in the first days of January."""
AT_ONCE: Final = 100
REST_SECONDS: Final = 3600
MARK: Final = "reports.year_mails"


def offer_choice() -> None:
    """Let people say on the page of preferences that they do not want it."""
    offer(MailChoice(kind=KIND, label=_("En janvier, le bilan de mon année")))


def tell_years() -> int:
    """Write to those who were not told yet, so many at once; how many were looked at.

    Once a person and year, whichever process comes first. Looks once an hour when all are told.
    """
    today = timezone.localdate()
    if today.month != 1 or today.day < FIRST_DAY or cache.get(MARK):
        return 0
    users = list(to_tell(today.year - 1)[:AT_ONCE])
    for user in users:
        _tell(user, today.year - 1, today)
    if len(users) < AT_ONCE:
        cache.set(MARK, "done", timeout=REST_SECONDS)
    return len(users)


def to_tell(year: int) -> QuerySet[User]:
    """Active accounts with hours of ``year`` that no mail told of it; one query."""
    gave = MemberYear.objects.filter(year=year, actions__gt=0)
    places = Membership.objects.filter(pk__in=gave.values("member_id")).exclude(user=None)
    told = YearTold.objects.filter(year=year).exclude(mailed_at=None)
    users = User.objects.filter(is_active=True, pk__in=places.values("user_id"))
    return users.exclude(pk__in=told.values("user_id")).order_by("pk")


@transaction.atomic
def _tell(user: User, year: int, today: date) -> None:
    row, _is_new = YearTold.objects.get_or_create(user=user, year=year)
    unwritten = YearTold.objects.filter(pk=row.pk, mailed_at=None)
    if not unwritten.update(mailed_at=timezone.now()):
        return
    given = YearGiven(Action.objects.by_user(user), year, today)
    if not given.total.minutes:
        return
    language = user.language or "fr"
    with translation.override(language):
        context = {
            "name": user.short_name,
            "year": year,
            "sentence": given.sentence,
            "thanks": given.thanks,
            "url": absolute(reverse("reports:year", args=[year])),
        }
    outbox.enqueue(KIND, to=user.email, language=language, key=f"year:{year}", context=context)
