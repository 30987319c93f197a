"""Papers that no association of ours ever issued: refused, and nothing of the archive is kept."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from benevalibre.accounts.models import User
from benevalibre.associations.models import Association
from benevalibre.certificates.models import Certificate, CertificateRequest, MissionSheet
from benevalibre.transfer.archive.reading import read
from benevalibre.transfer.archive.shape import ArchiveError
from tests.factories import MembershipFactory, UserFactory
from tests.transfer.archive.packing import Rows, changed

pytestmark = pytest.mark.django_db

DAYS = {"start": date(2026, 1, 1), "end": date(2026, 1, 31)}


@pytest.fixture
def origin() -> Association:
    """An association that issued one paper, and has one sheet and one request that wait."""
    person = MembershipFactory()
    here: dict[str, Any] = {"association": person.association, "member": person, **DAYS}
    done = {"name": "Vélo", "minutes": 60, "first": "2026-01-02", "last": "2026-01-03"}
    Certificate.objects.create(
        number=1,
        issuer={"name": "Vélo", "lines": []},
        volunteer="Jeanne",
        activities=[done],
        minutes=60,
        issued_on=date(2026, 2, 1),
        **here,
    )
    MissionSheet.objects.create(title="Atelier", state="pending", **here)
    CertificateRequest.objects.create(**here)
    return person.association


@pytest.fixture
def traveller() -> User:
    return UserFactory()


def paper(**columns: Any) -> Callable[[Rows], None]:
    """One paper that says ``columns`` instead."""

    def spoil(rows: Rows) -> None:
        rows["certificates"][0].update(columns)

    return spoil


def sheet(**columns: Any) -> Callable[[Rows], None]:
    def spoil(rows: Rows) -> None:
        rows["mission_sheets"][0].update(columns)

    return spoil


def once_more(section: str, **columns: Any) -> Callable[[Rows], None]:
    """Its first row once more, but for ``columns``."""

    def spoil(rows: Rows) -> None:
        rows[section].append(rows[section][0] | {"id": 10**9} | columns)

    return spoil


def a_sheet_twice(rows: Rows) -> None:
    """Two sheets that became one same paper."""
    number = rows["certificates"][0]["id"]
    sheet(state="confirmed", certificate=number)(rows)
    once_more("mission_sheets")(rows)


def an_activity_that_never_was(rows: Rows) -> None:
    rows["certificates"][0]["activities"][0]["first"] = "2026-02-30"


def an_activity_that_ends_first(rows: Rows) -> None:
    rows["certificates"][0]["activities"][0]["first"] = "2026-01-04"


MISSION = {"title": "Atelier", "texts": {}, "minutes": 0}


@pytest.mark.parametrize(
    "spoil",
    [
        once_more("certificates", code="2" * 12),
        once_more("certificates", number=2),
        once_more("certificate_requests"),
        a_sheet_twice,
        an_activity_that_never_was,
        an_activity_that_ends_first,
        paper(number=0),
        paper(number=1_000_001),
        paper(number=True),
        paper(code="ABCD"),
        paper(code="ABCDEFGHJKM\n"),
        paper(minutes=-1),
        paper(minutes=10**12),
        paper(start="1026-01-01"),
        paper(start="2026-02-01", end="2026-01-01"),
        paper(start="2026-02-02", end="2026-02-02"),
        paper(issued_on="2199-01-01"),
        paper(issued_on="2026-02-30"),
        paper(issued_at="2199-01-01T00:00:00Z"),
        paper(revoked_at="2199-01-01T00:00:00Z"),
        paper(volunteer=" "),
        paper(volunteer="x" * 256),
        paper(reason="x" * 501),
        paper(signatory="x" * 151),
        paper(member=10**9),
        paper(issued_by=10**9),
        paper(issuer={"name": "Vélo"}),
        paper(issuer={"name": "Vélo", "lines": ["x" * 301]}),
        paper(issuer={"name": "Vélo", "lines": [], "logo": "x"}),
        paper(kind="diploma"),
        paper(kind="mission"),
        paper(mission=MISSION),
        paper(kind="mission", mission=MISSION | {"texts": {"aim": "x" * 2001}}),
        paper(kind="mission", mission=MISSION | {"texts": {"html": "x"}}),
        paper(years=[{"year": 2026, "minutes": 1}]),
        paper(signature="x"),
        paper(user=1),
        paper(origin=""),
        paper(origin=None),
        paper(origin="javascript:alert(1)"),
        paper(origin="https://"),
        paper(origin="https:///verifier"),
        paper(origin="https://[::1"),
        paper(origin="https://a.example:99999"),
        paper(origin="https://nous.example@ailleurs.example"),
        paper(origin="https://ailleurs.example/?x="),
        paper(origin="https://ailleurs.example\\@nous.example"),
        paper(origin="https://ailleurs.example\u202e"),
        paper(origin="https://" + "x" * 300),
        sheet(state="confirmed"),
        sheet(certificate=10**9),
        sheet(start=None),
        sheet(end="2025-12-31"),
        sheet(title=""),
        sheet(aim="x" * 2001),
        sheet(member=None),
        sheet(asked_at="2199-01-01T00:00:00Z"),
    ],
)
def test_what_no_association_of_ours_issued_is_refused(
    origin: Association, traveller: User, spoil: Callable[[Rows], None]
) -> None:
    with pytest.raises(ArchiveError, match=r"^Cette archive "):
        read(changed(origin, spoil), by=traveller)

    assert Association.objects.get() == origin
    assert Certificate.objects.get().association == origin
    assert MissionSheet.objects.get().association == origin


def test_a_sheet_names_a_paper_only_where_it_is_confirmed(
    origin: Association, traveller: User
) -> None:
    def spoil(rows: Rows) -> None:
        rows["mission_sheets"][0]["certificate"] = rows["certificates"][0]["id"]

    with pytest.raises(ArchiveError):
        read(changed(origin, spoil), by=traveller)


def test_an_older_archive_has_no_papers_and_is_read(origin: Association, traveller: User) -> None:
    def age(rows: Rows) -> None:
        for name in ("certificates", "certificate_requests", "mission_sheets"):
            del rows[name]

    arrived = read(changed(origin, age), by=traveller)

    assert not arrived.certificates.exists()
    assert not arrived.mission_sheets.exists()
    assert not arrived.certificate_requests.exists()


def test_the_papers_of_an_archive_that_is_refused_go_with_it(
    origin: Association, traveller: User
) -> None:
    def spoil(rows: Rows) -> None:
        rows["journal"].append({"verb": "x"})

    with pytest.raises(ArchiveError):
        read(changed(origin, spoil), by=traveller)

    assert Certificate.objects.count() == 1
