"""« Archive complète », as a page gives it."""

import io
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from benevalibre.journal.models import Entry
from benevalibre.transfer.archive.opening import manifest_of
from tests.client import StrictClient
from tests.factories import ActionFactory
from tests.personas import Personas


def test_whoever_manages_takes_everything_away(personas: Personas) -> None:
    ActionFactory.create_batch(3, association=personas.association)

    response: Any = personas.client("manager").get(address(personas))
    file = io.BytesIO(b"".join(response.streaming_content))

    counts = {each["name"]: each["rows"] for each in manifest_of(file)["sections"]}
    day = personas.association.today().isoformat()
    assert counts["actions"] == 3
    assert f"{day}.zip" in response["Content-Disposition"]
    assert response["Cache-Control"] == "no-store"


def test_it_is_written_down_once_all_of_it_has_left(personas: Personas) -> None:
    before = timezone.now()
    response: Any = personas.client("manager").get(address(personas))
    personas.association.refresh_from_db()
    first = personas.association.archived_copy_at

    b"".join(response.streaming_content)

    personas.association.refresh_from_db()
    assert first is None
    assert personas.association.archived_copy_at >= before
    entry = Entry.objects.get(verb="association.copy")
    assert entry.membership_id == personas.manager.pk


def test_asking_for_its_head_makes_no_archive(personas: Personas) -> None:
    response: Any = personas.client("manager").head(address(personas))

    personas.association.refresh_from_db()
    assert (response.status_code, response["Content-Type"]) == (200, "application/zip")
    assert not response.streaming
    assert personas.association.archived_copy_at is None
    assert not Entry.objects.filter(verb="association.copy").exists()


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_is_only_ever_read(personas: Personas, method: str) -> None:
    client: StrictClient = personas.client("manager")

    assert getattr(client, method)(address(personas)).status_code == 405


def address(personas: Personas) -> str:
    return reverse("transfer:archive_download", args=[personas.association.pk])
