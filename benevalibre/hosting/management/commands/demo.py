"""`benevalibre demo`: an instance to try."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from benevalibre.associations.writing import RuleError
from benevalibre.hosting.demo.building import NotEmptyError, build, is_empty
from benevalibre.instance.migrating import bring_up_to_date
from benevalibre.mailing.addresses import absolute


class Command(BaseCommand):
    help = "Remplit une instance vide de quelques associations inventées, pour essayer."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="ne rien faire, sans erreur, si elle est pleine"
        )

    def handle(self, *args: Any, if_empty: bool, **options: Any) -> None:
        bring_up_to_date()
        if if_empty and not is_empty():
            return
        try:
            built = build(today=timezone.localdate())
        except NotEmptyError as error:
            raise CommandError(
                "Cette instance n’est pas vide : la démonstration ne se mêle pas à de vraies "
                "données. Donnez un autre dossier, par exemple DATA_DIR=/tmp/demo."
            ) from error
        except RuleError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Démonstration prête : {built.associations} associations, {built.people} personnes, "
            f"{built.actions} activités."
        )
        self.stdout.write(f"Lien d’une invitée : {absolute(built.guest_path)}")
