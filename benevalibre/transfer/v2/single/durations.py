"""Durations and moments as 2.0.x writes them in its files."""

from datetime import timedelta

from django.utils.dateparse import parse_duration
from django.utils.duration import duration_string


def duration_of(text: object) -> timedelta | None:
    """The duration that ``text`` says, or None where it says none."""
    try:
        return parse_duration(text) if isinstance(text, str) else None
    except (ValueError, OverflowError):
        return None


def seconds_of(text: object) -> int | None:
    """The same in whole seconds."""
    found = duration_of(text)
    return None if found is None else found.days * 86_400 + found.seconds


def duration_text(minutes: int) -> str:
    """Whole minutes as 2.0.x reads them: « 1 02:30:00 »."""
    return duration_string(timedelta(minutes=minutes))
