"""`benevalibre worker`: what `serve` runs beside the web server."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand

from benevalibre.hosting.worker import work


class Command(BaseCommand):
    help = "Envoie les mails et fait ce qui est dû, sans fin (« serve » s’en charge)."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        work(stop)
