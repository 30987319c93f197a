"""Can pages be served? The database answers, and every migration has run."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor


def problem() -> str:
    """What is missing, in English for machines; empty where nothing is."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "the database does not answer"
    return f"{len(waiting)} migrations have not run" if waiting else ""
