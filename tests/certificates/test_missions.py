"""Mission sheets: written by the volunteer, confirmed by the association, checked by anybody."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pdfua import validate

from benevalibre.associations.models import Membership, Right
from benevalibre.associations.writing import RuleError
from benevalibre.certificates.badging import refusal
from benevalibre.certificates.confirming import confirm, stamp
from benevalibre.certificates.issuing import issue
from benevalibre.certificates.models import Certificate, MissionSheet
from benevalibre.certificates.paper import certificate_pdf
from benevalibre.certificates.summing import without_certificate
from benevalibre.mailing.models import Mail
from benevalibre.transfer.erasing import erase
from benevalibre.transfer.person import write_json
from tests.certificates.conftest import END, START
from tests.certificates.test_certificate_pages import fonts
from tests.client import StrictClient
from tests.factories import MembershipFactory
from tests.personas import signed_in

pytestmark = pytest.mark.django_db
SAID = {
    "title": "Responsable de l’atelier",
    "achievements": "Cent vélos <b>réparés</b>\nTrois stands",
}
TYPED = {**SAID, "start": "2026-01-01", "end": "2026-11-23"}


def text(response: Any) -> str:
    return str(response.content.decode()).replace("\u00a0", " ").replace("\u202f", " ")


def written(member: Membership, **more: Any) -> MissionSheet:
    sheet = MissionSheet(association=member.association, member=member)
    sheet.write(**{**SAID, "start": START, "end": END, **more})
    return sheet


def asked(member: Membership, **more: Any) -> MissionSheet:
    sheet = written(member, **more)
    sheet.ask()
    return sheet


def confirmed(member: Membership, by: Membership, **more: Any) -> Certificate:
    sheet = asked(member, **more)
    return confirm(sheet, by=by, seen=stamp(sheet))


def test_from_draft_to_paper_on_screen(jeanne: Membership, issuer: Membership) -> None:
    own, team = signed_in(jeanne), signed_in(issuer)
    here = f"/associations/{jeanne.association_id}/fiches-mission/"

    own.post("/fiches-mission/nouvelle/", {"place": jeanne.pk, "title": "Atelier"})
    sheet = MissionSheet.objects.get()
    hidden = team.get(f"{here}{sheet.pk}/").status_code
    shown = own.get("/attestations/")
    own.post(f"/fiches-mission/{sheet.pk}/", {**TYPED, "show_hours": "on", "ask": "on"})
    sheet.refresh_from_db()
    read = team.get(f"{here}{sheet.pk}/")
    done = team.post(f"{here}{sheet.pk}/confirmation/", {"seen": stamp(sheet)}, follow=True)
    paper = own.get(f"/attestations/{Certificate.objects.get().pk}.pdf")

    assert hidden == 404
    assert "brouillon" in text(shown)
    assert "Heures validées à ces dates : 42 h" in text(read)
    assert "&lt;b&gt;réparés&lt;/b&gt;" in text(read)
    assert "est confirmée" in text(done)
    assert "Responsable de l’atelier" in text(own.get("/attestations/"))
    assert "confirmé cette fiche" in text(own.get(f"/fiches-mission/{sheet.pk}/"))
    assert paper.content.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"start": "", "end": ""}, "Donnez les deux dates"),
        ({"end": ""}, "Donnez les deux dates"),
        ({"start": "2026-12-01", "end": "2026-12-31"}, "pas encore commencé"),
        ({"start": "2026-06-01", "end": "2026-05-01"}, "vient avant le premier"),
        ({"achievements": "  "}, "Dites au moins"),
        ({"title": ""}, "obligatoire"),
        ({"skills": "x" * 2001}, "2000"),
    ],
    ids=str,
)
def test_what_is_missing_is_said_and_nothing_is_half_saved(
    jeanne: Membership, typed: dict[str, str], sentence: str
) -> None:
    sent = {"place": jeanne.pk, **TYPED, "aim": "Que chacun sache réparer", **typed, "ask": "on"}

    page = signed_in(jeanne).post("/fiches-mission/nouvelle/", sent)

    assert page.status_code == 422
    assert sentence in text(page)
    assert "Que chacun sache réparer" in text(page)
    assert not MissionSheet.objects.exists()


def test_skills_alone_are_enough(jeanne: Membership) -> None:
    assert asked(jeanne, achievements="", skills="Expliquer un geste").is_pending


def test_what_waits_is_in_the_hands_of_the_association(jeanne: Membership) -> None:
    sheet = asked(jeanne)

    with pytest.raises(RuleError, match="n’est plus à vous"):
        sheet.write(title="Autre chose")
    with pytest.raises(RuleError, match="plus un brouillon"):
        sheet.discard()
    sheet.withdraw()
    sheet.write(title="Autre chose")
    sheet.discard()

    assert not MissionSheet.objects.exists()


def test_it_is_sent_back_taken_up_and_asked_again(jeanne: Membership, issuer: Membership) -> None:
    sheet = asked(jeanne)
    team, own = signed_in(issuer), signed_in(jeanne)
    here = f"/associations/{jeanne.association_id}/fiches-mission/{sheet.pk}/"

    empty = team.post(f"{here}renvoi/", {"reason": " "})
    team.post(f"{here}renvoi/", {"reason": "Parlez aussi des marchés"})
    mail = Mail.objects.get(kind="certificates.returned")
    page = own.get(f"/fiches-mission/{sheet.pk}/")
    own.post(f"/fiches-mission/{sheet.pk}/", {**TYPED, "ask": "on"})
    sheet.refresh_from_db()

    assert empty.status_code == 422
    assert "Parlez aussi des marchés" in mail.text
    assert mail.to == jeanne.user.email
    assert "Parlez aussi des marchés" in text(page)
    assert (sheet.state, sheet.reason) == ("pending", "")


def test_it_is_declined_and_says_why(jeanne: Membership, issuer: Membership) -> None:
    sheet = asked(jeanne)

    with pytest.raises(RuleError, match="pourquoi"):
        sheet.decline(by=issuer, reason=" ")
    sheet.decline(by=issuer, reason="Ce n’était pas chez nous")
    with pytest.raises(RuleError, match="changé entre-temps"):
        sheet.send_back(by=issuer, reason="Encore")

    assert "ne confirme pas" in Mail.objects.get(kind="certificates.returned").text
    assert sheet.is_editable


def test_only_what_was_read_is_confirmed_and_once(jeanne: Membership, issuer: Membership) -> None:
    sheet = asked(jeanne)
    seen = stamp(sheet)
    MissionSheet.objects.filter(pk=sheet.pk).update(asked_at="2026-11-23T12:00:00Z")

    with pytest.raises(RuleError, match="relisez"):
        confirm(sheet, by=issuer, seen=seen)
    sheet.refresh_from_db()
    confirm(sheet, by=issuer, seen=stamp(sheet))
    with pytest.raises(RuleError, match="déjà répondu"):
        confirm(sheet, by=issuer, seen=stamp(sheet))

    assert Certificate.objects.count() == 1


def test_nobody_confirms_their_own_where_somebody_else_can(issuer: Membership) -> None:
    alone = confirmed(issuer, issuer)
    MembershipFactory(association=issuer.association, rights=[Right.ISSUE_CERTIFICATES])

    with pytest.raises(RuleError, match="Quelqu’un d’autre"):
        confirmed(issuer, issuer)

    assert alone.is_mission


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
