"""What is due (mails to send, chores), done again and again beside the web server."""

import os
import threading

from django.db import close_old_connections

from benevalibre.hosting.chores import run_due

EVERY_SECONDS = 2.0


def work(stop: threading.Event, *, every_seconds: float = EVERY_SECONDS) -> None:
    """Do what is due until ``stop`` is set, or until the process that started this one is gone.

    An error ends it: whoever started it starts it again.
    """
    parent = os.getppid()
    while not stop.is_set() and os.getppid() == parent:
        close_old_connections()
        run_due()
        stop.wait(every_seconds)
