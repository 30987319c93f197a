"""The certificates of one act, in one file."""

from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils import timezone

from benevalibre.associations.models import Association, Membership
from benevalibre.associations.models.association import State
from benevalibre.associations.telling import tell
from benevalibre.certificates import batching
from benevalibre.certificates.batching import last_act
from benevalibre.certificates.issuing import issue
from benevalibre.certificates.models import Certificate
from benevalibre.journal.models import Entry
from benevalibre.mailing.models import Mail
from benevalibre.reports import bundling
from benevalibre.reports.models import Bundle
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
    assert f"lot-{first.pk}.zip" in page
    assert names == ["00001 - Jeanne Martin.pdf", f"00002 - {paul.name}.pdf"]
    assert archive.read(names[0]).startswith(b"%PDF")
    assert len(ZipFile(BytesIO(after)).namelist()) == 1


def test_one_alone_is_no_lot(jeanne: Membership, issuer: Membership) -> None:
    issue([jeanne], start=START, end=END, by=issuer)

    assert last_act(issuer.association_id or 0) is None


@pytest.fixture
def many(
    jeanne: Membership, paul: Membership, issuer: Membership, monkeypatch: pytest.MonkeyPatch
) -> Certificate:
    """The first of two, which are too many to be put in one file while one waits."""
    monkeypatch.setattr(batching, "FEW", 1)
    return issue([jeanne, paul], start=START, end=END, by=issuer)[0]


def test_many_are_put_in_one_file_by_the_worker(many: Certificate, issuer: Membership) -> None:
    team, page = signed_in(issuer), f"/associations/{issuer.association_id}/attestations/"
    lot = f"{page}lot-{many.pk}"

    early = team.get(f"{lot}.zip", follow=True).content.decode()
    waiting = team.post(f"{lot}/", follow=True).content.decode()
    Bundle.objects.update(asked_at=timezone.now() - timedelta(minutes=2))
    bundling.work_waiting()
    done = team.get(f"{lot}/").content.decode()
    content = team.get(f"{lot}.zip").getvalue()

    mail = Mail.objects.get(kind="reports.bundle")
    archive = ZipFile(BytesIO(content))
    assert f"{lot}/" in team.get(page).content.decode()
    assert "demandez-le d’abord" in early
    assert "Attestations prêtes\u00a0: 0 sur 2" in waiting
    assert "C’est prêt" in done
    assert len(archive.namelist()) == 2
    assert all(archive.read(name).startswith(b"%PDF") for name in archive.namelist())
    assert "2 attestations de" in mail.subject
    assert f"{lot}/" in mail.text


def test_the_papers_are_those_that_are_downloaded_one_by_one(
    many: Certificate, issuer: Membership
) -> None:
    team, page = signed_in(issuer), f"/associations/{issuer.association_id}/attestations/"
    batching.ask(many, by=issuer)
    bundling.work_waiting()

    archive = ZipFile(BytesIO(team.get(f"{page}lot-{many.pk}.zip").getvalue()))

    alone = team.get(f"{page}{many.pk}.pdf").content
    assert archive.read("00001 - Jeanne Martin.pdf") == alone


def test_a_file_with_a_paper_revoked_since_is_made_anew(
    many: Certificate, issuer: Membership
) -> None:
    batching.ask(many, by=issuer)
    bundling.work_waiting()
    many.revoke(by=issuer, reason="Erreur")

    gone = batching.found(many)
    batching.ask(many, by=issuer)
    bundling.work_waiting()

    made = batching.found(many)
    assert gone is None
    assert made is not None
    assert (made.is_done, made.total) == (True, 1)


def test_the_journal_says_who_took_papers_of_many_away(
    jeanne: Membership, paul: Membership, issuer: Membership
) -> None:
    first, _second = issue([jeanne, paul], start=START, end=END, by=issuer)
    page = f"/associations/{issuer.association_id}/attestations/lot-{first.pk}.zip"

    b"".join(signed_in(issuer).get(page))

    [line] = tell([Entry.objects.get(verb="certificate.take")])
    assert "à partir de la n°\u00a01" in line.text
    assert [(change.label, change.after) for change in line.changes] == [("Attestations", "2")]


@pytest.mark.parametrize("state", [State.FROZEN, State.MOVED])
def test_whoever_leaves_takes_the_papers_along(
    many: Certificate, issuer: Membership, state: State
) -> None:
    Association.objects.update(state=state)
    lot = f"/associations/{issuer.association_id}/attestations/lot-{many.pk}"
    team = signed_in(issuer)

    team.post(f"{lot}/")
    bundling.work_waiting()

    assert team.get(f"{lot}.zip").getvalue().startswith(b"PK")
