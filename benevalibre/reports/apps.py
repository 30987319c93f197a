from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ReportsConfig(AppConfig):
    name = "benevalibre.reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """After every migrate, see that writes mark the months whose sums they change.

        Offer the choice of mails, teach the journal what this room writes in it, and what is made
        beside.
        """
        from benevalibre.reports import year_sheets
        from benevalibre.reports.sentences import teach_journal
        from benevalibre.reports.year_mails import offer_choice

        offer_choice()
        teach_journal()
        year_sheets.teach()
        post_migrate.connect(_install, sender=self)


def _install(using: str, **_kwargs: Any) -> None:
    from benevalibre.reports import marking

    marking.install(using)
