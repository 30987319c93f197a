"""What is too heavy is refused before anything of it is kept, whatever the address."""

from typing import Any

import pytest
from django.core.files import uploadhandler
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from benevalibre.accounts import uploads
from tests.client import StrictClient
from tests.personas import Personas

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """Bounds that a test reaches quickly, and nothing that may be written."""
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    monkeypatch.setattr(uploads, "LARGEST", 5000)


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were begun."""
    begun: list[str] = []
    new_file = uploadhandler.TemporaryFileUploadHandler.new_file

    def noted(self: Any, *args: Any, **kwargs: Any) -> None:
        begun.append(args[0])
        new_file(self, *args, **kwargs)

    monkeypatch.setattr(uploadhandler.TemporaryFileUploadHandler, "new_file", noted)
    return begun


def send(client: StrictClient, path: str, size: int) -> Any:
    client.handler.enforce_csrf_checks = True
    client.cookies["csrftoken"] = "a" * 32
    return client.post(path, {"file": SimpleUploadedFile("a.bin", b"x" * size)})


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (("visitor", "accounts:sign_in", 2000), 413),
        (("visitor", "accounts:sign_in", 100), 403),
        (("guest", "actions:record", 2000), 413),
        (("member", "accounts:profile", 2000), 403),
        (("member", "accounts:profile", 6000), 413),
        (("member", "transfer:arrival_create", 6000), 403),
        (("visitor", "transfer:arrival_create", 6000), 413),
    ],
    ids=str,
)
def test_what_a_page_receives_depends_on_who_sends_it_where(
    personas: Personas,
    kept: list[str],
    logged_errors: list[Any],
    sent: tuple[str, str, int],
    status: int,
) -> None:
    """The 403 is that of a forged form, whose file was read before."""
    who, name, size = sent

    response = send(personas.client(who), reverse(name), size)

    logged_errors.clear()
    assert response.status_code == status
    assert kept == ([] if status == 413 else ["file"])


def test_the_sentence_says_what_to_do(client: StrictClient, logged_errors: list[Any]) -> None:
    response = send(client, "/", 2000)

    logged_errors.clear()
    assert "Envoi trop lourd" in response.content.decode()
