from django.apps import AppConfig


class TransferConfig(AppConfig):
    name = "benevalibre.transfer"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Teach the journal's page what imports write in it."""
        from benevalibre.transfer.sheets.sentences import teach_journal

        teach_journal()
