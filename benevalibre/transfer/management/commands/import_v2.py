"""`benevalibre import-v2 SOURCE`: a whole 2.0.x instance into this empty one."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from benevalibre.instance.migrating import bring_up_to_date
from benevalibre.transfer.v2.importing import ArrivalError, bring
from benevalibre.transfer.v2.source import SourceError, open_source


class Command(BaseCommand):
    help = "Importe toute une instance Bénévalibre 2.0.x dans cette instance vide."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", help="fichier SQLite, ou adresse postgres://…")
        parser.add_argument("--media", type=Path, help="dossier des fichiers (logos, photos…)")
        parser.add_argument("--report", type=Path, help="où écrire le compte rendu (JSON)")
        parser.add_argument(
            "--hosts", action="store_true", help="reprendre aussi les comptes d’hébergeur"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        media: Path | None = options["media"]
        if media is not None and not media.is_dir():
            raise CommandError(f"Il n’y a pas de dossier « {media} ».")
        bring_up_to_date()
        try:
            with open_source(options["source"]) as source:
                report = bring(source, media=media, hosts=options["hosts"], progress=self._progress)
        except (SourceError, ArrivalError) as error:
            raise CommandError(str(error)) from error
        text = json.dumps(report.as_json(), ensure_ascii=False, indent=1)
        if options["report"]:
            options["report"].write_text(text + "\n", encoding="utf-8")
        self._summary(report.as_json())

    def _progress(self, table: str, done: int, total: int) -> None:
        self.stdout.write(f"{table} : {done} sur {total}")

    def _summary(self, report: dict[str, Any]) -> None:
        self.stdout.write(f"{report['users']} comptes.")
        for name, figures in report["associations"].items():
            self.stdout.write(
                f"{name} : {figures['actions']} activités, dont "
                f"{figures['approved_actions']} validées ({figures['approved_seconds'] // 3600} h)."
            )
        self.stdout.write(
            f"{len(report['adapted'])} lignes adaptées ou signalées"
            " (--report FICHIER les écrit toutes)."
        )
