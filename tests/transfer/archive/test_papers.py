"""Evidence of gifts travels with the association, and is looked at again."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile

from benevalibre.accounts.models import User
from benevalibre.associations.models import Association
from benevalibre.associations.models.association import State
from benevalibre.associations.purging import purge
from benevalibre.transfer.archive.reading import read
from benevalibre.transfer.archive.shape import ArchiveError
from benevalibre.valuation.models import Gift
from tests.factories import FiscalYearFactory, UserFactory
from tests.transfer.archive.packing import moved, packed, repacked, unpacked

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PAGE = b"<!doctype html><script>alert(1)</script>"


@pytest.fixture
def origin() -> Association:
    year = FiscalYearFactory()
    for label, evidence in (("Salle", ContentFile(PDF, name="a.pdf")), ("Pain", "")):
        Gift.objects.create(
            association=year.association,
            fiscal_year=year,
            nature="goods",
            label=label,
            cents=5,
            evidence=evidence,
        )
    return year.association


@pytest.fixture
def traveller() -> User:
    return UserFactory()


def files() -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_evidence_arrives_as_it_was_under_another_name(
    origin: Association, traveller: User
) -> None:
    before = files()

    arrived = moved(origin, traveller)

    with_paper, without = Gift.objects.filter(association=arrived).order_by("pk")
    assert files() == [Path(with_paper.evidence.path)] != before
    assert Path(with_paper.evidence.path).read_bytes() == PDF
    assert (with_paper.label, without.label, bool(without.evidence)) == ("Salle", "Pain", False)


def test_an_archive_from_before_has_gifts_without_evidence(
    origin: Association, traveller: User
) -> None:
    rows, _files = unpacked(packed(origin))
    del rows["planned_hours"]
    for row in rows["gifts"]:
        del row["evidence"]

    arrived = read(repacked(rows, {}), by=traveller)

    assert not any(gift.evidence for gift in Gift.objects.filter(association=arrived))


@pytest.mark.parametrize("hostile", [PAGE, b"%PDF-1.4 cut", b"RIFF\x04\x00\x00\x00WEBP", b""])
def test_what_is_no_evidence_is_refused_and_nothing_is_kept(
    origin: Association, traveller: User, hostile: bytes
) -> None:
    rows, kept = unpacked(packed(origin))
    before = files()

    with pytest.raises(ArchiveError, match="evidence-1"):
        read(repacked(rows, dict.fromkeys(kept, hostile)), by=traveller)

    assert files() == before


def test_evidence_that_came_before_something_wrong_is_taken_back(
    origin: Association, traveller: User
) -> None:
    rows, kept = unpacked(packed(origin))
    rows["gifts"][1]["fiscal_year"] = 10**9
    before = files()

    with pytest.raises(ArchiveError):
        read(repacked(rows, kept), by=traveller)

    assert files() == before


def test_a_file_that_is_gone_does_not_hold_the_archive_up(
    origin: Association, traveller: User
) -> None:
    for path in files():
        path.unlink()

    arrived = moved(origin, traveller)

    assert Gift.objects.filter(association=arrived).count() == 2


def test_evidence_goes_with_the_association(origin: Association) -> None:
    Association.objects.filter(pk=origin.pk).update(state=State.PURGING)

    for _step in purge(origin.pk):
        pass

    assert (Gift.objects.count(), files()) == (0, [])
