"""What is due (mails to send, chores), done again and again beside the web server."""

import os
import threading

from django.core.management import call_command
from django.db import close_old_connections

EVERY_SECONDS = 2.0


def do_what_is_due() -> None:
    """Do once what is due now; nothing happens when nothing is."""
    close_old_connections()
    call_command("run_due", verbosity=0)


def work(stop: threading.Event, *, every_seconds: float = EVERY_SECONDS) -> None:
    """Do what is due until ``stop`` is set, or until the process that started this one is gone.

    An error ends it: whoever started it starts it again.
    """
    parent = os.getppid()
    while not stop.is_set() and os.getppid() == parent:
        do_what_is_due()
        stop.wait(every_seconds)
