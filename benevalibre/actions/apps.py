from django.apps import AppConfig


class ActionsConfig(AppConfig):
    name = "benevalibre.actions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Teach the journal's page what this room writes in it."""
        from benevalibre.actions.sentences import teach_journal

        teach_journal()
