"""`benevalibre restore`: a backup, into an empty instance."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from benevalibre.hosting.backups.databases import BackupError
from benevalibre.hosting.backups.restoring import restore


class Command(BaseCommand):
    help = "Remet une sauvegarde dans une instance vide."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FICHIER", help="la sauvegarde")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            notes = restore(file)
        except (BackupError, DatabaseError, OSError) as error:
            raise CommandError(str(error)) from error
        for note in notes:
            self.stderr.write(note)
        self.stdout.write(
            "Tout est remis. Lancez « benevalibre serve », puis « benevalibre doctor »."
        )
