"""`benevalibre serve`: everything that an instance needs, in one command."""

import os
import subprocess
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connections
from django.utils import timezone

from benevalibre.accounts.models import User
from benevalibre.environment import PREFIX
from benevalibre.hosting import serving, snapshots, statics
from benevalibre.hosting.demo.building import is_empty
from benevalibre.instance.migrating import bring_up_to_date
from benevalibre.instance.models import Instance

ADDRESSES = [p + n for p in ("", PREFIX) for n in ("BASE_URL", "BASE_URL_FILE")]


class Command(BaseCommand):
    help = "Met la base à jour puis sert l’application, et envoie les mails."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="adresse d’écoute (127.0.0.1)")
        parser.add_argument("--port", type=int, default=8000, help="port d’écoute (8000)")
        parser.add_argument(
            "--demo", action="store_true", help="remplit d’abord une instance vide de la démo"
        )

    def handle(self, *args: Any, host: str, port: int, demo: bool, **options: Any) -> None:
        if not serving.is_free(host, port):
            raise CommandError(
                f"Le port {port} est déjà pris sur {host} : ajoutez par exemple --port {port + 1}."
            )
        self._prepare()
        if demo and is_empty():
            self._fill(_address_of(host, port))
        hints = _first_steps()
        connections.close_all()
        watch = serving.Watch(
            serving.web_command(host, port),
            serving.worker_command(),
            variables=_address_of(host, port),
            is_ready=lambda: serving.answers(host, port),
            started=lambda: self._invite(host, port, hints),
        )
        watch.obey_signals()
        sys.exit(watch.run())

    def _invite(self, host: str, port: int, hints: list[str]) -> None:
        """Say at once, into a pipe too, where the site is, and what is still to do."""
        address = _address_of(host, port).get("BASE_URL", settings.BASE_URL)
        self.stdout.write(f"Bénévalibre répond à {address}/ (Ctrl+C pour arrêter).")
        for hint in hints:
            self.stdout.write(hint)
        self.stdout.flush()

    def _prepare(self) -> None:
        """Bring the database and the static files up to date."""
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        try:
            if snapshots.is_worth_a_snapshot():
                copy = snapshots.take(at=timezone.localtime())
                self.stdout.write(f"Copie de la base avant mise à jour : {copy}")
            bring_up_to_date()
        except OperationalError as error:
            raise CommandError(f"La base de données ne répond pas : {error}") from error
        statics.gather()

    def _fill(self, variables: dict[str, str]) -> None:
        """Make the demo in a process that knows the address of the site: mails carry it."""
        command = [sys.executable, "-m", "benevalibre", "demo"]
        subprocess.run(command, env={**os.environ, **variables}, check=True)  # noqa: S603


def _first_steps() -> list[str]:
    """What a new host cannot guess: how to get the host's pages, and where codes by mail go."""
    hints = []
    if not User.objects.filter(is_host=True).exists():
        hints.append(
            "Personne n’héberge encore ce site. Dans un autre terminal, avec les mêmes réglages : "
            "benevalibre create-host --new vous@example.org"
        )
    if settings.EMAIL_BACKEND.endswith(".console.EmailBackend") and not Instance.current().is_demo:
        hints.append("Sans EMAIL_URL, les mails et leurs codes s’écrivent ici.")
    return hints


def _address_of(host: str, port: int) -> dict[str, str]:
    """Without an address of its own (BASE_URL), the site's is where it listens."""
    if any(os.environ.get(name) for name in ADDRESSES):
        return {}
    return {"BASE_URL": f"http://{_shown(host)}:{port}"}


def _shown(host: str) -> str:
    """The host as one writes it in a browser."""
    if host in {"0.0.0.0", "::"}:  # noqa: S104
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host
