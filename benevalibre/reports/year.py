"""« Votre année »: what one person gave in a year that is over, told warmly; nobody is compared."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from benevalibre.accounts.models import User
from benevalibre.actions.models import Action
from benevalibre.actions.querysets import ActionQuerySet
from benevalibre.associations.models import Function
from benevalibre.reports.drawing import Calendar
from benevalibre.reports.lines import Line
from benevalibre.reports.models import YearTold
from benevalibre.reports.own import OwnStatistics
from benevalibre.reports.periods import FIRST_YEAR, calendar_year
from benevalibre.ui.durations import format_duration_short
from benevalibre.ui.formats import format_month

MUCH = 100 * 60


class Streak(NamedTuple):
    """Months in a row in which something was given."""

    months: int
    first: date
    last: date


@dataclass(frozen=True)
class YearGiven:
    """One person's ``number``; each figure is read once."""

    own: ActionQuerySet
    number: int
    today: date

    @cached_property
    def statistics(self) -> OwnStatistics:
        """The figures of that year."""
        return OwnStatistics(self.own, calendar_year(self.number), self.today)

    @property
    def total(self) -> Line:
        """All that counts."""
        return self.statistics.total

    @property
    def associations(self) -> list[Line]:
        """By association, most hours first."""
        return self.statistics.associations

    @property
    def favourite(self) -> Line | None:
        """The category with most hours."""
        return next(iter(self.statistics.categories), None)

    @cached_property
    def busiest(self) -> Line | None:
        """The month with most hours, the first of those alike."""
        return max(self.statistics.parts, key=lambda line: line.minutes, default=None)

    @cached_property
    def streak(self) -> Streak | None:
        """The longest run of months in a row."""
        return longest({row.day.month for row in self.statistics.rows}, self.number)

    @property
    def days(self) -> int:
        """On how many days."""
        return len({row.day for row in self.statistics.rows})

    @property
    def calendars(self) -> list[Calendar]:
        """The days of the year, for a desk and a phone."""
        return self.statistics.calendars

    @property
    def sentence(self) -> str:
        """« En 2025, vous avez donné 42 h à 2 associations. »"""
        words = {
            "year": self.number,
            "hours": format_duration_short(self.total.minutes),
            "n": len(self.associations),
            "place": self.associations[0].name if self.associations else "",
        }
        if len(self.associations) == 1:
            return _("En %(year)s, vous avez donné %(hours)s à «\u00a0%(place)s\u00a0».") % words
        return _("En %(year)s, vous avez donné %(hours)s à %(n)s associations.") % words

    @property
    def thanks(self) -> str:
        """A word for what was given, much or little."""
        if self.total.minutes >= MUCH:
            return _("Beaucoup de choses n’auraient pas eu lieu sans vous. Merci, vraiment.")
        if self.streak and self.streak.months > 2:
            return _("Vous êtes là, mois après mois\u00a0: c’est ce qui fait tenir. Merci\u00a0!")
        return _("Chaque heure compte, et les vôtres ont compté. Merci\u00a0!")

    @property
    def streak_words(self) -> str:
        """« 4 mois de suite (mars 2025 – juin 2025) », nothing for a single month."""
        if self.streak is None or self.streak.months < 2:
            return ""
        words = {
            "n": self.streak.months,
            "first": format_month(self.streak.first),
            "last": format_month(self.streak.last),
        }
        return _("%(n)s mois de suite (%(first)s – %(last)s)") % words

    @property
    def days_words(self) -> str:
        """« 12 jours », as they stand under a figure."""
        return ngettext("jour", "jours", self.days)


def longest(months: Iterable[int], year: int) -> Streak | None:
    """The longest run of ``months`` (1 to 12) in a row, the first of those alike."""
    given, best, run = set(months), None, 0
    for month in range(1, 13):
        run = run + 1 if month in given else 0
        if run and (best is None or run > best.months):
            best = Streak(run, date(year, month - run + 1, 1), date(year, month, 1))
    return best


def is_over(number: int, today: date) -> bool:
    """May this year be told: over, and of this century?"""
    return FIRST_YEAR <= number < today.year


def years_over(own: ActionQuerySet, today: date) -> list[int]:
    """The years over in which something counts, the latest first; one query."""
    days = own.approved().order_by().filter(date__lt=today.replace(month=1, day=1))
    return sorted(Counter(day.year for day in days.dates("date", "year")), reverse=True)


def card(user: User, today: date) -> YearGiven | None:
    """What the home page tells in January of the year before, unless it was put away."""
    if today.month != 1:
        return None
    number = today.year - 1
    if YearTold.objects.filter(user=user, year=number).exclude(hidden_at=None).exists():
        return None
    given = YearGiven(Action.objects.by_user(user), number, today)
    return given if given.total.minutes else None


def hide(user: User, number: int) -> None:
    """Put the card of this year away, for good."""
    YearTold.objects.update_or_create(
        user=user, year=number, defaults={"hidden_at": timezone.now()}
    )


def had_function(user: User, number: int) -> bool:
    """Did this person hold a function of the citizen engagement account that year?"""
    held = Q(until=None) | Q(until__gte=date(number, 1, 1))
    functions = Function.objects.filter(held, start__lte=date(number, 12, 31))
    return functions.filter(membership__user=user).exists()
