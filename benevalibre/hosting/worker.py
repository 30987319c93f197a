"""What is due (mails, long work, chores), done again and again beside the web server."""

import logging
import os
import threading
from collections.abc import Callable

from django.db import close_old_connections, connections

from benevalibre.hosting.chores import run_due, run_long, run_pressing

EVERY_SECONDS = 2.0
REST_SECONDS = 60.0

logger = logging.getLogger(__name__)


def work(stop: threading.Event, *, every_seconds: float = EVERY_SECONDS) -> None:
    """Do what is due until ``stop`` is set, or until the process that started this one is gone.

    An error ends it: whoever started it starts it again. Long work goes on beside, so that no
    mail waits for it, and pressing papers beside that.
    """
    parent = os.getppid()
    every = {"every": every_seconds}
    beside = [
        threading.Thread(target=work_long, args=(stop, long), kwargs=every)
        for long in (run_long, run_pressing)
    ]
    for thread in beside:
        thread.start()
    try:
        while not stop.is_set() and os.getppid() == parent:
            close_old_connections()
            run_due()
            stop.wait(every_seconds)
    finally:
        stop.set()
        for thread in beside:
            thread.join()


def work_long(stop: threading.Event, long: Callable[[], object], *, every: float) -> None:
    """Do ``long`` until ``stop`` is set; after an error, logged, rest before the next try."""
    while not stop.is_set():
        close_old_connections()
        try:
            long()
        except Exception:
            logger.exception("Long work failed")
            stop.wait(REST_SECONDS)
        stop.wait(every)
    connections.close_all()
