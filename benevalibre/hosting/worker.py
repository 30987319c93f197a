"""What is due (mails, long work, chores), done again and again beside the web server."""

import logging
import os
import threading

from django.db import close_old_connections, connections

from benevalibre.hosting.chores import run_due, run_long

EVERY_SECONDS = 2.0
REST_SECONDS = 60.0

logger = logging.getLogger(__name__)


def work(stop: threading.Event, *, every_seconds: float = EVERY_SECONDS) -> None:
    """Do what is due until ``stop`` is set, or until the process that started this one is gone.

    An error ends it: whoever started it starts it again. Long work goes on beside, so that no
    mail waits for it.
    """
    parent = os.getppid()
    beside = threading.Thread(target=work_long, args=(stop,), kwargs={"every": every_seconds})
    beside.start()
    try:
        while not stop.is_set() and os.getppid() == parent:
            close_old_connections()
            run_due()
            stop.wait(every_seconds)
    finally:
        stop.set()
        beside.join()


def work_long(stop: threading.Event, *, every: float) -> None:
    """Do the long work until ``stop`` is set; after an error, logged, rest before the next try."""
    while not stop.is_set():
        close_old_connections()
        try:
            run_long()
        except Exception:
            logger.exception("Long work failed")
            stop.wait(REST_SECONDS)
        stop.wait(every)
    connections.close_all()
