"""A confirmed mission sheet: its paper, its number, its check page, and what outlives what."""

import json
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from pdfua import validate

from benevalibre.associations import purging
from benevalibre.associations.models import Association, Membership
from benevalibre.associations.models.association import State
from benevalibre.associations.writing import RuleError
from benevalibre.certificates.badging import refusal
from benevalibre.certificates.issuing import issue
from benevalibre.certificates.models import Certificate, MissionSheet
from benevalibre.certificates.paper import certificate_pdf
from benevalibre.certificates.summing import without_certificate
from benevalibre.mailing.models import Mail
from benevalibre.transfer.erasing import erase
from benevalibre.transfer.person import write_json
from tests.certificates.conftest import END, START
from tests.certificates.missions import SAID, asked, confirmed, text, written
from tests.certificates.test_certificate_pages import fonts
from tests.client import StrictClient
from tests.factories import MembershipFactory
from tests.personas import signed_in

pytestmark = pytest.mark.django_db


def test_it_has_the_next_number_and_stands_beside_the_certificates(
    jeanne: Membership, issuer: Membership
) -> None:
    mission = confirmed(jeanne, issuer, show_hours=True)

    waiting = list(without_certificate(jeanne.association, START, END))
    [hours] = issue([jeanne], start=START, end=END, by=issuer)

    assert (mission.number, hours.number) == (1, 2)
    assert waiting == [jeanne]
    assert (mission.minutes, mission.mission["minutes"]) == (0, 42 * 60)


def test_hours_are_said_only_where_the_person_wishes(
    jeanne: Membership, issuer: Membership
) -> None:
    certificate = confirmed(jeanne, issuer)

    page = text(StrictClient().get(f"/verifier/{certificate.shown_code}/"))

    assert certificate.mission["minutes"] == 0
    assert "42 h" not in page


def test_whoever_holds_the_code_reads_what_the_paper_says(
    jeanne: Membership, issuer: Membership
) -> None:
    certificate = confirmed(jeanne, issuer, show_hours=True)
    visitor, path = StrictClient(), f"/verifier/{certificate.shown_code}/"

    valid = text(visitor.get(path))
    certificate.revoke(by=issuer, reason="Un secret")
    revoked = text(visitor.get(path))

    assert "Fiche mission valable" in valid
    assert "Trois stands" in valid
    assert "42 h" in valid
    assert jeanne.user.email not in valid
    assert "Fiche mission révoquée" in revoked
    assert "23 novembre 2026" in revoked
    assert "Un secret" not in revoked


def test_it_is_no_badge_for_it_attests_no_hours(jeanne: Membership, issuer: Membership) -> None:
    certificate = confirmed(jeanne, issuer, show_hours=True)

    page = signed_in(jeanne).get("/attestations/")

    assert "pas de badge" in refusal(certificate)
    assert "Badge numérique" not in text(page)


def test_a_confirmed_one_changes_no_more(jeanne: Membership, issuer: Membership) -> None:
    certificate = confirmed(jeanne, issuer)
    sheet = MissionSheet.objects.get()

    for verb in (lambda: sheet.write(title="Présidente"), sheet.discard, sheet.ask, sheet.withdraw):
        with pytest.raises(RuleError):
            verb()

    certificate.refresh_from_db()
    assert certificate.mission_title == SAID["title"]


def test_mails_tell_of_it(jeanne: Membership, issuer: Membership) -> None:
    confirmed(jeanne, issuer)

    asking, answer = Mail.objects.order_by("pk")

    assert (asking.to, answer.to) == (issuer.user.email, jeanne.user.email)
    assert "fiche mission" in asking.text
    assert "a confirmé votre fiche mission" in answer.text
    assert "confirmée" in answer.subject


def test_the_paper_is_tagged_and_its_fonts_embedded(
    jeanne: Membership, issuer: Membership, tmp_path: Path
) -> None:
    file = tmp_path / "fiche.pdf"
    file.write_bytes(certificate_pdf(confirmed(jeanne, issuer, places="Rue Haute", tools="Clés")))

    report = validate(str(file))
    document = pikepdf.open(file)

    assert [found.message for found in report.findings] == []
    assert "Fiche mission" in str(document.open_metadata()["dc:title"])
    assert str(document.Root.Lang) == "fr"
    found = fonts(document)
    assert found
    assert all("/FontFile" in str(font.DescendantFonts[0].FontDescriptor.keys()) for font in found)


def test_ones_own_data_hold_it_and_deleting_the_account_deletes_drafts(
    jeanne: Membership, issuer: Membership
) -> None:
    certificate = confirmed(jeanne, issuer)
    written(jeanne, title="Un brouillon")

    told = json.loads(b"".join(write_json(jeanne.user)))
    erase(jeanne.user)

    certificate.refresh_from_db()
    assert [row["title"] for row in told["mission_sheets"]] == [SAID["title"], "Un brouillon"]
    assert told["certificates"][0]["mission"]["title"] == SAID["title"]
    assert not MissionSheet.objects.exists()
    assert certificate.mission_title == SAID["title"]


@pytest.mark.parametrize("start", [None, date(2026, 1, 1)])
def test_a_draft_may_lack_its_dates(jeanne: Membership, start: date | None) -> None:
    assert written(jeanne, start=start, end=None).state == "draft"


def test_a_paper_outlives_its_association_and_the_draft_does_not(
    jeanne: Membership, issuer: Membership
) -> None:
    user = jeanne.user
    certificate = confirmed(jeanne, issuer)
    written(jeanne, title="Un brouillon")
    Association.objects.update(state=State.PURGING)

    list(purging.purge(jeanne.association_id))

    assert Certificate.objects.by_user(user).get().code == certificate.code
    assert not MissionSheet.objects.exists()


def test_a_sheet_of_another_association_or_person_is_nobodys_to_read(
    jeanne: Membership, issuer: Membership
) -> None:
    sheet = asked(jeanne)
    stranger = MembershipFactory(manager=True)

    elsewhere = signed_in(stranger).get(
        f"/associations/{stranger.association_id}/fiches-mission/{sheet.pk}/"
    )
    own = signed_in(issuer).get(f"/fiches-mission/{sheet.pk}/")

    assert (elsewhere.status_code, own.status_code) == (404, 404)
