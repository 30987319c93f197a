"""What 2.0.1 and ourselves export comes back with the same sums."""

import csv
import datetime
from collections import Counter
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from benevalibre.actions.models import Action, Source
from benevalibre.associations.models import Association, Membership
from benevalibre.documents.files import FRENCH_CSV, MACHINE_CSV, ODS, XLSX, FileFormat
from benevalibre.documents.tables import clean
from benevalibre.reports.exports import action_table, people_table
from benevalibre.transfer.sheets.cells import text
from benevalibre.transfer.sheets.models import Kind, Stage
from tests.client import finish
from tests.factories import (
    ActionFactory,
    AssociationFactory,
    CategoryFactory,
    LevelFactory,
    MembershipFactory,
    ProjectFactory,
)
from tests.personas import signed_in
from tests.transfer.sheets.conftest import FIXTURES
from tests.transfer.sheets.sending import imported, sent, verdicts

pytestmark = pytest.mark.django_db

EVERYTHING = {
    "people": "create",
    "nobody": "keep",
    "category": "create",
    "project": "create",
    "level": "create",
}
FORMATS = {"csv": FRENCH_CSV, "csv-machines": MACHINE_CSV, "xlsx": XLSX, "ods": ODS}


def sums(association: Association) -> dict[str, Any]:
    """What is recorded, added up in several ways."""
    found = association.actions.select_related("category", "project", "level", "member__user")
    actions = list(found)
    return {
        "count": len(actions),
        "minutes": sum(action.minutes for action in actions),
        "distance": sum(action.distance_hundredths or 0 for action in actions),
        "days": Counter((action.date, action.end_date) for action in actions),
        "titles": Counter(text(clean(action.title)) for action in actions),
        "categories": Counter(action.category.name for action in actions),
        "projects": Counter(action.project and action.project.name for action in actions),
        "levels": Counter(action.level and action.level.name for action in actions),
        "people": Counter(action.member and action.member.display_name for action in actions),
    }


def exported(association: Association, format_: FileFormat) -> bytes:
    return b"".join(format_.write(action_table(association.actions.all())))


def as_written() -> tuple[int, int, int]:
    """Lines, minutes and hundredths of a kilometre of the export, read as plainly as can be."""
    with (FIXTURES / "export.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    clocks = [row["Durée"].split(":") for row in rows]
    minutes = sum(int(hours) * 60 + int(rest) for hours, rest, _seconds in clocks)
    distance = sum(Decimal(row["Distance (en km)"] or 0) * 100 for row in rows)
    return len(rows), minutes, int(distance)


@pytest.mark.parametrize("name", ["export.csv", "export.xlsx"])
def test_an_export_of_2_0_1_is_imported_whole(name: str, manager: Membership) -> None:
    content = (FIXTURES / name).read_bytes()

    spreadsheet = imported(content, manager, **EVERYTHING)

    assert spreadsheet.stage == Stage.DONE, spreadsheet.failure
    found = sums(manager.association)
    assert (found["count"], found["minutes"], found["distance"]) == as_written()
    assert found["people"][None] == 9
    assert set(Action.objects.values_list("source", flat=True)) == {Source.IMPORT}


@pytest.mark.parametrize("format_", FORMATS.values(), ids=FORMATS)
def test_our_own_exports_come_back_whole(format_: FileFormat, manager: Membership) -> None:
    there = AssociationFactory()
    category = CategoryFactory(association=there, name="Accueil")
    project = ProjectFactory(association=there, name="Fête d’été")
    level = LevelFactory(association=there, name="Référent")
    person = MembershipFactory(association=there, named=True, name="Éloïse Noël")
    guest = MembershipFactory(association=there, guest=True, name="Équipe du samedi")
    with_all = {"category": category, "project": project, "level": level}
    ActionFactory(member=person, minutes=10, title="=1+1", distance_hundredths=1234, **with_all)
    ActionFactory(member=guest, minutes=1_439, title="", description="a\nb;c", category=category)
    ActionFactory(association=there, nobody=True, minutes=100, category=category)
    ActionFactory(
        member=person,
        minutes=1_600,
        date=datetime.date(2025, 8, 1),
        end_date=datetime.date(2025, 8, 3),
        category=category,
    )

    spreadsheet = imported(exported(there, format_), manager, **EVERYTHING)

    assert spreadsheet.stage == Stage.DONE, spreadsheet.failure
    assert sums(manager.association) == sums(there)


@pytest.mark.parametrize("format_", FORMATS.values(), ids=FORMATS)
def test_what_was_not_retained_stays_out(format_: FileFormat, manager: Membership) -> None:
    there = AssociationFactory()
    person = MembershipFactory(association=there, named=True)
    ActionFactory(member=person, declined=True)
    ActionFactory(member=person, minutes=30)

    imported(exported(there, format_), manager, **EVERYTHING)

    assert sums(manager.association)["minutes"] == 30


@pytest.mark.parametrize("format_", FORMATS.values(), ids=FORMATS)
def test_an_export_of_people_comes_back(format_: FileFormat, manager: Membership) -> None:
    there = AssociationFactory()
    MembershipFactory(association=there, user__first_name="Zoé", user__last_name="Abel")
    MembershipFactory(association=there, named=True, name="Jean-Pierre d’Arc")
    MembershipFactory(association=there, named=True, left=True)
    table = people_table(there.memberships.with_person().by_name())

    spreadsheet = imported(b"".join(format_.write(table)), manager, kind=Kind.PEOPLE)

    assert spreadsheet.result["people"] == 2
    named = manager.association.memberships.filter(kind="named").values_list("name", flat=True)
    assert set(named) == {"Zoé Abel", "Jean-Pierre d’Arc"}


ENTRIES = st.lists(
    st.tuples(
        st.integers(0, 1440),
        st.integers(1, 900_000),
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=30),
        st.integers(0, 3),
    ),
    min_size=1,
    max_size=6,
)


@hypothesis_settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entries=ENTRIES, code=st.sampled_from(["csv", "csv-machines", "ods"]))
def test_whatever_was_recorded_comes_back(
    entries: list[tuple[int, int, str, int]], code: str, db: None
) -> None:
    there, here = AssociationFactory(), AssociationFactory()
    by = MembershipFactory(association=here, manager=True)
    for minutes, distance, title, days in entries:
        start = datetime.date(2026, 3, 1)
        ActionFactory(
            member=MembershipFactory(association=there, named=True),
            minutes=minutes,
            distance_hundredths=distance,
            title=title.strip(),
            date=start,
            end_date=start + datetime.timedelta(days=days) if days else None,
        )

    imported(exported(there, FORMATS[code]), by, **EVERYTHING)

    assert sums(here) == sums(there)


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("code", ["xlsx", "ods", "csv", "abc"])
def test_the_file_to_fill_in_can_be_imported(kind: Kind, code: str, manager: Membership) -> None:
    category = CategoryFactory(association=manager.association, name="Accueil")
    name = "model_of_people" if kind == Kind.PEOPLE else "model_of_actions"
    address = reverse(f"spreadsheets:{name}", args=[manager.association_id])
    response = signed_in(manager).get(address, {"format": code})
    content = response.getvalue()
    finish(response)

    spreadsheet = sent(content, manager, kind=kind, people="create", category=str(category.pk))

    assert verdicts(spreadsheet) == ["ready", "ready"]
