"""The sheets of a closed year add up to its statement, whatever became of its people since."""

import io
from datetime import date
from typing import Any
from zipfile import ZipFile

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdfua import validate

from benevalibre.actions.models import Action
from benevalibre.associations.merging import merge
from benevalibre.associations.models import Membership
from benevalibre.documents.pressing import press
from benevalibre.reports import volumes
from benevalibre.reports.sheet_papers import Volume, volume_order
from benevalibre.reports.volumes import ChangedError, Holder, divide, holders, sheets, surname
from benevalibre.valuation.closing import close
from benevalibre.valuation.figures import Figures
from benevalibre.valuation.models import Statement
from tests.factories import ActionFactory, CategoryFactory, FiscalYearFactory, MembershipFactory

START, END = date(2024, 1, 1), date(2024, 12, 31)


@pytest.fixture
def manager() -> Membership:
    """Who manages an association that counts travel with the rest."""
    return MembershipFactory(manager=True, association__policy_travel="included")


def named(manager: Membership, name: str) -> Membership:
    return MembershipFactory(association=manager.association, named=True, name=name)


def note(manager: Membership, member: Membership | None, **columns: Any) -> Action:
    here = manager.association
    category = here.categories.first() or CategoryFactory(association=here)
    values = {"date": date(2024, 5, 1), "minutes": 75, "category": category, **columns}
    return ActionFactory(association=here, member=member, **values)


def closed(manager: Membership) -> tuple[Statement, Figures]:
    year = FiscalYearFactory(association=manager.association, start=START, end=END)
    statement = close(year, by=manager, leaving_waiting=True)
    return statement, Figures.thawed(statement.figures)


@pytest.mark.django_db
def test_sheets_add_up_to_the_statement_to_the_minute(manager: Membership) -> None:
    jeanne, loic = named(manager, "Jeanne Durand"), named(manager, "Loïc Le Goff")
    note(manager, jeanne, minutes=75, travel_minutes=20, distance_hundredths=1_250)
    note(manager, jeanne, minutes=1, date=START)
    note(manager, loic, minutes=59, date=END, end_date=date(2025, 1, 2))
    note(manager, loic, minutes=480, date=date(2023, 12, 31), end_date=date(2024, 1, 1))
    note(manager, loic, minutes=30, status="pending")
    note(manager, None, minutes=13, travel_minutes=4)

    statement, figures = closed(manager)
    found = sheets(manager.association, figures, holders(statement, figures))

    assert [(sheet.name, sheet.given) for sheet in found] == [
        ("Jeanne Durand", 96),
        ("Loïc Le Goff", 59),
        ("", 17),
    ]
    assert sum(sheet.given for sheet in found) == figures.minutes
    assert sum(sheet.travel for sheet in found) == figures.travel
    assert sum(sheet.distance for sheet in found) == figures.distance


@pytest.mark.django_db
def test_the_rules_of_today_do_not_change_the_sheets(manager: Membership) -> None:
    note(manager, named(manager, "Jeanne Durand"), minutes=60, travel_minutes=20)
    statement, figures = closed(manager)
    type(manager.association).objects.update(policy_travel="apart")
    manager.association.refresh_from_db()

    [sheet] = sheets(manager.association, figures, holders(statement, figures))

    assert sheet.given == figures.minutes == 80


@pytest.mark.django_db
def test_names_stay_those_of_the_day_it_was_closed(manager: Membership) -> None:
    jeanne = named(manager, "Jeanne Durand")
    note(manager, jeanne)
    statement, figures = closed(manager)
    Membership.objects.filter(pk=jeanne.pk).update(name="")

    assert [holder.name for holder in holders(statement, figures)] == ["Jeanne Durand"]


@pytest.mark.django_db
def test_people_who_were_joined_since_share_a_sheet(manager: Membership) -> None:
    jeanne, short = named(manager, "Jeanne Durand"), named(manager, "Jeanne D.")
    note(manager, jeanne, minutes=60)
    note(manager, short, minutes=5)
    statement, figures = closed(manager)
    merge(short, into=jeanne, by=manager)

    people = holders(statement, figures)
    [sheet] = sheets(manager.association, figures, people)

    assert sheet.name == "Jeanne Durand (aussi\u00a0: Jeanne D.)"
    assert sheet.given == figures.minutes == 65


@pytest.mark.django_db
def test_hours_that_are_not_those_of_the_statement_stop_it(manager: Membership) -> None:
    note(manager, named(manager, "Jeanne Durand"))
    statement, figures = closed(manager)
    type(statement.fiscal_year).objects.update(closed_at=None)
    Action.objects.update(minutes=74)

    with pytest.raises(ChangedError, match="Jeanne Durand"):
        sheets(manager.association, figures, holders(statement, figures))


@pytest.mark.django_db
def test_a_volume_can_be_read_aloud_and_says_the_total(manager: Membership, tmp_path: Any) -> None:
    note(manager, named(manager, "Jeanne Durand"), minutes=61)
    statement, figures = closed(manager)
    found = sheets(manager.association, figures, holders(statement, figures))
    volume = Volume(number=3, count=20, first="DURAND", last="FABRE", sheets=found)

    content = press(volume_order(statement, volume, whole=4_000, logo=None))
    file = tmp_path / "volume.pdf"
    file.write_bytes(content)

    assert volume.name == "Volume 3 sur 20, de DURAND à FABRE"
    assert [fault.message for fault in validate(str(file)).findings] == []
    assert len(pikepdf.open(io.BytesIO(content)).pages) == 2


@pytest.mark.django_db
def test_many_sheets_come_in_volumes_and_few_as_one_file(
    manager: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("Ada Un", "Bob Deux", "Cleo Trois"):
        note(manager, named(manager, name))
    statement, _figures = closed(manager)
    few, many = io.BytesIO(), io.BytesIO()
    told: list[int] = []

    assert volumes.write(statement, few, told.append) is False
    monkeypatch.setattr(volumes, "MOST_SHEETS", 2)
    assert volumes.write(statement, many, told.append) is True

    assert few.getvalue().startswith(b"%PDF")
    assert ZipFile(many).namelist() == [
        "Volume 1 sur 2 de DEUX à TROIS.pdf",
        "Volume 2 sur 2 de UN à UN.pdf",
    ]
    assert told == [2, 3]


def holder(actions: int) -> Holder:
    return Holder(name="A B", surname="B", members=(1,), actions=actions, minutes=60)


@given(st.lists(st.integers(1, 4_000), max_size=300))
def test_volumes_hold_everyone_once_and_are_bounded(counts: list[int]) -> None:
    parts = divide([holder(actions) for actions in counts])

    assert [one.actions for part in parts for one in part] == counts
    for part in parts:
        assert 1 <= len(part) <= volumes.MOST_SHEETS
        assert len(part) == 1 or sum(one.actions for one in part) <= volumes.MOST_LINES


@pytest.mark.parametrize(
    ("name", "last_name", "expected"),
    [
        ("Loïc Le Goff", "Le Goff", "Le Goff"),
        ("Jeanne Durand", "", "Durand"),
        ("Jeanne Durand", "Martin", "Durand"),
        ("Zorro", "", "Zorro"),
        (" ", "", " "),
    ],
)
def test_people_are_sorted_by_their_last_name(name: str, last_name: str, expected: str) -> None:
    assert surname(name, last_name) == expected
