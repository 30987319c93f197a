"""Which mails somebody may choose, and how often; rooms above say theirs when they start.

What is in no list here always goes: codes, security, answers to what one asked for oneself.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from benevalibre.accounts.models import User
from benevalibre.mailing import addresses
from benevalibre.mailing.addresses import Rhythm


def everybody(_user: User) -> bool:
    """It concerns each account."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class MailChoice:
    """One kind of mail: « Quand mes heures sont validées ».

    A ``grouped`` one may also come once a day. It is offered to those whom it ``concerns``.
    """

    kind: str
    label: Any
    grouped: bool = False
    concerns: Callable[[User], bool] = everybody


_choices: dict[str, MailChoice] = {}


def offer(*choices: MailChoice) -> None:
    """Add these to the page of preferences, after those that are there."""
    _choices.update({choice.kind: choice for choice in choices})


def offered(user: User) -> list[MailChoice]:
    """What concerns ``user``, in the order of the page."""
    return [choice for choice in _choices.values() if choice.concerns(user)]


def choice_of(kind: str) -> MailChoice | None:
    """The choice about ``kind``; None where no page offers any."""
    return _choices.get(kind)


def choose(user: User, chosen: Mapping[str, Rhythm]) -> None:
    """Write how often ``user`` wants each kind of ``chosen``."""
    present = addresses.rhythms(user.email)
    for kind, rhythm in chosen.items():
        if present.get(kind, Rhythm.HOURLY) != rhythm:
            addresses.choose(user.email, kind, rhythm)


def deactivated_among(wanted: Collection[str]) -> set[str]:
    """Those of these addresses whose account is deactivated: no mail goes there."""
    found = User.objects.filter(email__in=wanted, is_active=False)
    return set(found.values_list("email", flat=True))
