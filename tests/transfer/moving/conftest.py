"""An association of 2.0.1 in its file, brought here; what the other side says is made up."""

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile

from benevalibre import outside
from benevalibre.accounts.models import User
from benevalibre.transfer import advancing, arriving
from benevalibre.transfer.models import Arrival
from tests.factories import UserFactory

FOLDER = Path(__file__).parent.parent.parent / "fixtures" / "benevalibre-2.0.1"
KEPT = {"personne15@example.org", "personne18@example.org", "personne25@example.org"}
ORIGIN = "https://origine.example.org/api/v1/associations/1/migrate"


class Origin:
    """The other side: ``answers`` are given one after the other, the last one for ever."""

    def __init__(self) -> None:
        self.answers: list[outside.Answer | Exception] = []
        self.calls: list[tuple[str, str, Any]] = []

    def call(self, method: str, url: str, *, sent: Any = None) -> outside.Answer:
        self.calls.append((method, url, sent))
        if not self.answers:
            return outside.Answer(200, {"is_done": False, "destination_url": None})
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def origin(monkeypatch: pytest.MonkeyPatch) -> Origin:
    found = Origin()
    monkeypatch.setattr(outside, "call", found.call)
    return found


@pytest.fixture
def nadia(db: None) -> User:
    """Who brings the association; nobody of the file."""
    return UserFactory(email="nadia@example.org", first_name="Nadia")


def content(number: int = 1) -> dict[str, Any]:
    """The file of one of the associations that 2.0.1 wrote."""
    found: dict[str, Any] = json.loads((FOLDER / f"association-{number}_data.json").read_text())
    return found


def few() -> dict[str, Any]:
    """The same with three people of the team, and forty actions: theirs, and nobody's."""
    data = content()
    others = {fields["email"] for fields in of("accounts.user", data)} - KEPT
    kept, actions = [], 0
    for thing in data["objects"]:
        fields = thing["fields"]
        owner = fields.get("email") or (fields.get("user") or [""])[0]
        is_action = thing["model"].endswith("benevalo")
        if owner in others or (is_action and actions == 40):
            continue
        actions += is_action
        kept.append(thing)
    return {**data, "objects": kept}


def of(model: str, data: dict[str, Any]) -> list[dict[str, Any]]:
    """The fields of the objects of a kind."""
    return [thing["fields"] for thing in data["objects"] if thing["model"].endswith(model)]


def packed(data: Any) -> "ContentFile[bytes]":
    return ContentFile(json.dumps(data).encode(), name="association.json")


def raw(data: Any) -> BytesIO:
    return BytesIO(json.dumps(data).encode())


@pytest.fixture
def bring(nadia: User, origin: Origin) -> Callable[..., Arrival]:
    """Send a file, agree to it, and let the worker do what it can."""

    def do(data: Any = None, *, by: User = nadia, name: str = "") -> Arrival:
        arrival = arriving.receive(packed(data or few()), by=by)
        arriving.begin(arrival, name=name or arrival.name)
        advance(arrival)
        return arrival

    return do


def advance(arrival: Arrival, *, passes: int = 10) -> Arrival:
    """What the worker does of it, pass after pass."""
    for _turn in range(passes):
        arrival.refresh_from_db()
        if not arrival.is_running:
            break
        advancing.advance(arrival)
    arrival.refresh_from_db()
    return arrival
