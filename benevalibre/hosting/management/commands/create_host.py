"""`benevalibre create-host`: open the host's pages to an account."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from benevalibre.accounts.models import User
from benevalibre.instance.migrating import refuse_unless_up_to_date
from benevalibre.namekeys import name_key


class Command(BaseCommand):
    help = "Donne les pages de l’hébergeur à un compte qui existe."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="l’adresse du compte")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        refuse_unless_up_to_date()
        user = User.objects.filter(email_key=name_key(email)).first()
        if user is None:
            raise CommandError(
                f"Aucun compte n’a l’adresse {email} : inscrivez-vous d’abord sur le site."
            )
        if not user.is_active:
            raise CommandError(f"Le compte de {email} est désactivé.")
        user.is_host = True
        user.save(update_fields=["is_host"])
        self.stdout.write(f"{user} voit maintenant les pages de l’hébergeur.")
