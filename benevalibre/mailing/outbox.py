"""The outbox: mails wait here with the rows of the verb that writes them, and leave later.

``enqueue`` inside the verb's transaction: the mail is committed, or forgotten, with it.
``withdraw`` takes back what has not left (an undo). ``send_due`` is called again and again by the
worker; it is safe in several processes at once.
"""

import datetime
import logging
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from benevalibre.instance.models import Instance
from benevalibre.mailing.addresses import Rhythm, rhythm, wants
from benevalibre.mailing.last_look import look_again, silent, tell_sent
from benevalibre.mailing.models import Mail
from benevalibre.mailing.writing import Written, write

logger = logging.getLogger(__name__)

UNDO_SECONDS = 60
HOUR = 3600
PAUSES = tuple(datetime.timedelta(minutes=m) for m in (2, 5, 15, 60, 180, 360, 720, 1440))
KEPT_DAYS = 60
MORNING = datetime.time(8)


def enqueue(
    kind: str,
    *,
    to: str,
    context: Mapping[str, Any],
    language: str = "fr",
    key: str = "",
    delay_seconds: int = UNDO_SECONDS,
    essential: bool = False,
    secret: bool = False,
) -> None:
    """Put one mail of ``kind`` (« app.name », see ``write``) to one address in the outbox.

    ``key`` names what it is about, for ``withdraw``. ``essential`` mails (codes, security) leave
    even to who opted out of that kind. The body of ``secret`` ones is not kept.
    """
    if not essential and not wants(to, kind):
        return
    written = write(kind, to=to, context=context, language=language, essential=essential)
    _put(kind, to, key, written, _after(delay_seconds), secret=secret)


def enqueue_grouped(
    kind: str,
    *,
    to: str,
    context: Mapping[str, Any],
    key: str,
    language: str = "fr",
    delay_seconds: int = UNDO_SECONDS,
    every_seconds: int = HOUR,
    time_zone: str = "",
) -> None:
    """Tell ``to`` the present state of what ``key`` names, at most once in ``every_seconds``.

    A notice that waits already is written anew and keeps its time (MODEL §1: moderators get at
    most one mail an hour per association, or one a day). The daily one leaves at eight in the
    morning in ``time_zone``, by default the instance's.
    """
    chosen = rhythm(to, kind)
    if chosen == Rhythm.NEVER:
        return
    written = write(kind, to=to, context=context, language=language, essential=False)
    if _rewrite_waiting(to, key, written):
        return
    last = Mail.objects.filter(to=to, key=key, grouped=True).aggregate(at=Max("sent_at"))["at"]
    time = _after(delay_seconds)
    if last:
        time = max(time, last + datetime.timedelta(seconds=every_seconds))
    if chosen == Rhythm.DAILY:
        time = next_morning(time, time_zone=time_zone)
    try:
        with transaction.atomic():
            _put(kind, to, key, written, time, grouped=True)
    except IntegrityError:
        _rewrite_waiting(to, key, written)


def next_morning(moment: datetime.datetime, *, time_zone: str = "") -> datetime.datetime:
    """The first eight o’clock, where ``time_zone`` is, that does not come before ``moment``."""
    zone = ZoneInfo(time_zone or settings.TIME_ZONE)
    there = moment.astimezone(zone)
    morning = datetime.datetime.combine(there.date(), MORNING, tzinfo=zone)
    if morning < there:
        next_day = there.date() + datetime.timedelta(days=1)
        morning = datetime.datetime.combine(next_day, MORNING, tzinfo=zone)
    return morning


def withdraw(key_prefix: str) -> int:
    """Take back the mails whose key begins so and that have not left; how many there were."""
    if not key_prefix:
        raise ValueError("An empty prefix would take back every mail.")
    count, _by_model = Mail.objects.waiting().filter(key__startswith=key_prefix).delete()
    return count


def send_due(limit: int = 100) -> int:
    """Try the mails whose time has come, ``limit`` at most, each once; how many have left.

    Each row is claimed before it is tried, so that processes side by side send it once. What fails
    is tried again after growing pauses, eight times over two days, then marked as failed.
    What nobody must get any more is taken back. Nothing leaves the demo: the host reads its mails
    on a page.
    """
    if Instance.current().is_demo:
        return 0
    sent = 0
    connection = get_connection()
    due = list(Mail.objects.due(timezone.now())[:limit])
    dropped = silent(due)
    Mail.objects.waiting().filter(pk__in=dropped).delete()
    try:
        for mail in due:
            if mail.pk in dropped or not mail.claim(pause=_pause_after(mail.attempts)):
                continue
            if look_again(mail):
                sent += _try(mail, connection)
    finally:
        connection.close()
    return sent


def forget_old() -> int:
    """Delete what was sent or given up more than sixty days ago; how many rows."""
    before = timezone.now() - datetime.timedelta(days=KEPT_DAYS)
    count, _by_model = (
        Mail.objects.exclude(sent_at=None, failed_at=None).filter(created_at__lt=before).delete()
    )
    return count


def _pause_after(attempts: int) -> datetime.timedelta:
    return PAUSES[min(attempts, len(PAUSES) - 1)]


def _try(mail: Mail, connection: BaseEmailBackend) -> bool:
    message = EmailMultiAlternatives(
        mail.subject, mail.text, to=[mail.to], headers=mail.headers, connection=connection
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    try:
        connection.open()
        message.send()
    except (OSError, ValueError) as error:
        connection.close()
        is_last = mail.attempts + 1 >= len(PAUSES)
        mail.mark_refused(f"{type(error).__name__}: {error}", is_last=is_last)
        logger.warning("Mail %s (%s) refused: %s", mail.pk, mail.kind, type(error).__name__)
        return False
    with transaction.atomic():
        mail.mark_sent()
        tell_sent(mail)
    return True


def _after(seconds: int) -> datetime.datetime:
    return timezone.now() + datetime.timedelta(seconds=seconds)


def _put(
    kind: str,
    to: str,
    key: str,
    written: Written,
    time: datetime.datetime,
    *,
    grouped: bool = False,
    secret: bool = False,
) -> None:
    Mail.objects.create(
        to=to,
        kind=kind,
        key=key,
        grouped=grouped,
        secret=secret,
        not_before=time,
        **written._asdict(),
    )


def _rewrite_waiting(to: str, key: str, written: Written) -> bool:
    waiting = Mail.objects.waiting().filter(to=to, key=key, grouped=True)
    return waiting.update(**written._asdict()) > 0
