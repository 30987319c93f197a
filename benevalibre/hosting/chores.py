"""What is due again and again: mails that wait, and, once an hour, what may be thrown away."""

from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.utils import timezone

from benevalibre.actions.models import Submission
from benevalibre.mailing import outbox

EVERY_SECONDS = 3600
MARK = "hosting.chores"


def run_due() -> int:
    """Send the mails that are due; tidy up once an hour. How many mails have left.

    Safe in several processes at once, and as often as one likes.
    """
    if cache.get(MARK) is None and cache.add(MARK, "done", timeout=EVERY_SECONDS):
        tidy()
    return outbox.send_due()


def tidy() -> None:
    """Throw away expired sessions, keys of old forms and mails long gone."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    Submission.objects.old().delete()
    outbox.forget_old()
