"""Associations on their way here, one step after the other, beside the web server.

Read the file where it is large, and wait for whoever sent it; ask the origin, bring the rows into
an association that nobody sees, open it, tell the origin, invite the people. Each step is claimed
by one process at a time and may be done again.
"""

import datetime
import logging
from collections.abc import Callable
from typing import Final

from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from benevalibre.mailing.addresses import absolute
from benevalibre.transfer import archived, arriving, handshake, mails
from benevalibre.transfer.inviting import invite_some
from benevalibre.transfer.models import Arrival, Step, Trouble
from benevalibre.transfer.v2.single import importing

AT_ONCE: Final = 10
LEASE: Final = datetime.timedelta(minutes=10)
UNFORESEEN: Final = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
PAUSES: Final = tuple(
    datetime.timedelta(seconds=seconds)
    for seconds in (20, 60, 300, 900, 3600, 10_800, 21_600, 43_200, 86_400)
)
MOST_CHECKS: Final = 3
MOST_TRIES: Final[dict[str, int]] = {Arrival.Kind.V2: 5, Arrival.Kind.ARCHIVE: 1}

logger = logging.getLogger(__name__)


def go_on() -> None:
    """Do what waits; one query where nothing does."""
    for arrival in Arrival.objects.due(timezone.now())[:AT_ONCE]:
        advance(arrival)


def advance(arrival: Arrival) -> None:
    """One step after the other, until one has to wait, stops, or is in another process's hands."""
    while arrival.is_running:
        now, step = timezone.now(), arrival.step
        is_due = Arrival.objects.due(now).filter(pk=arrival.pk).exists()
        if not is_due or not arrival.claim(now, until=now + LEASE):
            return
        STEPS[step](arrival)
        if arrival.step == step and not arrival.trouble:
            return


def _check(arrival: Arrival) -> None:
    """Read a large file; whoever sent it is on the page, and gets no mail of what it says."""
    if arrival.attempts > MOST_CHECKS:
        _stop(arrival, Trouble.BROKEN)
        return
    try:
        arriving.check(arrival)
    except arriving.FileError as error:
        arrival.trouble, arrival.leased_until = Trouble.UNREADABLE, None
        arrival.report = {"failure": str(error)}
        arrival.save()
        return
    except (OSError, *UNFORESEEN):
        logger.exception("The file of arrival %s was not read", arrival.pk)
        _stop(arrival, Trouble.BROKEN)
        return
    _go(arrival, Step.DRAFT)


def _ask(arrival: Arrival) -> None:
    trouble = handshake.ask(arrival.endpoint).trouble
    if trouble is None:
        _go(arrival, Step.IMPORTING)
    else:
        _later(arrival, trouble)


def _import(arrival: Arrival) -> None:
    """Bring everything, then open the association, in one change with the step."""
    if arrival.attempts > MOST_TRIES[arrival.kind]:
        _stop(arrival, Trouble.BROKEN)
        return
    bring = importing if arrival.kind == Arrival.Kind.V2 else archived
    try:
        bring.bring(arrival, lease=LEASE)
    except importing.LostError:
        arrival.refresh_from_db()
        return
    except (DatabaseError, OSError, importing.FileError, *UNFORESEEN) as error:
        logger.exception("Arrival %s stopped", arrival.pk)
        arrival.report = {"failure": str(error) if isinstance(error, importing.FileError) else ""}
        _stop(arrival, Trouble.BROKEN)
        return
    with transaction.atomic():
        bring.open_association(arrival)
        alone = arrival.alone or not arrival.endpoint
        _go(arrival, Step.INVITING if alone else Step.TELLING)


def _tell(arrival: Arrival) -> None:
    path = reverse("associations:detail", args=[arrival.association_id])
    try:
        token = handshake.secret_of(arrival.sealed)
    except handshake.InvalidToken:
        _stop(arrival, Trouble.BROKEN_SECRET)
        return
    trouble = handshake.tell(arrival.endpoint, token=token, destination=absolute(path))
    if trouble is None:
        _go(arrival, Step.INVITING)
    else:
        _later(arrival, trouble)


def _invite(arrival: Arrival) -> None:
    if invite_some(arrival):
        _go(arrival, Step.INVITING)
        return
    arrival.file.delete(save=False)
    arrival.done_at = timezone.now()
    with transaction.atomic():
        _go(arrival, Step.DONE)
        mails.arrived(arrival)


def _go(arrival: Arrival, step: Step) -> None:
    """Leave it to the next step."""
    arrival.step, arrival.trouble = step, ""
    arrival.attempts, arrival.next_at, arrival.leased_until = 0, timezone.now(), None
    arrival.save()


def _later(arrival: Arrival, trouble: Trouble) -> None:
    """Try again after a pause that grows; stop where no other try would help."""
    if trouble != Trouble.UNREACHABLE or arrival.attempts > len(PAUSES):
        _stop(arrival, trouble)
        return
    arrival.next_at = timezone.now() + PAUSES[arrival.attempts - 1]
    arrival.leased_until = None
    arrival.save()


def _stop(arrival: Arrival, trouble: Trouble) -> None:
    arrival.trouble, arrival.leased_until = trouble, None
    with transaction.atomic():
        arrival.save()
        mails.stopped(arrival)


STEPS: Final[dict[str, Callable[[Arrival], None]]] = {
    Step.CHECKING: _check,
    Step.ASKING: _ask,
    Step.IMPORTING: _import,
    Step.TELLING: _tell,
    Step.INVITING: _invite,
}
