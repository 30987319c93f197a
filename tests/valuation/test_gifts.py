"""Gifts in kind: noted by year with their evidence, locked with it, served to few."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from benevalibre.associations.models import FiscalYear, Membership
from benevalibre.journal.models import Entry
from benevalibre.valuation.models import Gift
from tests.factories import FiscalYearFactory, MembershipFactory
from tests.personas import signed_in

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PAGE = b"<!doctype html><script>alert(1)</script>"
ROOM: dict[str, Any] = {"nature": "premises", "label": "Salle, mairie", "cents": 250_000}
TYPED = {"nature": "premises", "label": "Salle, mairie", "cents": "2 500"}


@pytest.fixture
def room(treasurer: Membership, year: FiscalYear) -> Gift:
    return Gift.objects.note(year, by=treasurer, **ROOM, evidence=ContentFile(PDF, name="a1b2.pdf"))


def photo(kind: str = "JPEG") -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (3000, 1500), "white").save(drawn, kind)
    return drawn.getvalue()


def files() -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def path_of(year: FiscalYear, end: str = "") -> str:
    return f"/associations/{year.association_id}/exercices/{year.pk}/dons/{end}"


def path_to(gift: Gift, end: str = "") -> str:
    return f"/associations/{gift.association_id}/dons/{gift.pk}/{end}"


def plain(html: bytes) -> str:
    return html.decode().replace("\u00a0", " ").replace("\u202f", " ")


def test_a_treasurer_notes_a_gift_with_its_evidence(
    treasurer: Membership, year: FiscalYear
) -> None:
    browser = signed_in(treasurer)
    paper = SimpleUploadedFile("../../devis.html", PDF, content_type="text/html")

    empty = plain(browser.get(path_of(year)).content)
    done = browser.post(path_of(year, "ajout/"), {**TYPED, "evidence": paper}, follow=True)

    gift = Gift.objects.get()
    assert "Rien de noté." in empty
    assert (gift.cents, gift.nature, gift.fiscal_year) == (250_000, "premises", year)
    assert gift.evidence.name.startswith("justificatifs/")
    assert gift.evidence.name.endswith(".pdf")
    html = plain(done.content)
    assert "débit 861 Mises à disposition gratuite de biens" in html
    assert "crédit 871 Prestations en nature" in html
    assert Entry.objects.filter(verb="gift.add", object_id=gift.pk).exists()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"cents": "beaucoup"}, "Écrivez un nombre"),
        ({"cents": "0"}, "Écrivez un montant"),
        ({"cents": "10000001"}, "plus de 10 000 000"),
        ({"label": " "}, "Ce champ est obligatoire"),
        ({"nature": "volunteering"}, "Sélectionnez un choix valide"),
    ],
    ids=str,
)
def test_what_is_wrong_is_said_and_kept(
    treasurer: Membership, year: FiscalYear, changed: dict[str, str], sentence: str
) -> None:
    response = signed_in(treasurer).post(path_of(year, "ajout/"), TYPED | changed)

    assert response.status_code == 422
    assert sentence in plain(response.content)
    assert not Gift.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("facture.pdf", PAGE, "ni un PDF ni une photo"),
        ("facture.pdf", b"%PDF-1.4 cut short", "pas un PDF entier"),
        ("photo.jpg", photo()[:400], "ne se lit pas"),
        ("photo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "ni un PDF ni une photo"),
        ("vide.pdf", b"", "vide"),
        ("lourd.pdf", PDF + bytes(5 * 1024**2) + b"%%EOF", "plus de 5 Mo"),
    ],
)
def test_evidence_is_known_by_its_content(
    treasurer: Membership, year: FiscalYear, name: str, content: bytes, sentence: str
) -> None:
    sent = {**TYPED, "evidence": SimpleUploadedFile(name, content, "application/pdf")}

    response = signed_in(treasurer).post(path_of(year, "ajout/"), sent)

    assert response.status_code == 422
    assert sentence in plain(response.content)
    assert (Gift.objects.count(), files()) == (0, [])


def test_a_photo_is_drawn_anew_so_that_it_can_still_be_read(
    treasurer: Membership, year: FiscalYear
) -> None:
    sent = {**TYPED, "evidence": SimpleUploadedFile("photo.jpg", photo(), "image/jpeg")}

    signed_in(treasurer).post(path_of(year, "ajout/"), sent)

    with Image.open(Gift.objects.get().evidence.path) as drawn:
        assert (drawn.format, drawn.size) == ("WEBP", (2400, 1200))


def test_all_the_evidence_of_all_years_has_a_limit(
    room: Gift, treasurer: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benevalibre.valuation.models.gifts.MOST_MEGABYTES", 1)
    another = FiscalYearFactory(association=room.association, start="2019-01-01", end="2019-12-31")
    heavy = {"evidence": SimpleUploadedFile("b.pdf", PDF + bytes(1024**2 - 2 * len(PDF)) + PDF)}
    browser = signed_in(treasurer)

    refused = browser.post(path_of(another, "ajout/"), {**TYPED, **heavy})
    heavy["evidence"].seek(0)
    put_in_its_place = browser.post(path_to(room), {**TYPED, **heavy})
    without = browser.post(path_of(another, "ajout/"), TYPED)

    assert refused.status_code == 422
    assert "tous exercices réunis" in plain(refused.content)
    assert put_in_its_place.status_code == without.status_code == 302
    assert len(files()) == 2


def test_evidence_is_saved_and_never_shown(room: Gift, treasurer: Membership) -> None:
    response: Any = signed_in(treasurer).get(path_to(room, "justificatif/"))

    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]


def test_evidence_stands_at_no_public_address(room: Gift, treasurer: Membership) -> None:
    assert signed_in(treasurer).get(f"/media/{room.evidence.name}").status_code == 404


def test_evidence_that_is_gone_is_not_found(room: Gift, treasurer: Membership) -> None:
    Path(room.evidence.path).unlink()

    assert signed_in(treasurer).get(path_to(room, "justificatif/")).status_code == 404


def test_the_gifts_of_others_are_not_there(room: Gift, in_february: None) -> None:
    elsewhere = MembershipFactory(manager=True, association__policy_valued=True)
    browser = signed_in(elsewhere)
    here = f"/associations/{elsewhere.association_id}"

    for path in (
        path_to(room),
        path_to(room, "justificatif/"),
        f"{here}/dons/{room.pk}/",
        f"{here}/dons/{room.pk}/justificatif/",
        f"{here}/exercices/{room.fiscal_year_id}/dons/",
    ):
        assert browser.get(path).status_code == 404


def test_where_nothing_is_valued_the_pages_are_not_there(room: Gift, treasurer: Membership) -> None:
    type(room.association).objects.update(policy_valued=False)
    browser = signed_in(treasurer)

    assert browser.get(path_of(room.fiscal_year)).status_code == 404
    assert browser.get(path_to(room, "justificatif/")).status_code == 404
    page = browser.get(f"/associations/{room.association_id}/etats/")
    assert "en nature" not in plain(page.content)


def test_another_evidence_takes_the_place_of_the_first(
    room: Gift, treasurer: Membership, django_capture_on_commit_callbacks: Any
) -> None:
    first = Path(room.evidence.path)
    sent = {**TYPED, "cents": "3 000", "evidence": SimpleUploadedFile("b.pdf", PDF)}

    with django_capture_on_commit_callbacks(execute=True):
        signed_in(treasurer).post(path_to(room), sent)

    room.refresh_from_db()
    assert (room.cents, first.exists()) == (300_000, False)
    assert files() == [Path(room.evidence.path)]


def test_evidence_may_be_taken_away_alone(
    room: Gift, treasurer: Membership, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        signed_in(treasurer).post(path_to(room), {**TYPED, "blank": "on"})

    room.refresh_from_db()
    assert (bool(room.evidence), files()) == (False, [])


def test_a_gift_is_deleted_after_asking_with_its_evidence(
    room: Gift, treasurer: Membership, django_capture_on_commit_callbacks: Any
) -> None:
    browser = signed_in(treasurer)
    asked = plain(browser.get(path_to(room, "suppression/")).content)

    with django_capture_on_commit_callbacks(execute=True):
        browser.post(path_to(room, "suppression/"))

    assert "2 500,00 €" in asked
    assert (Gift.objects.count(), files()) == (0, [])
    assert Entry.objects.filter(verb="gift.delete").exists()
