"""Mission sheets that came with the archive of their association."""

from typing import Any

import pytest

from benevalibre.accounts.models import User
from benevalibre.associations.merging import claim
from benevalibre.associations.models import Association, Membership
from benevalibre.certificates.confirming import confirm, stamp
from benevalibre.certificates.issuing import ask
from benevalibre.certificates.models import TEXTS, CertificateRequest, MissionSheet
from tests.certificates.conftest import END, START
from tests.certificates.missions import SAID, asked, confirmed, text, written
from tests.certificates.travelled import brought
from tests.factories import UserFactory
from tests.personas import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def traveller(db: None) -> User:
    return UserFactory()


def arrive(origin: Association, traveller: User) -> tuple[Association, Membership]:
    """The association here, and who manages it."""
    here = brought(origin, by=traveller)
    return here, here.memberships.get(user=traveller)


def columns(sheet: MissionSheet) -> dict[str, Any]:
    names = ("title", "start", "end", *TEXTS, "show_hours", "state", "asked_at", "answered_at")
    return {name: getattr(sheet, name) for name in (*names, "reason")}


def test_each_arrives_as_it_was_in_whatever_state(
    jeanne: Membership, issuer: Membership, traveller: User
) -> None:
    written(jeanne, title="Un brouillon", end=None)
    asked(jeanne, title="Attend", show_hours=True)
    asked(jeanne, title="À reprendre").send_back(by=issuer, reason="Précisez")
    asked(jeanne, title="Non").decline(by=issuer, reason="Ce n’était pas nous")
    confirmed(jeanne, issuer)
    sheets = MissionSheet.objects.order_by("pk")
    before = [columns(sheet) for sheet in sheets]

    here, _manager = arrive(jeanne.association, traveller)

    found = sheets.filter(association=here)
    paper = found.get(state="confirmed").certificate
    assert [columns(sheet) for sheet in found] == before
    assert {sheet.member.name for sheet in found} == {"Jeanne Martin"}
    assert found.get(state="declined").answered_by.name == issuer.display_name
    assert (paper.association, paper.number, paper.is_mission) == (here, 1, True)
    assert paper.is_from_elsewhere
    assert paper.mission["texts"] == {"achievements": SAID["achievements"]}


def test_its_author_goes_on_and_nobody_else_reads_the_draft(
    jeanne: Membership, issuer: Membership, traveller: User
) -> None:
    written(jeanne, title="Un brouillon")
    here, manager = arrive(jeanne.association, traveller)
    sheet = here.mission_sheets.get()
    team = f"/associations/{here.pk}/fiches-mission/{sheet.pk}/"

    author = UserFactory()
    claim(sheet.member, user=author, role=None, by=manager)
    page = signed_in(author).get(f"/fiches-mission/{sheet.pk}/")

    assert SAID["achievements"].split("\n")[1] in text(page)
    assert signed_in(manager).get(team).status_code == 404
    assert "Un brouillon" not in text(signed_in(manager).get(f"/associations/{here.pk}/"))


def test_one_that_waits_is_confirmed_here_under_the_next_number(
    jeanne: Membership, issuer: Membership, traveller: User
) -> None:
    confirmed(jeanne, issuer)
    asked(jeanne, title="Attend")
    here, manager = arrive(jeanne.association, traveller)
    sheet = here.mission_sheets.pending().get()

    paper = confirm(sheet, by=manager, seen=stamp(sheet))

    assert (paper.number, paper.is_from_elsewhere) == (2, False)


def test_what_is_told_of_a_mission_says_where_it_was_confirmed(
    jeanne: Membership, issuer: Membership, traveller: User
) -> None:
    confirmed(jeanne, issuer)
    here, manager = arrive(jeanne.association, traveller)
    paper = here.certificates.get()

    page = text(signed_in(manager).get(f"/associations/{here.pk}/attestations/{paper.pk}/"))

    assert "Fiche mission n° 1" in page
    assert "Établie sur ailleurs.example.org" in page
    assert "Révoquer cette fiche mission" not in page


def test_a_request_waits_here_as_it_waited_there(jeanne: Membership, traveller: User) -> None:
    before = ask(jeanne, start=START, end=END)

    here, _manager = arrive(jeanne.association, traveller)

    found = CertificateRequest.objects.pending().get(association=here)
    assert (found.start, found.end, found.asked_at) == (START, END, before.asked_at)
    assert found.member.name == "Jeanne Martin"
