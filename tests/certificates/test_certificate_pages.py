"""The pages of certificates, the paper, and the page that checks it."""

import json
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pdfua import validate
from PIL import Image

from benevalibre.associations.models import Membership
from benevalibre.certificates.issuing import ask, issue
from benevalibre.certificates.models import Certificate, CertificateRequest, Letterhead, Picture
from benevalibre.certificates.paper import certificate_pdf
from benevalibre.journal.models import Entry
from benevalibre.transfer.person import write_json
from tests.certificates.conftest import END, START
from tests.factories import ActionFactory, CategoryFactory, MembershipFactory
from tests.personas import signed_in

pytestmark = pytest.mark.django_db
DAYS = {"start": "2026-01-01", "end": "2026-11-23"}


def plain(html: str) -> str:
    return html.replace("\u00a0", " ").replace("\u202f", " ")


def text(response: Any) -> str:
    return plain(response.content.decode())


def drawn(kind: str = "PNG") -> bytes:
    file = BytesIO()
    Image.new("RGB", (300, 90), "navy").save(file, kind)
    return file.getvalue()


@pytest.fixture
def base(jeanne: Membership) -> str:
    return f"/associations/{jeanne.association_id}/attestations/"


def test_a_volunteer_asks_and_downloads(jeanne: Membership, issuer: Membership, base: str) -> None:
    own, team = signed_in(jeanne), signed_in(issuer)

    asked = own.post("/attestations/demande/", {"place": jeanne.pk, **DAYS}, follow=True)
    request = CertificateRequest.objects.get()
    seen = team.get(f"{base}demandes/{request.pk}/")
    done = team.post(f"{base}demandes/{request.pk}/etablissement/", follow=True)
    mine = own.get("/attestations/")
    paper = own.get(f"/attestations/{Certificate.objects.get().pk}.pdf")

    assert "C’est demandé" in text(asked)
    assert "en attente" in text(asked)
    assert "Heures validées : 42 h" in text(seen)
    assert "L’attestation est établie" in text(done)
    assert Certificate.objects.get().shown_code in text(mine)
    assert "attachment" in paper["Content-Disposition"]
    assert paper.content.startswith(b"%PDF")


def test_the_list_names_what_was_done_by_short_names(
    jeanne: Membership, issuer: Membership, base: str
) -> None:
    for number in range(1, 5):
        ActionFactory(
            member=jeanne,
            category=CategoryFactory(
                association=jeanne.association,
                name=f"Participation aux organes dirigeants, {number}",
                short_name=f"Direction {number}",
            ),
            association=jeanne.association,
            date=START,
            minutes=10000 - number,
        )

    response = signed_in(issuer).get(f"{base}nouvelles/", DAYS)

    assert "<small>Direction 1 · Direction 2 · Direction 3…</small>" in text(response)
    assert "organes dirigeants" not in text(response)


def test_a_request_is_withdrawn_or_declined(
    jeanne: Membership, issuer: Membership, base: str
) -> None:
    own, team = signed_in(jeanne), signed_in(issuer)
    first = ask(jeanne, start=START, end=END)

    own.post(f"/attestations/demandes/{first.pk}/retrait/")
    second = ask(jeanne, start=START, end=END)
    empty = team.post(f"{base}demandes/{second.pk}/refus/", {"reason": ""})
    team.post(f"{base}demandes/{second.pk}/refus/", {"reason": "Pas encore validées"})
    late = team.post(f"{base}demandes/{second.pk}/etablissement/", follow=True)

    assert empty.status_code == 422
    assert "déjà répondu" in text(late)
    assert "Pas encore validées" in text(own.get("/attestations/"))
    assert not Certificate.objects.exists()


def test_many_are_issued_at_once(jeanne: Membership, issuer: Membership, base: str) -> None:
    category = CategoryFactory(association=jeanne.association)
    for person in MembershipFactory.create_batch(3, association=jeanne.association, named=True):
        ActionFactory(member=person, category=category, date=START)
    browser = signed_in(issuer)

    seen = browser.get(f"{base}nouvelles/")
    one = browser.post(f"{base}nouvelles/", {"people": [jeanne.pk], **DAYS}, follow=True)
    rest = browser.post(f"{base}nouvelles/", {"everyone": "on", **DAYS}, follow=True)
    after = browser.get(f"{base}nouvelles/")

    assert "Établir pour les 4 personnes" in text(seen)
    assert "1 attestation établie" in text(one)
    assert "3 attestations établies" in text(rest)
    assert "chacun a déjà la sienne" in text(after)


@pytest.mark.parametrize(
    "sent",
    [
        {**DAYS},
        {"people": ["abc"], **DAYS},
        {"people": ["99999999999999999999"], **DAYS},
        {"everyone": "on"},
        {"everyone": "on", "start": "\x00", "end": "9999-99-99"},
        {"everyone": "on", "start": "2026-05-01", "end": "2026-04-01"},
    ],
)
def test_what_means_nothing_issues_nothing(
    jeanne: Membership, issuer: Membership, base: str, sent: dict[str, Any]
) -> None:
    response = signed_in(issuer).post(f"{base}nouvelles/", sent)

    assert response.status_code == 422
    assert not Certificate.objects.exists()


@pytest.mark.parametrize("query", ["start=abc&end=", "start=0001-01-01&end=%00", "page=x&start=-"])
def test_odd_days_in_the_address_show_the_present_year(
    jeanne: Membership, issuer: Membership, base: str, query: str
) -> None:
    response = signed_in(issuer).get(f"{base}nouvelles/?{query}")

    assert response.status_code == 200
    assert "du 1er janvier 2026 au 23 novembre 2026" in text(response)


def test_a_certificate_is_revoked_with_a_reason(
    certificate: Certificate, issuer: Membership, base: str
) -> None:
    browser = signed_in(issuer)
    path = f"{base}{certificate.pk}/"

    empty = browser.post(f"{path}revocation/", {"reason": " "})
    done = browser.post(f"{path}revocation/", {"reason": "Erreur de nom"}, follow=True)
    twice = browser.post(f"{path}revocation/", {"reason": "Encore"})

    assert (empty.status_code, twice.status_code) == (422, 422)
    assert "Erreur de nom" in text(done)
    assert "Révoquée le 23 novembre 2026" in text(done)


def test_what_belongs_to_others_does_not_exist(
    certificate: Certificate, jeanne: Membership
) -> None:
    request = ask(jeanne, start=START, end=END)
    other = signed_in(MembershipFactory(manager=True))
    there = f"/associations/{Membership.objects.latest('pk').association_id}/attestations/"

    paths = [f"{there}{certificate.pk}/", f"{there}{certificate.pk}.pdf"]
    paths += [f"{there}demandes/{request.pk}/", f"/attestations/{certificate.pk}.pdf"]

    assert [other.get(path).status_code for path in paths] == [404] * 4


def test_a_paper_is_in_one_s_own_data(certificate: Certificate, jeanne: Membership) -> None:
    ask(jeanne, start=START, end=END)

    found = json.loads(b"".join(write_json(jeanne.user)))

    assert [row["code"] for row in found["certificates"]] == [certificate.code]
    assert [row["state"] for row in found["certificate_requests"]] == ["pending"]


def test_who_signs_is_a_setting(jeanne: Membership, base: str) -> None:
    manager = MembershipFactory(association=jeanne.association, manager=True)
    browser = signed_in(manager)
    sent = {
        "address": "12 rue du Port\n\n35000 Rennes",
        "signatory": "Ana",
        "quality": "trésorière",
    }

    picture = SimpleUploadedFile("signature.png", drawn())
    done = browser.post(f"{base}en-tete/", {**sent, "picture": picture})
    hostile = SimpleUploadedFile("signature.png", b"<svg onload=alert(1)>")
    refused = browser.post(f"{base}en-tete/", {**sent, "picture": hostile})
    certificate = issue([jeanne], start=START, end=END, by=manager)[0]
    browser.post(f"{base}en-tete/", {**sent, "blank": "on"})

    assert (done.status_code, refused.status_code) == (302, 422)
    assert certificate.issuer["lines"][:2] == ["12 rue du Port", "35000 Rennes"]
    assert certificate.signature is not None
    assert bytes(certificate.signature.content).startswith(b"RIFF")
    assert Letterhead.of(jeanne.association).signature is None
    assert Entry.objects.filter(verb="letterhead.change").exists()


def test_the_paper_can_be_read_aloud_and_kept(certificate: Certificate, tmp_path: Any) -> None:
    Certificate.objects.update(
        signature=Picture.keep(drawn("WEBP")),
        logo=Picture.keep(drawn("WEBP")[:]),
        quality="président",
    )
    certificate.refresh_from_db()
    file = tmp_path / "attestation.pdf"
    file.write_bytes(certificate_pdf(certificate))

    report = validate(str(file))
    document = pikepdf.open(file)

    title = plain(str(document.open_metadata()["dc:title"]))
    assert [found.message for found in report.findings] == []
    assert title == "Attestation de bénévolat n° 1"
    assert str(document.Root.Lang) == "fr"
    assert certificate_pdf(certificate) == file.read_bytes()
    found = fonts(document)
    assert found
    assert all("/FontFile" in str(font.DescendantFonts[0].FontDescriptor.keys()) for font in found)


def fonts(document: pikepdf.Pdf) -> list[Any]:
    """The fonts of all pages."""
    pages: list[Any] = [page.Resources.get("/Font", {}) for page in document.pages]
    return [font for found in pages for font in dict(found).values()]


def test_the_pages_cost_few_queries(
    certificate: Certificate, jeanne: Membership, issuer: Membership, base: str, query_budget: Any
) -> None:
    ask(jeanne, start=START, end=END)
    team, own = signed_in(issuer), signed_in(jeanne)
    pages = [(team, base), (team, f"{base}nouvelles/"), (team, f"{base}{certificate.pk}/")]
    pages += [(own, "/attestations/"), (own, "/attestations/demande/")]

    for who, path in pages:
        who.get(path)
        with query_budget(10):
            who.get(path)
