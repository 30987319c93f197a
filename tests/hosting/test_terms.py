"""The terms: written by the host, in text or PDF, and accepted once by everyone."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from benevalibre.instance.models import Instance
from benevalibre.journal.models import Entry
from tests.client import StrictClient
from tests.factories import UserFactory
from tests.personas import signed_in

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PAGE = "/hebergement/conditions/"


@pytest.fixture
def host() -> StrictClient:
    return signed_in(UserFactory(host=True))


def paper(content: bytes, name: str = "../../conditions.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def test_another_text_is_another_version(host):
    host.post(PAGE, {"terms_text": "Soyez aimables.\r\n\r\nToujours."})
    host.post(PAGE, {"terms_text": "Soyez aimables.\n\nToujours."})

    assert Instance.current().terms_version == 1
    assert Entry.objects.of_instance().get().changes == {"terms_text": True}


def test_a_pdf_is_kept_under_another_name_and_read_by_anybody(host, client):
    host.post(PAGE, {"terms_text": "", "terms_file": paper(PDF)})

    kept = Instance.current().terms_file
    assert kept.name.startswith("terms/")
    assert "conditions" not in kept.name
    assert (Path(settings.MEDIA_ROOT) / kept.name).read_bytes() == PDF
    assert kept.url in client.get(reverse("accounts:terms")).text
    assert Instance.current().terms_version == 1


def test_the_pdf_is_taken_away(host):
    host.post(PAGE, {"terms_text": "Soyez aimables.", "terms_file": paper(PDF)})

    host.post(PAGE, {"terms_text": "Soyez aimables.", "terms_file-clear": "on"})

    assert not Instance.current().terms_file
    assert Instance.current().terms_version == 2


@pytest.mark.parametrize(
    "content",
    [b"<html><script>alert(1)</script>", b"%PDF-1.4 cut", b"PK\x03\x04" + PDF, b"MZ" + b"\0" * 99],
)
def test_what_is_no_pdf_is_refused_whatever_its_name(host, content):
    answer = host.post(PAGE, {"terms_text": "Mon texte", "terms_file": paper(content)})

    assert answer.status_code == 422
    assert "n’est pas un PDF" in answer.text
    assert "Mon texte" in answer.text
    assert not Instance.current().has_terms


def test_a_heavy_pdf_is_refused(host):
    heavy = PDF.replace(b"endobj", b"endobj" + b" " * (5 * 1024 * 1024))

    answer = host.post(PAGE, {"terms_file": paper(heavy)})

    assert answer.status_code == 422
    assert "plus de 5\u00a0Mo" in answer.text


class TestAccepting:
    @pytest.fixture(autouse=True)
    def terms(self) -> None:
        Instance.change(terms_text="Soyez aimables.", terms_version=2)

    def test_who_has_not_accepted_is_asked_on_each_page_until_they_do(self):
        user = UserFactory()
        browser = signed_in(user)

        asked = browser.get("/").text
        page = browser.get(reverse("accounts:terms")).text
        done = browser.post(reverse("accounts:terms_acceptance"), {"version": "2"}, follow=True)

        user.refresh_from_db()
        assert "Les conditions d’utilisation ont changé." in asked
        assert "J’accepte" in page
        assert "ont changé" not in page
        assert "ont changé" not in done.text
        assert user.terms_accepted == 2
        assert user.terms_accepted_at is not None

    def test_who_accepted_these_and_visitors_are_left_in_peace(self, client):
        user = UserFactory(terms_accepted=2)

        assert "ont changé" not in signed_in(user).get("/").text
        assert "ont changé" not in client.get("/").text
        assert "J’accepte" not in client.get(reverse("accounts:terms")).text

    @pytest.mark.parametrize("version", ["1", "3", "", "x", "9" * 20])
    def test_only_the_version_on_screen_is_accepted(self, version):
        user = UserFactory()

        answer = signed_in(user).post(
            reverse("accounts:terms_acceptance"), {"version": version}, follow=True
        )

        user.refresh_from_db()
        assert "relisez-les" in answer.text
        assert user.terms_accepted == 0


def test_the_model_of_agreement_names_the_site(host: StrictClient) -> None:
    Instance.change(name="Bénévoles du Trégor", contact="aide@example.org")

    text = host.get(reverse("hosting:processing_agreement")).text

    assert "Bénévoles du Trégor" in text
    assert "aide@example.org" in text
