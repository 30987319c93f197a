"""What 2.0.1 and ourselves export comes back with the same sums."""

from collections import Counter
from typing import Any

import pytest
from django.db.models import Sum

from benevalibre.actions.models import Action, Source, Status
from benevalibre.associations.models import Membership
from benevalibre.documents.files import FRENCH_CSV, MACHINE_CSV, ODS, XLSX, FileFormat
from benevalibre.reports.exports import action_table
from benevalibre.transfer.sheets.models import Stage, Verdict
from tests.factories import DefaultCategoryFactory
from tests.transfer.sheets.conftest import FIXTURES
from tests.transfer.sheets.sending import imported, sent, verdicts

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2026-11-23T12:00:00+00:00")]

EVERYTHING = {
    "people": "create",
    "nobody": "keep",
    "category": "create",
    "project": "create",
    "level": "create",
}


def sums(actions: Any) -> dict[str, Any]:
    found = list(actions.select_related("category", "project", "level"))
    return {
        "count": len(found),
        "minutes": sum(a.minutes for a in found),
        "km": sum(a.distance_hundredths or 0 for a in found),
        "days": Counter(a.date for a in found),
        "ends": Counter(a.end_date for a in found),
        "titles": Counter(a.title for a in found),
        "descriptions": Counter(a.description for a in found),
        "categories": Counter(a.category.name for a in found),
        "projects": Counter(a.project and a.project.name for a in found),
        "levels": Counter(a.level and a.level.name for a in found),
    }


@pytest.mark.parametrize("name", ["export.csv", "export.xlsx"])
def test_an_export_of_2_0_1_is_imported_whole(name: str, manager: Membership) -> None:
    content = (FIXTURES / name).read_bytes()

    spreadsheet = imported(content, manager, **EVERYTHING)

    assert spreadsheet.stage == Stage.DONE, spreadsheet.failure
    actions = Action.objects.filter(association=manager.association)
    assert actions.count() == 140
    assert actions.aggregate(km=Sum("distance_hundredths"))["km"] > 0
