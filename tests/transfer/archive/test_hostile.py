"""Archives that no association of ours ever wrote: refused in one sentence, or harmless."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.base import ContentFile

from benevalibre.accounts.models import User
from benevalibre.associations.models import Association
from benevalibre.transfer.archive.reading import read
from benevalibre.transfer.archive.shape import ArchiveError
from benevalibre.valuation.models import Gift, Waiver
from benevalibre.valuation.models.gifts import MOST_A_YEAR
from tests.factories import FiscalYearFactory, MembershipFactory, UserFactory
from tests.personas import signed_in
from tests.transfer.archive.packing import Rows, changed, packed, repacked, unpacked

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@pytest.fixture
def origin() -> Association:
    """An association with a gift, and a waiver."""
    year = FiscalYearFactory()
    here = year.association
    columns: dict[str, Any] = {"nature": "goods", "label": "Pain", "cents": 5}
    evidence = ContentFile(PDF, name="a.pdf")
    Gift.objects.create(association=here, fiscal_year=year, evidence=evidence, **columns)
    Waiver.objects.create(
        association=here,
        member=MembershipFactory(association=here),
        year=2025,
        number=1,
        volunteer="Jeanne",
        issuer={"name": "Vélo", "lines": []},
        source="Arrêté",
        vehicles=[],
        trips=[{"day": "2025-03-01", "label": "Marché", "distance": 100}],
        distance_hundredths=100,
        cents=53,
        waived_on=date(2026, 1, 2),
    )
    return here


@pytest.fixture
def traveller() -> User:
    return UserFactory()


def no_such_day(rows: Rows) -> None:
    rows["waivers"][0]["trips"][0]["day"] = "2025-02-31"


def no_such_amount(rows: Rows) -> None:
    rows["waivers"][0]["cents"] = 10**11


def too_many_gifts(rows: Rows) -> None:
    gift = rows["gifts"][0] | {"evidence": None}
    rows["gifts"] += [gift | {"id": 1000 + n} for n in range(MOST_A_YEAR)]


def too_many_hours(rows: Rows) -> None:
    year = rows["fiscal_years"][0]["id"]
    project = {"id": 1, "name": "Fête", "description": "", "archived_at": None}
    word = {"merged_into": None, "usual_category": None, "closed_at": None}
    rows["projects"].append(project | word)
    plan = {"id": 1, "fiscal_year": year, "project": 1, "category": None}
    rows["planned_hours"].append(plan | {"minutes": 60_000_001})


@pytest.mark.parametrize("spoil", [no_such_day, no_such_amount, too_many_gifts, too_many_hours])
def test_what_no_page_could_show_is_refused(
    origin: Association, traveller: User, spoil: Callable[[Rows], None]
) -> None:
    with pytest.raises(ArchiveError):
        read(changed(origin, spoil), by=traveller)

    assert Association.objects.get() == origin


def test_a_paper_is_stored_once_however_many_gifts_name_it(
    origin: Association, traveller: User
) -> None:
    rows, files = unpacked(packed(origin))
    rows["gifts"].append(rows["gifts"][0] | {"id": 1000})

    with pytest.raises(ArchiveError, match="evidence-1"):
        read(repacked(rows, files), by=traveller)


@pytest.mark.parametrize("told", ["abc", [0, "abc"], [True, 3], -5])
def test_the_journal_is_read_whatever_it_says_was_planned(
    origin: Association, traveller: User, told: Any
) -> None:
    def spoil(rows: Rows) -> None:
        entry = {"verb": "year.plan", "person": None, "object": None, "changes": {"planned": told}}
        more = {"object_type": "associations.fiscalyear", "at": "2026-01-01T00:00:00Z"}
        rows["journal"].append(entry | more)

    arrived = read(changed(origin, spoil), by=traveller)

    page = signed_in(traveller).get(f"/associations/{arrived.pk}/journal/")
    assert page.status_code == 200
