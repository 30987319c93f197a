"""The time sheet of one person: what counts, month by month, and who may ask for it."""

import io
from datetime import date
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdfua import validate

from benevalibre.associations.models import Membership, Right
from benevalibre.reports import sheet_papers
from benevalibre.reports.sheet_papers import timesheet_pdf
from benevalibre.reports.timesheets import Entry, Sheet, sheet_of
from benevalibre.reports.views import timesheets as views
from tests.factories import (
    ActionFactory,
    AssociationFactory,
    CategoryFactory,
    MembershipFactory,
    ProjectFactory,
)
from tests.personas import signed_in

START, END = date(2025, 1, 1), date(2025, 12, 31)


def entry(day: date = date(2025, 3, 12), **columns: Any) -> Entry:
    values = {"until": None, "words": "Atelier vélo", "minutes": 150, "travel": 0, "distance": 0}
    return Entry(day=day, **{**values, **columns})


def sheet(*entries: Entry, included: bool = False, name: str = "Jeanne Durand") -> Sheet:
    return Sheet(name=name, start=START, end=END, travel_included=included, entries=entries)


entries = st.builds(
    entry,
    day=st.dates(START, END),
    minutes=st.integers(0, 600_000),
    travel=st.integers(0, 600_000),
    distance=st.integers(0, 10_000_000),
)


@given(st.lists(entries, max_size=40), st.booleans())
def test_months_add_up_to_the_whole(rows: list[Entry], included: bool) -> None:
    whole = sheet(*sorted(rows, key=lambda row: row.day), included=included)

    months = whole.months

    assert [row for month in months for row in month.entries] == list(whole.entries)
    assert len({month.start for month in months}) == len(months)
    assert sum(month.minutes for month in months) == whole.minutes
    assert sum(month.travel for month in months) == whole.travel
    assert sum(month.distance for month in months) == whole.distance
    assert whole.given == whole.minutes + (whole.travel if included else 0)


@pytest.mark.parametrize(
    ("row", "included", "heads"),
    [
        (entry(), True, ["Date", "Activité", "Durée"]),
        (entry(travel=20), False, ["Date", "Activité", "Durée", "Trajet"]),
        (entry(travel=20), True, ["Date", "Activité", "Durée", "Trajet", "Compté"]),
        (entry(distance=100), False, ["Date", "Activité", "Durée", "Distance"]),
    ],
)
def test_columns_are_those_that_hold_something(
    row: Entry, included: bool, heads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(sheet_papers, "order", lambda _t, data, **_more: asked.append(data))
    monkeypatch.setattr(sheet_papers, "press", lambda _order: b"")

    timesheet_pdf(AssociationFactory.build(), sheet(row, included=included))

    [drawn] = asked[0]["sheets"]
    assert drawn["head"] == heads
    assert len(drawn["total"]) == len(heads) - 1
    assert "€" not in str(asked)


def test_it_can_be_read_aloud_signed_and_kept(tmp_path: Any) -> None:
    here = AssociationFactory.build(name="Les Amis du Canal")
    rows = [entry(date(2025, month, 5), travel=10, distance=500) for month in range(1, 13)] * 5
    file = tmp_path / "feuille.pdf"

    file.write_bytes(timesheet_pdf(here, sheet(*sorted(rows, key=lambda row: row.day))))

    document = pikepdf.open(file)
    assert [fault.message for fault in validate(str(file)).findings] == []
    assert str(document.Root.Lang) == "fr"
    assert document.open_metadata()["dc:title"] == "Feuille de temps de Jeanne Durand"
    assert len(document.pages) > 1
    for page in document.pages:
        fonts: Any = page.Resources.Font
        assert all("Lato" in str(font.BaseFont) for font in fonts.values())


def test_twenty_lines_fit_on_a_page() -> None:
    here = AssociationFactory.build()

    content = timesheet_pdf(here, sheet(*[entry() for _n in range(20)]))

    assert len(pikepdf.open(io.BytesIO(content)).pages) == 1


@pytest.fixture
def person(db: None) -> Membership:
    """Somebody without account who gave 2 h 30 in 2025, and more that does not count."""
    found: Membership = MembershipFactory(named=True, name="Jeanne Durand")
    category = CategoryFactory(association=found.association, name="Atelier")
    project = ProjectFactory(association=found.association, name="Canal")
    ActionFactory(
        member=found, category=category, project=project, title="Vélo",
        date=date(2025, 3, 12), minutes=150,
    )  # fmt: skip
    ActionFactory(member=found, category=category, date=date(2025, 3, 12), status="pending")
    ActionFactory(member=found, category=category, date=date(2024, 12, 31))
    ActionFactory(category=category, date=date(2025, 3, 12))
    return found


def test_only_what_counts_of_this_person_is_on_it(person: Membership) -> None:
    found = sheet_of(person, START, END)

    assert (found.name, found.given) == ("Jeanne Durand", 150)
    assert [row.words for row in found.entries] == ["Vélo, Atelier, Canal"]


def test_the_team_prints_it_for_someone_without_account(person: Membership) -> None:
    reader = MembershipFactory(association=person.association, rights=[Right.MANAGE_ACTIONS])
    path = f"/associations/{person.association_id}/benevoles/{person.pk}/feuille-de-temps"
    days = "?start=2025-01-01&end=2025-12-31"

    page = signed_in(reader).get(f"{path}/{days}").content.decode()
    paper = signed_in(reader).get(f"{path}.pdf{days}")

    assert "2 h 30" in page.replace("\u00a0", " ").replace("\u202f", " ")
    assert paper.content.startswith(b"%PDF")


def test_someone_of_another_association_is_not_found(person: Membership) -> None:
    elsewhere = MembershipFactory(manager=True)
    path = f"/associations/{elsewhere.association_id}/benevoles/{person.pk}/feuille-de-temps"

    assert signed_in(elsewhere).get(f"{path}/").status_code == 404
    assert signed_in(elsewhere).get(f"{path}.pdf").status_code == 404


def test_ones_own_is_of_the_association_chosen(db: None) -> None:
    here = MembershipFactory()
    there = MembershipFactory(user=here.user)
    stranger = MembershipFactory()
    for member, minutes in ((here, 60), (there, 61), (stranger, 62)):
        ActionFactory(member=member, date=date(2025, 3, 12), minutes=minutes)
    client = signed_in(here)
    days = "start=2025-01-01&end=2025-12-31"

    def shown(place: int) -> str:
        page = client.get(f"/feuille-de-temps/?place={place}&{days}").content.decode()
        return page.replace("\u00a0", " ").replace("\u202f", " ")

    assert "1 h</strong>" in shown(here.pk)
    assert "1 h 01</strong>" in shown(there.pk)
    assert "1 h 02" not in shown(stranger.pk)
    paper = client.get(f"/feuille-de-temps.pdf?place={there.pk}&{days}")
    assert paper.content.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("start=2025-12-31&end=2025-01-01", "avant le premier"),
        ("start=hier&end=2025-01-01", "date"),
        ("start=2025-01-01", "obligatoire"),
    ],
)
def test_days_that_cannot_be_meant_are_told(db: None, query: str, sentence: str) -> None:
    client = signed_in(MembershipFactory())

    page = client.get(f"/feuille-de-temps/?{query}")
    paper = client.get(f"/feuille-de-temps.pdf?{query}")

    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert (paper.status_code, paper["Location"]) == (302, f"/feuille-de-temps/?{query}")


def test_too_much_for_one_paper_is_refused(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    member = MembershipFactory()
    for _n in range(2):
        ActionFactory(member=member, date=date(2025, 3, 12))
    monkeypatch.setattr(views, "MOST_LINES", 1)

    page = signed_in(member).get("/feuille-de-temps/?start=2025-01-01&end=2025-12-31")

    assert page.status_code == 422
    assert "choisissez moins de jours" in page.content.decode()


def test_nothing_counted_makes_no_paper(db: None) -> None:
    client = signed_in(MembershipFactory())

    page = client.get("/feuille-de-temps/").content.decode()

    assert "Rien de validé" in page
    assert client.get("/feuille-de-temps.pdf").status_code == 302
