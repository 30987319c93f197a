"""`benevalibre migrate`: Django's, and the table of the cache."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.commands.migrate import Command as Migrate


class Command(Migrate):
    help = "Met la base de données à jour."

    def handle(self, *args: Any, **options: Any) -> None:
        Path(settings.DATA_DIR).mkdir(parents=True, exist_ok=True)
        super().handle(*args, **options)
        call_command("createcachetable", database=options["database"], verbosity=0)
