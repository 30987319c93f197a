"""`benevalibre doctor`: is this instance well?"""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from benevalibre.hosting.checkup import examine


class Command(BaseCommand):
    help = "Examine l’instance et dit ce qui ne va pas ; sort en erreur s’il y a quelque chose."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = 0
        for name, found in examine():
            self.stdout.write(f"{'à revoir' if found else 'bien':>8}  {name}")
            for sentence in found:
                self.stdout.write(f"          - {sentence}")
            wrong += len(found)
        if wrong:
            sys.exit(1)
