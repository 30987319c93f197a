from django.apps import AppConfig


class HostingConfig(AppConfig):
    name = "benevalibre.hosting"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Teach the journals what hosts do."""
        from benevalibre.hosting.sentences import teach_journal

        teach_journal()
