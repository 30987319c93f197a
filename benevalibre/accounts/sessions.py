"""Where an account is signed in."""

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from benevalibre.accounts.devices import describe_device
from benevalibre.accounts.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A browser in which an account is signed in; ``last_seen`` is right to the hour."""

    id: int
    device: str
    last_seen: datetime
    is_here: bool


def places(user: User, *, here: str | None) -> list[Place]:
    """Where ``user`` is signed in: the session whose key is ``here`` first, then by last use.

    Notes of sessions that are over, or that a change of password closed, are deleted.
    """
    notes = UserSession.objects.filter(user=user)
    living = _living_keys(user, [note.session_key for note in notes])
    notes.exclude(session_key__in=living).delete()
    found = [
        Place(
            id=note.pk,
            device=describe_device(note.user_agent),
            last_seen=note.last_seen_at,
            is_here=note.session_key == here,
        )
        for note in notes
        if note.session_key in living
    ]
    return sorted(found, key=lambda place: (place.is_here, place.last_seen), reverse=True)


def _living_keys(user: User, keys: list[str]) -> set[str]:
    """Those of ``keys`` whose session is neither over nor of before the present password."""
    right = user.get_session_auth_hash()
    rows = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    return {
        row.session_key
        for row in rows
        if constant_time_compare(row.get_decoded().get(HASH_SESSION_KEY, ""), right)
    }
