"""What the tests of statistics give, and what they ask."""

import datetime
from typing import Any

from benevalibre.associations.models import Association, Membership
from benevalibre.reports import periods
from benevalibre.reports.offering import offer
from benevalibre.reports.statistics import Question, Statistics
from tests.factories import ActionFactory

TODAY = datetime.date(2026, 6, 15)


def give(place: Association, day: str, minutes: int, **columns: Any) -> Any:
    """An approved action in ``place``."""
    when = datetime.date.fromisoformat(day)
    return ActionFactory(association=place, date=when, minutes=minutes, **columns)


def asked(by: Membership, code: str = "2026", **question: Any) -> Statistics:
    """The statistics of a period, as ``by`` sees them."""
    there = offer(by.association)
    period = periods.read(code, there.years)
    assert period is not None
    words = question.pop("words", {})
    return Statistics(
        by.association, by, there, Question(period=period, words=words, **question), TODAY
    )
