"""What two instances say to each other when an association moves: API v1 of 2.0.x, its caller.

``GET`` says whether the association is still there; ``POST`` that it has come here.
"""

from typing import NamedTuple

from cryptography.fernet import InvalidToken

from benevalibre import outside
from benevalibre.associations.links import reveal
from benevalibre.associations.models import GuestLink
from benevalibre.transfer.models import Trouble

__all__ = ["InvalidToken", "Word", "ask", "secret_of", "tell"]

LATER = {408, 425, 429}


class Word(NamedTuple):
    """What the origin says: a trouble or None, and where it thinks the association is."""

    trouble: Trouble | None
    destination: str = ""


def ask(endpoint: str) -> Word:
    """Is the association of this address on its way, and not yet elsewhere?"""
    try:
        answer = outside.call("GET", endpoint)
    except outside.RefusedError:
        return Word(Trouble.FORBIDDEN)
    except outside.UnreachableError:
        return Word(Trouble.UNREACHABLE)
    if answer.status != 200:
        return Word(_trouble(answer.status))
    body = answer.body
    if not isinstance(body, dict) or not isinstance(body.get("is_done"), bool):
        return Word(Trouble.ODD)
    destination = body.get("destination_url")
    return Word(
        Trouble.MOVED_ALREADY if body["is_done"] else None,
        destination if isinstance(destination, str) else "",
    )


def tell(endpoint: str, *, token: str, destination: str) -> Trouble | None:
    """Say that the association is at ``destination`` from now on; None once that is known there.

    An answer that was lost on its way is not a trouble: told again, the origin says that it knows,
    and where.
    """
    try:
        sent = {"token": token, "destination_url": destination}
        answer = outside.call("POST", endpoint, sent=sent)
    except outside.RefusedError:
        return Trouble.FORBIDDEN
    except outside.UnreachableError:
        return Trouble.UNREACHABLE
    if answer.status in {200, 204}:
        return None
    if answer.status == 410:
        known = ask(endpoint)
        if known.destination == destination or known.trouble == Trouble.UNREACHABLE:
            return None if known.destination == destination else Trouble.UNREACHABLE
        return Trouble.MOVED_ALREADY
    return _trouble(answer.status)


def secret_of(sealed: str) -> str:
    """The token in a sealed text; ``InvalidToken`` where another LINK_KEY sealed it."""
    return reveal(GuestLink(sealed=sealed))


def _trouble(status: int) -> Trouble:
    if status == 404:
        return Trouble.NOT_MOVING
    if status >= 500 or status in LATER:
        return Trouble.UNREACHABLE
    return Trouble.ODD
