"""`benevalibre backup`: the whole instance in one file, while it runs."""

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from benevalibre.hosting.backups import writing
from benevalibre.hosting.backups.databases import BackupError


class Command(BaseCommand):
    help = "Sauvegarde toute l’instance dans un fichier, pendant qu’elle sert."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file",
            nargs="?",
            type=Path,
            metavar="FICHIER",
            help="le fichier à écrire, ou un dossier (DATA_DIR/backups)",
        )
        parser.add_argument(
            "--keep",
            type=_at_least_one,
            metavar="N",
            help="dans un dossier, ne garder que les N dernières sauvegardes",
        )

    def handle(self, *args: Any, file: Path | None, keep: int | None, **options: Any) -> None:
        is_folder = file is None or file.is_dir()
        if keep and not is_folder:
            raise CommandError("--keep va avec un dossier : donnez un dossier qui existe, ou rien.")
        folder = file or writing.default_folder()
        target = folder / writing.file_name(timezone.localtime()) if is_folder else folder
        try:
            if file is None:
                folder.mkdir(parents=True, exist_ok=True)
                folder.chmod(0o700)
            writing.back_up(target)
        except (BackupError, OSError) as error:
            raise CommandError(f"Rien n’a été sauvegardé. {error}") from error
        self.stdout.write(f"Sauvegarde écrite : {target} ({target.stat().st_size // 1024} Ko).")
        if keep:
            for gone in writing.keep_latest(folder, keep):
                self.stdout.write(f"Ancienne sauvegarde effacée : {gone.name}")


def _at_least_one(word: str) -> int:
    if not word.isdecimal() or not 1 <= int(word) <= 10_000:
        raise ArgumentTypeError("écrivez un nombre, 1 au moins.")
    return int(word)
