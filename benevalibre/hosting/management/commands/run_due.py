"""`benevalibre run-due`: what is due now, once. The worker does it every two seconds."""

from typing import Any

from django.core.management.base import BaseCommand

from benevalibre.hosting.chores import run_due, run_long, run_pressing
from benevalibre.instance.migrating import refuse_unless_up_to_date


class Command(BaseCommand):
    help = "Envoie les mails, fait le travail long qui attend, et range ce qui est périmé."
    requires_system_checks = ()

    def handle(self, **options: Any) -> None:
        """Say how many mails have left, when any has."""
        refuse_unless_up_to_date()
        run_long()
        run_pressing()
        count = run_due()
        if count and options["verbosity"]:
            self.stdout.write(f"{count} mail(s) parti(s).")
