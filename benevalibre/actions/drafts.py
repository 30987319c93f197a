"""What somebody wants to record, before any rule has looked at it."""

import datetime
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from benevalibre.associations.models import Category, Level, Project


class RecordingError(ValueError):
    """What was asked cannot be recorded; ``str()`` is the sentence for the user.

    ``field`` names what the sentence is about (``date``, ``duration``, ``what``…), empty where
    it is about the whole entry.
    """

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An entry: minutes are whole, distances hundredths of a kilometre, both days included."""

    category: Category
    date: datetime.date
    minutes: int
    project: Project | None = None
    level: Level | None = None
    title: str = ""
    description: str = ""
    end_date: datetime.date | None = None
    travel_minutes: int = 0
    distance_hundredths: int | None = None

    @property
    def last_day(self) -> datetime.date:
        """Its end, or its only day."""
        return self.end_date or self.date

    @property
    def days(self) -> int:
        """How many days it lasts, one at least."""
        return (self.last_day - self.date).days + 1

    def columns(self) -> dict[str, Any]:
        """The columns of an action that it fills."""
        return {
            "category": self.category,
            "project": self.project,
            "level": self.level,
            "title": self.title,
            "description": self.description,
            "date": self.date,
            "end_date": self.end_date if self.end_date != self.date else None,
            "minutes": self.minutes,
            "travel_minutes": self.travel_minutes,
            "distance_hundredths": self.distance_hundredths,
        }

    def fingerprint(self, *about: object) -> str:
        """A digest of its content and of what is said ``about`` it, the same in each process."""
        content = {name: getattr(value, "pk", value) for name, value in self.columns().items()}
        text = json.dumps([content, *about], sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()
