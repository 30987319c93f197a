"""What is due again and again: mails that wait, work that takes long, and a tidying each hour."""

from collections.abc import Callable
from typing import Final

from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.utils import timezone

from benevalibre.actions.models import Submission
from benevalibre.actions.removing import forget_deletions
from benevalibre.associations.inviting import send_waiting
from benevalibre.associations.purging import purge_deleted
from benevalibre.associations.spreading import settle_and_tell
from benevalibre.badges import bringing
from benevalibre.mailing import outbox
from benevalibre.reports import bundling, rollups
from benevalibre.reports.year_mails import tell_years
from benevalibre.transfer import advancing, arriving, idling
from benevalibre.transfer.archive.discarding import discard_interrupted
from benevalibre.transfer.sheets import running as spreadsheets

EVERY_SECONDS = 3600
MARK = "hosting.chores"
LONG: Final[tuple[Callable[[], object], ...]] = (
    purge_deleted,
    settle_and_tell,
    send_waiting,
    advancing.go_on,
    spreadsheets.work_waiting,
    bundling.do_waiting,
    rollups.refresh_all,
    bringing.ask_again,
    tell_years,
)
"""Work that may take minutes; each is one quick query when idle, and safe twice at once."""


def run_due() -> int:
    """Send the mails that are due; tidy up once an hour. How many mails have left.

    Safe in several processes at once, and as often as one likes.
    """
    if cache.get(MARK) is None and cache.add(MARK, "done", timeout=EVERY_SECONDS):
        tidy()
    return outbox.send_due()


def run_pressing() -> None:
    """Press the papers of many people that wait: beside the rest, which does not wait for it."""
    bundling.press_waiting()


def run_long() -> None:
    """Do the long work that waits, one kind after the other, but for pressing papers.

    A kind that fails keeps no other kind waiting; ``ExceptionGroup`` in the end where some did.
    """
    errors: list[Exception] = []
    for work in LONG:
        try:
            work()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is raised below
            errors.append(error)
    if errors:
        raise ExceptionGroup("Long work failed", errors)


def tidy() -> None:
    """Throw away what expired, what was kept for a time, and accounts left unused."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    Submission.objects.old().delete()
    forget_deletions()
    outbox.forget_old()
    arriving.forget_drafts()
    discard_interrupted()
    idling.look_after_idle()
    bundling.forget_old()
