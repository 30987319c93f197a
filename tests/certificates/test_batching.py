"""The certificates of one act, in one file."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest

from benevalibre.associations.models import Membership
from benevalibre.certificates.batching import last_act
from benevalibre.certificates.issuing import issue
from tests.certificates.conftest import END, START
from tests.factories import ActionFactory, CategoryFactory, MembershipFactory
from tests.personas import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def paul(jeanne: Membership) -> Membership:
    """Somebody else who gave time."""
    member = MembershipFactory(association=jeanne.association, named=True)
    category = CategoryFactory(association=jeanne.association)
    ActionFactory(member=member, category=category, date=date(2026, 3, 1))
    return member


def test_those_issued_together_come_in_one_file_without_the_revoked(
    jeanne: Membership, paul: Membership, issuer: Membership
) -> None:
    first, second = issue([jeanne, paul], start=START, end=END, by=issuer)
    here, team = f"/associations/{issuer.association_id}/attestations/", signed_in(issuer)

    page = team.get(here).content.decode()
    content = b"".join(team.get(f"{here}lot-{first.pk}.zip"))
    second.revoke(by=issuer, reason="Erreur")
    after = b"".join(team.get(f"{here}lot-{first.pk}.zip"))

    archive = ZipFile(BytesIO(content))
    names = archive.namelist()
    assert f"lot-{second.pk}.zip" in page
    assert names == ["00001 - Jeanne Martin.pdf", f"00002 - {paul.name}.pdf"]
    assert archive.read(names[0]).startswith(b"%PDF")
    assert len(ZipFile(BytesIO(after)).namelist()) == 1


def test_one_alone_is_no_lot(jeanne: Membership, issuer: Membership) -> None:
    issue([jeanne], start=START, end=END, by=issuer)

    assert last_act(issuer.association_id or 0) is None
