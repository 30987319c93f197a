from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class ValuationConfig(AppConfig):
    name = "benevalibre.valuation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Lock closed years in the database again after each migration; teach the journal."""
        from benevalibre.valuation.locking import install_after_migrating, remove_before_migrating
        from benevalibre.valuation.sentences import teach_journal

        pre_migrate.connect(remove_before_migrating, sender=self)
        post_migrate.connect(install_after_migrating, sender=self)
        teach_journal()
