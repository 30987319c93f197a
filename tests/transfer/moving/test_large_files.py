"""A large file of 2.0 is read by the worker; its page waits for what it says."""

import json
import logging
from datetime import timedelta
from typing import IO, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from benevalibre.accounts.models import User
from benevalibre.associations.models import Association
from benevalibre.mailing.models import Mail
from benevalibre.transfer import advancing, arriving
from benevalibre.transfer.models import Arrival, Step, Trouble
from benevalibre.transfer.v2.single import reading
from tests.client import StrictClient
from tests.personas import signed_in
from tests.transfer.moving.conftest import advance, few

pytestmark = pytest.mark.django_db

HOME = "/associations/arrivee/"


@pytest.fixture(autouse=True)
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each file is."""
    monkeypatch.setattr(arriving, "READ_AT_ONCE", 10)


@pytest.fixture
def browser(nadia: User) -> StrictClient:
    return signed_in(nadia)


def broken(_file: IO[bytes]) -> None:
    raise LookupError


def sent(browser: StrictClient, data: Any) -> Arrival:
    """One that waits for the worker."""
    file = SimpleUploadedFile("association-1_data.json", json.dumps(data).encode())
    browser.post(HOME, {"file": file})
    return Arrival.objects.latest("pk")


def test_the_page_waits_and_then_shows_what_the_file_holds(browser: StrictClient) -> None:
    arrival = sent(browser, few())
    path = f"{HOME}{arrival.pk}/"

    step = arrival.step
    waiting = browser.get(path).content.decode()
    advance(arrival)
    changed = browser.get(path, headers={"HX-Request": "true"})
    shown = browser.get(path).content.decode()

    assert step == Step.CHECKING
    assert "Lecture du fichier" in waiting
    assert 'hx-trigger="every' in waiting
    assert "Son nom ici" not in waiting
    assert changed["HX-Refresh"] == "true"
    assert "Son nom ici" in shown
    assert "origine.example.org" in shown
    assert not Association.objects.exists()
    assert not Mail.objects.exists()


def test_what_is_wrong_with_it_is_said_there_and_it_is_given_up(browser: StrictClient) -> None:
    arrival = sent(browser, {**few(), "objects": [{"model": "odd", "fields": {}}]})
    path = f"{HOME}{arrival.pk}/"

    advance(arrival)
    page = browser.get(path).content.decode()
    tried = browser.post(f"{path}essai/")
    arrival.refresh_from_db()
    browser.post(f"{path}abandon/")

    assert arrival.trouble == Trouble.UNREADABLE
    assert "ne peut pas être repris ici" in page
    assert arrival.report["failure"] in page
    assert "Réessayer" not in page
    assert tried.status_code == 302
    assert not Arrival.objects.exists()


def test_what_stops_its_worker_again_and_again_is_given_up(browser: StrictClient) -> None:
    arrival = sent(browser, few())
    Arrival.objects.update(attempts=advancing.MOST_CHECKS)

    advance(arrival)

    arrival.refresh_from_db()
    assert (arrival.step, arrival.trouble) == (Step.CHECKING, Trouble.BROKEN)


def test_what_nobody_foresaw_is_said_and_may_be_tried_again(
    browser: StrictClient,
    monkeypatch: pytest.MonkeyPatch,
    logged_errors: list[logging.LogRecord],
) -> None:
    arrival = sent(browser, few())
    with monkeypatch.context() as patch:
        patch.setattr(reading, "read", broken)
        advance(arrival)
    logged_errors.clear()
    stopped = Arrival.objects.get().trouble

    arriving.try_again(arrival)
    advance(arrival)

    assert stopped == Trouble.BROKEN
    assert Arrival.objects.get().step == Step.DRAFT


def test_nobody_gives_up_what_is_being_read(browser: StrictClient) -> None:
    arrival = sent(browser, few())
    arrival.claim(timezone.now(), until=timezone.now() + timedelta(minutes=10))

    browser.post(f"{HOME}{arrival.pk}/abandon/")

    assert Arrival.objects.exists()


def test_a_file_that_could_not_be_read_is_forgotten_in_a_week(
    browser: StrictClient, django_capture_on_commit_callbacks: Any
) -> None:
    arrival = sent(browser, {**few(), "objects": []})
    advance(arrival)
    storage, name = arrival.file.storage, Arrival.objects.get().file.name
    Arrival.objects.update(created_at=timezone.now() - timedelta(days=8))

    with django_capture_on_commit_callbacks(execute=True):
        arriving.forget_drafts()

    assert not Arrival.objects.exists()
    assert name is not None
    assert not storage.exists(name)
