"""The console command: `benevalibre`."""

import os
import sys
from textwrap import dedent

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import (
    BaseCommand,
    ManagementUtility,
    get_commands,
    load_command_class,
)


class Commands(ManagementUtility):
    """Ours first, then Django's; `import-v2` and `import_v2` are the same command."""

    def fetch_command(self, subcommand: str) -> BaseCommand:
        """The command of that name, or an exit with a sentence."""
        name = subcommand.replace("-", "_")
        if name not in get_commands():
            sys.exit(f"« {subcommand} » n’est pas une commande. Tapez « benevalibre help ».")
        command = super().fetch_command(name)
        if _is_ours(get_commands()[name]):
            command.suppressed_base_arguments = DJANGOS
        return command

    def main_help_text(self, commands_only: bool = False) -> str:
        """Our commands with a line each, then the names of the others."""
        commands = get_commands()
        if commands_only:
            return "\n".join(sorted(commands))
        ours = {name: app for name, app in commands.items() if _is_ours(app)}
        width = max(map(len, ours), default=0)
        lines = [
            f"  {name.replace('_', '-').ljust(width)}  {load_command_class(str(app), name).help}"
            for name, app in sorted(ours.items())
        ]
        others = ", ".join(sorted(set(commands) - set(ours)))
        return HELP.format(ours="\n".join(lines), others=others)


DJANGOS = {
    *("--version", "--verbosity", "--settings", "--pythonpath"),
    *("--traceback", "--no-color", "--force-color"),
}
"""What each command of Django takes: ours take it too, and tell of their own options only."""

HELP = dedent("""\
    benevalibre COMMANDE [options]

    {ours}

    « benevalibre help COMMANDE » dit les options d’une commande.
    Et celles de Django derrière : {others}.""")


def _is_ours(app: str | BaseCommand) -> bool:
    return isinstance(app, str) and app.startswith("benevalibre.")


def main() -> None:
    """Run a command; a setting that cannot be read is said in one sentence.

    What it writes (database, files, secrets) is for the account that runs it alone.
    """
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benevalibre.settings")
    try:
        _ = settings.INSTALLED_APPS
        Commands(["benevalibre", *sys.argv[1:]]).execute()
    except ImproperlyConfigured as error:
        sys.exit(f"Réglage à revoir : {error}")


if __name__ == "__main__":
    main()
