from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class ValuationConfig(AppConfig):
    name = "benevalibre.valuation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Lock closed years in the database again after migrating; teach what we say."""
        from benevalibre.associations.merging import EXPLAINED
        from benevalibre.valuation.locking import install_after_migrating, remove_before_migrating
        from benevalibre.valuation.notices import offer_choices
        from benevalibre.valuation.sentences import teach_journal
        from benevalibre.valuation.waiving import both_waived

        pre_migrate.connect(remove_before_migrating, sender=self)
        post_migrate.connect(install_after_migrating, sender=self)
        teach_journal()
        EXPLAINED.append(both_waived)
        offer_choices()
