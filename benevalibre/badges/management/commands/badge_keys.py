"""`benevalibre badge_keys`: the keys that signed badges here, and withdrawing one that leaked."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from benevalibre.badges.keys import name_of, published, signing_key
from benevalibre.badges.models import IssuingKey
from benevalibre.instance.migrating import refuse_unless_up_to_date


class Command(BaseCommand):
    help = "Liste les clés qui signent ou ont signé des badges ; en retire une qui a été volée."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--withdraw", metavar="CLÉ", help="ne plus reconnaître cette clé")

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_unless_up_to_date()
        present = name_of(signing_key())
        if name := options["withdraw"]:
            self._withdraw(name, present=present)
        for each in published():
            self.stdout.write(f"{each}{' (signe aujourd’hui)' if each == present else ''}")

    def _withdraw(self, name: str, *, present: str) -> None:
        if name == present:
            raise CommandError("Cette clé signe encore : changez d’abord BADGE_KEY, et redémarrez.")
        kept = IssuingKey.objects.filter(name=name, withdrawn_at=None)
        if not kept.update(withdrawn_at=timezone.now()):
            raise CommandError(f"« {name} » n’est pas une clé publiée ici.")
