"""Mission sheets: written by the volunteer, confirmed by the association, checked by anybody."""

import pytest

from benevalibre.associations.models import Membership, Right
from benevalibre.associations.writing import RuleError
from benevalibre.certificates.confirming import confirm, stamp
from benevalibre.certificates.models import Certificate, MissionSheet
from benevalibre.certificates.models.missions import MOST_UNCONFIRMED
from benevalibre.mailing.models import Mail
from tests.certificates.missions import TYPED, asked, confirmed, text, written
from tests.factories import MembershipFactory
from tests.personas import signed_in

pytestmark = pytest.mark.django_db


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


def test_a_date_taken_away_meanwhile_is_missed(jeanne: Membership) -> None:
    sheet = written(jeanne)
    MissionSheet.objects.get(pk=sheet.pk).write(start=None)

    with pytest.raises(RuleError, match="deux dates"):
        sheet.ask()


def test_drafts_have_an_end(jeanne: Membership) -> None:
    MissionSheet.objects.bulk_create(
        MissionSheet(association=jeanne.association, member=jeanne, title="Atelier")
        for _n in range(MOST_UNCONFIRMED)
    )

    with pytest.raises(RuleError, match="en cours"):
        written(jeanne)
