from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class ReportsConfig(AppConfig):
    name = "benevalibre.reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """After every migrate, see that writes mark the months whose sums they change.

        Offer the choice of mails, teach the journal what this room writes in it, and what is made
        beside.
        """
        from benevalibre.reports import year_sheets
        from benevalibre.reports.marking import install_after_migrating, remove_before_migrating
        from benevalibre.reports.sentences import teach_journal
        from benevalibre.reports.year_mails import offer_choice

        offer_choice()
        teach_journal()
        year_sheets.teach()
        pre_migrate.connect(remove_before_migrating, sender=self)
        post_migrate.connect(install_after_migrating, sender=self)
