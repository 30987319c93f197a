"""What one says of oneself, and how the pages look."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from benevalibre.accounts.forms.profile import ProfileForm
from benevalibre.accounts.models import User
from tests.client import StrictClient
from tests.factories import UserFactory
from tests.instance.test_pictures import a_bomb
from tests.personas import signed_in

pytestmark = pytest.mark.django_db

PROFILE = "/compte/"
SAID = {
    "first_name": "Jeanne",
    "last_name": "",
    "pseudonym": "",
    "theme": "dark",
    "language": "auto",
}


@pytest.fixture
def jeanne() -> User:
    return UserFactory(first_name="Jeanne", last_name="Durand")


def a_photo(name: str = "moi.jpg") -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGB", (900, 600), "teal").save(content, "JPEG")
    return SimpleUploadedFile(name, content.getvalue(), "image/jpeg")


def test_names_theme_and_language_are_kept(jeanne: User) -> None:
    answer = signed_in(jeanne).post(
        PROFILE,
        {
            "first_name": " Jeanne ",
            "last_name": "Dupré",
            "pseudonym": "Nanou",
            "theme": "dark",
            "language": "en",
        },
    )

    jeanne.refresh_from_db()
    assert answer["Location"] == PROFILE
    assert jeanne.display_name == "Jeanne Dupré (Nanou)"
    assert (jeanne.theme, jeanne.language) == ("dark", "en")
    assert jeanne.sort_key == "dupre jeanne nanou"


def test_the_pages_then_speak_that_language(jeanne: User) -> None:
    browser = signed_in(jeanne)
    browser.post(PROFILE, {**SAID, "language": "en"})

    answer = browser.get(PROFILE)

    assert answer["Content-Language"] == "en"


def test_the_language_may_be_left_to_the_browser(jeanne: User) -> None:
    User.objects.update(language="en")

    signed_in(jeanne).post(PROFILE, SAID)

    jeanne.refresh_from_db()
    assert jeanne.language == ""
    assert ProfileForm.of(jeanne)["language"].value() == "auto"


@pytest.mark.parametrize(
    "fields",
    [
        {"first_name": ""},
        {"first_name": "J" * 31},
        {"theme": "rose"},
        {"theme": ""},
        {"language": "de"},
        {"language": ""},
        {"last_name": "D\x00"},
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_changes(
    jeanne: User, fields: dict[str, str]
) -> None:
    answer = signed_in(jeanne).post(PROFILE, {**SAID, **fields})

    jeanne.refresh_from_db()
    assert answer.status_code == 422
    assert jeanne.display_name == "Jeanne Durand"


def test_nobody_makes_themselves_host(jeanne: User) -> None:
    signed_in(jeanne).post(PROFILE, {**SAID, "is_host": "on", "email": "autre@example.org"})

    jeanne.refresh_from_db()
    assert not jeanne.is_host
    assert jeanne.email != "autre@example.org"


def test_a_photo_is_kept_as_a_small_square_under_a_random_name(jeanne: User) -> None:
    signed_in(jeanne).post(PROFILE, {**SAID, "avatar": a_photo("../../moi.php")})

    jeanne.refresh_from_db()
    assert jeanne.avatar.name.startswith("avatars/")
    assert "moi" not in jeanne.avatar.name
    with Image.open(jeanne.avatar.path) as image:
        assert (image.format, image.size) == ("WEBP", (512, 512))


def test_a_new_photo_replaces_the_file_of_the_former_one(
    jeanne: User, django_capture_on_commit_callbacks: Any
) -> None:
    browser = signed_in(jeanne)
    browser.post(PROFILE, {**SAID, "avatar": a_photo()})
    jeanne.refresh_from_db()
    former = Path(jeanne.avatar.path)

    with django_capture_on_commit_callbacks(execute=True):
        browser.post(PROFILE, {**SAID, "avatar": a_photo()})

    jeanne.refresh_from_db()
    assert not former.exists()
    assert Path(jeanne.avatar.path).exists()


def test_a_photo_is_kept_by_an_ordinary_change_and_removed_when_asked(jeanne: User) -> None:
    browser = signed_in(jeanne)
    browser.post(PROFILE, {**SAID, "avatar": a_photo()})

    browser.post(PROFILE, SAID)
    kept = User.objects.get().avatar.name
    browser.post(PROFILE, {**SAID, "avatar-clear": "on"})

    assert kept
    assert User.objects.get().avatar.name == ""


@pytest.mark.parametrize(
    "sent",
    [
        SimpleUploadedFile("moi.png", b"bonjour", "image/png"),
        SimpleUploadedFile("moi.png", b"", "image/png"),
        SimpleUploadedFile("moi.svg", b"<svg onload='alert(1)'/>", "image/svg+xml"),
        SimpleUploadedFile("bombe.png", a_bomb(12_000).read(), "image/png"),
    ],
    ids=["text", "empty", "svg", "bomb"],
)
def test_what_is_no_reasonable_picture_is_refused(jeanne: User, sent: SimpleUploadedFile) -> None:
    sent.seek(0)

    answer = signed_in(jeanne).post(PROFILE, {**SAID, "avatar": sent})

    jeanne.refresh_from_db()
    assert answer.status_code == 422
    assert not jeanne.avatar


def test_a_visitor_is_sent_to_sign_in(client: StrictClient) -> None:
    assert client.get(PROFILE)["Location"] == "/compte/connexion/?next=/compte/"
