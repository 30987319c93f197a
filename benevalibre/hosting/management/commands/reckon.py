"""`benevalibre reckon`: add all the figures of statistics up again, from the actions."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection, transaction

from benevalibre.instance.migrating import refuse_unless_up_to_date
from benevalibre.reports import marking, rollups
from benevalibre.reports.models import (
    AssociationMonth,
    AssociationYear,
    DefaultCategoryYear,
    MemberMonth,
    MemberYear,
    VocabularyMonth,
)

KEPT = (
    VocabularyMonth,
    MemberMonth,
    AssociationMonth,
    AssociationYear,
    DefaultCategoryYear,
    MemberYear,
)


class Command(BaseCommand):
    help = "Refait tous les totaux des statistiques à partir des activités."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_unless_up_to_date()
        with transaction.atomic(), connection.cursor() as cursor:
            for model in KEPT:
                model.objects.all().delete()
            marking.mark_all(cursor, connection.vendor)
        rollups.refresh_all()
        self.stdout.write("Les totaux des statistiques sont refaits.")
