"""Two years in the life of an association: who did what, drawn by lot, always the same lot.

Few give most of the hours: the median is near 26 h a year and the mean near 70 (DOMAIN §8).
"""

import datetime
import math
from collections.abc import Iterator
from random import Random

from benevalibre.hosting.demo.people import Person
from benevalibre.hosting.demo.shapes import Deed, Habit, Place

WEEKS = 104
MEDIAN_HOURS, SPREAD = 26.0, 1.3
FEWEST_HOURS, MOST_HOURS = 5.0, 260.0
MANAGER_HOURS = 170.0
DELAYS = (0, 0, 0, 0, 1, 1, 2, 3, 6)
NOTED_HOURS = (12, 14, 18, 18, 19, 20, 21)


def deeds_of(place: Place, *, today: datetime.date) -> list[Deed]:
    """What everyone of ``place`` did and noted in the two years before ``today``."""
    return [
        deed for person in place.everyone for deed in _year_after_year(place, person, today=today)
    ]


def _year_after_year(place: Place, person: Person, *, today: datetime.date) -> Iterator[Deed]:
    rng = Random(f"{place.name} {person.email}")  # noqa: S311 (a believable lot, not a secret)
    hours = math.exp(rng.gauss(math.log(MEDIAN_HOURS), SPREAD))
    hours = min(MOST_HOURS, max(FEWEST_HOURS, hours))
    if person in place.managers:
        hours = max(hours, MANAGER_HOURS)
    liked = _liked(place, person, rng)
    a_week = hours * 60 / 52 / _usual_minutes(liked)
    first, last = _span(place, person, rng)
    monday = today - datetime.timedelta(days=today.weekday())
    for week in range(first, last, -1):
        start = monday - datetime.timedelta(weeks=week)
        expected = a_week * place.season[start.month - 1]
        for _time in range(int(expected) + (rng.random() < expected % 1)):
            deed = _deed(place, person, start, liked, rng)
            if deed and deed.noted_at.date() < today:
                yield deed


def _span(place: Place, person: Person, rng: Random) -> tuple[int, int]:
    """How many weeks ago this person came, and went (-1: still here)."""
    if person in place.left:
        return WEEKS, 30
    came = WEEKS if rng.random() < 0.6 else rng.randint(12, WEEKS)
    return (WEEKS if person in place.managers else came), -1


def _liked(place: Place, person: Person, rng: Random) -> list[Habit]:
    """The few things that this person does; who manages also does the office's work."""
    count = min(len(place.habits), rng.randint(2, 4))
    liked: list[Habit] = []
    while len(liked) < count:
        habit = _drawn(place.habits, rng)
        if habit not in liked:
            liked.append(habit)
    if person in place.managers:
        liked += [habit for habit in place.habits if habit.kind <= 2 and habit not in liked]
    return liked


def _drawn(habits: tuple[Habit, ...] | list[Habit], rng: Random) -> Habit:
    return rng.choices(habits, weights=[habit.weight for habit in habits])[0]


def _usual_minutes(habits: list[Habit]) -> float:
    total = sum(habit.weight for habit in habits)
    return sum(h.weight * sum(h.minutes) / len(h.minutes) for h in habits) / total


def _deed(
    place: Place, person: Person, monday: datetime.date, liked: list[Habit], rng: Random
) -> Deed | None:
    """One thing done in the week of ``monday``, or None when nothing liked is in season."""
    in_season = [habit for habit in liked if monday.month in habit.months]
    if not in_season:
        return None
    habit = _drawn(in_season, rng)
    date = monday + datetime.timedelta(days=rng.choice(habit.weekdays))
    end = date + datetime.timedelta(days=habit.days - 1) if habit.days > 1 else None
    noted = (end or date) + datetime.timedelta(days=rng.choice(DELAYS))
    kilometres = rng.choice(habit.kilometres) if habit.kilometres else None
    return Deed(
        person=person,
        kind=habit.kind,
        project="" if habit.project in place.closed_projects else habit.project,
        title=rng.choice(habit.titles),
        note=rng.choice(habit.notes) if habit.notes and rng.random() < 0.1 else "",
        date=date,
        end_date=end,
        minutes=rng.choice(habit.minutes),
        travel_minutes=rng.choice(habit.travel) if habit.travel and rng.random() < 0.6 else 0,
        distance_hundredths=kilometres * 100 if kilometres and rng.random() < 0.7 else None,
        noted_at=datetime.datetime.combine(
            noted, datetime.time(rng.choice(NOTED_HOURS), rng.randrange(60)), tzinfo=datetime.UTC
        ),
    )
