"""`benevalibre seed`: a great many rows, to see how fast pages are."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from benevalibre.hosting.bench.seeding import Size, seed, tidy
from benevalibre.hosting.demo.building import is_empty
from benevalibre.instance.migrating import bring_up_to_date


class Command(BaseCommand):
    help = "Remplit une instance vide d’un très grand nombre d’activités, pour mesurer."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--actions", type=int, default=1_000_000, help="combien d’activités (un million)"
        )
        parser.add_argument(
            "--associations", type=int, help="une pour mille activités si rien n’est dit"
        )

    def handle(self, *args: Any, actions: int, associations: int | None, **options: Any) -> None:
        size = Size(actions, associations or max(2, actions // 1000))
        if actions < 1_000 or size.associations < 2:
            raise CommandError("Il faut au moins 1000 activités et deux associations.")
        bring_up_to_date()
        if not is_empty():
            raise CommandError("Cette instance n’est pas vide : donnez un autre DATA_DIR.")
        start = time.monotonic()

        def say(text: str) -> None:
            self.stdout.write(f"{time.monotonic() - start:6.1f} s  {text}")
            self.stdout.flush()

        seed(size, today=timezone.localdate(), say=say)
        tidy()
