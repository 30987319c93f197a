"""Files, manifest, health, and what stood elsewhere in 2.0."""

from pathlib import Path

import pytest
from django.db import OperationalError
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.fixture
def media(settings):
    """The media folder, with a function that writes a file in it."""
    root = Path(settings.MEDIA_ROOT)

    def write(path: str) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(b"content")

    return write


class TestMedia:
    def test_a_picture_is_served_as_what_it_is_and_kept_long(self, client, media):
        media("logos/2026/velo.png")

        response = client.get("/media/logos/2026/velo.png")

        assert b"".join(response.streaming_content) == b"content"
        assert response.headers["Content-Type"] == "image/png"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "max-age" in response.headers["Cache-Control"]

    @pytest.mark.parametrize("path", ["terms/page.html", "avatars/dessin.svg", "logos/rien"])
    def test_a_kind_that_a_browser_might_run_is_downloaded(self, client, media, path):
        media(path)

        response = client.get(f"/media/{path}")

        response.close()
        assert response.headers["Content-Type"] == "application/octet-stream"
        assert response.headers["Content-Disposition"].startswith("attachment")

    @pytest.mark.parametrize(
        "path",
        [
            "secret.png",
            "archives/tout.json",
            "logos/absent.png",
            "logos",
            "logos/",
            "logos/../secret.png",
            "logos/..%2F..%2Fsettings.py",
            "../media/secret.png",
            "/etc/passwd",
            "logos/%00.png",
            "logos/" + "a" * 400 + ".png",
        ],
    )
    def test_nothing_else_of_the_disk_is_there(self, client, media, path):
        media("secret.png")
        media("archives/tout.json")
        media("logos/there.png")

        response = client.get(f"/media/{path}")

        assert response.status_code == 404

    def test_a_link_to_outside_is_not_followed(self, client, media, settings):
        media("secret.png")
        media("logos/there.png")
        outside = Path(settings.MEDIA_ROOT) / "logos" / "link.png"
        outside.symlink_to(Path(settings.MEDIA_ROOT) / "secret.png")

        assert client.get("/media/logos/link.png").status_code == 404


class TestHealth:
    def test_the_process_answers_without_the_database(self, client, django_assert_num_queries):
        with django_assert_num_queries(0):
            response = client.get("/healthz")

        assert response.content == b"ok"

    def test_it_is_ready_when_every_migration_has_run(self, client):
        response = client.get("/readyz")

        assert (response.status_code, response.content) == (200, b"ok")

    def test_it_is_not_ready_without_a_database(self, client, monkeypatch, logged_errors):
        def broken(*_arguments: object) -> None:
            raise OperationalError("no database")

        monkeypatch.setattr("benevalibre.home.readiness.MigrationExecutor", broken)

        response = client.get("/readyz")

        logged_errors.clear()
        assert response.status_code == 503


def test_a_phone_can_put_it_on_its_home_screen(client):
    described = client.get("/application.webmanifest").json()

    assert described["start_url"] == "/"
    assert described["icons"]


@pytest.mark.parametrize(
    ("old", "new"),
    [("/board/", "/"), ("/docs/", "/"), ("/association/12/", "/associations/12/")],
)
def test_old_addresses_lead_to_the_new_ones(client, old, new):
    response = client.get(old)

    assert (response.status_code, response.headers["Location"]) == (301, new)


def test_a_page_that_does_not_exist_says_so(client):
    response = client.get("/nulle-part/")

    assert response.status_code == 404
    assert reverse("home:home") in response.content.decode()
