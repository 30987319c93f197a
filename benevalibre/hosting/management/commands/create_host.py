"""`benevalibre create-host`: open the host's pages to an account."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from benevalibre.accounts.models import User
from benevalibre.accounts.welcoming import make_account
from benevalibre.instance.migrating import refuse_unless_up_to_date
from benevalibre.namekeys import name_key


class Command(BaseCommand):
    help = "Donne les pages de l’hébergeur à un compte."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="l’adresse du compte")
        parser.add_argument("--new", action="store_true", help="fait le compte, s’il n’existe pas")

    def handle(self, *args: Any, email: str, new: bool, **options: Any) -> None:
        refuse_unless_up_to_date()
        user = User.objects.filter(email_key=name_key(email)).first()
        if user is None and not new:
            raise CommandError(
                f"Aucun compte n’a l’adresse {email} : inscrivez-vous d’abord sur le site, "
                "ou ajoutez --new pour faire ce compte."
            )
        is_made = user is None
        user = user or _new_account(email)
        if not user.is_active:
            raise CommandError(f"Le compte de {email} est désactivé.")
        user.is_host = True
        user.save(update_fields=["is_host"])
        self.stdout.write(f"{user} voit maintenant les pages de l’hébergeur.")
        if is_made:
            self.stdout.write("Pour entrer : « Me connecter », l’adresse, puis le code reçu.")


def _new_account(email: str) -> User:
    """An account named for its address until its owner says better."""
    try:
        validate_email(email)
    except ValidationError as error:
        raise CommandError(f"« {email} » n’est pas une adresse mail.") from error
    return make_account(email=email, first_name=email.split("@", maxsplit=1)[0][:30], last_name="")
