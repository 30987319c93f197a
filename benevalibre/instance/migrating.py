"""Whether the tables are those that the code expects, and making them so."""

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor


def changes_wait() -> bool:
    """Do the tables lack a change that the code expects?"""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def bring_up_to_date() -> None:
    """Make the tables those that the code expects; nothing where they are."""
    if changes_wait():
        call_command("migrate", interactive=False, verbosity=0)


def refuse_unless_up_to_date() -> None:
    """``CommandError`` where a command would not find its tables: often it is another folder."""
    try:
        is_old = changes_wait()
    except OperationalError as error:
        raise CommandError(f"La base de données ne répond pas : {error}") from error
    if is_old:
        raise CommandError(
            "La base n’est pas à jour : lancez « benevalibre migrate ». Si elle l’était, "
            f"vérifiez les réglages DATA_DIR (ici « {settings.DATA_DIR} ») et DATABASE_URL."
        )
