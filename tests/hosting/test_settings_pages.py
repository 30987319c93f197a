"""The page of the instance's settings, and what the journal tells of them."""

from typing import Any

import pytest
from django.urls import reverse

from benevalibre.instance.models import Instance
from benevalibre.journal.models import Entry, record
from tests.client import StrictClient
from tests.factories import AssociationFactory, UserFactory
from tests.personas import signed_in

pytestmark = pytest.mark.django_db
SETTINGS = {
    "name": "Bénévalibre",
    "sign_up": "open",
    "association_creation": "open",
    "idle_warning_months": "24",
    "idle_erasing_months": "36",
}


@pytest.fixture
def host() -> StrictClient:
    return signed_in(UserFactory(host=True))


def test_settings_are_kept_and_journaled(host: StrictClient) -> None:
    data = {**SETTINGS, "name": "Bénévoles du Trégor", "sign_up": "invited"}

    response = host.post(reverse("hosting:settings"), data, follow=True)

    assert "C’est enregistré." in response.text
    assert Instance.current().name == "Bénévoles du Trégor"
    assert Instance.current().sign_up == "invited"
    assert Entry.objects.get().changes == {"name": True, "sign_up": True}


def test_saving_without_a_change_writes_nothing(host: StrictClient) -> None:
    host.post(reverse("hosting:settings"), SETTINGS)

    assert not Entry.objects.exists()


def test_what_is_wrong_is_said_and_kept(host: StrictClient) -> None:
    data = {**SETTINGS, "name": "", "contact": "pas une adresse"}

    response = host.post(reverse("hosting:settings"), data)

    assert response.status_code == 422
    assert "pas une adresse" in response.text
    assert Instance.current().name == "Bénévalibre"


def test_what_the_environment_forces_stays(host: StrictClient, settings: Any) -> None:
    settings.FORCED_SIGN_UP = "closed"

    shown = host.get(reverse("hosting:settings"))
    host.post(reverse("hosting:settings"), SETTINGS)

    assert "Fixé par le serveur, avec le réglage SIGN_UP." in shown.text
    assert Instance.current().sign_up == "closed"
    assert Instance.objects.get().sign_up == "open"


@pytest.mark.parametrize(
    ("warning", "erasing", "said"),
    [
        ("", "36", "Dites quand écrire"),
        ("24", "25", "Laissez au moins deux mois"),
        ("2", "36", "supérieure ou égale à 6"),
    ],
)
def test_accounts_are_deleted_only_after_a_warning(
    host: StrictClient, warning: str, erasing: str, said: str
) -> None:
    data = {**SETTINGS, "idle_warning_months": warning, "idle_erasing_months": erasing}

    response = host.post(reverse("hosting:settings"), data)

    assert response.status_code == 422
    assert said in response.text
    assert Instance.objects.get().idle_warning_months == 24


def test_the_journal_tells_what_hosts_did_and_nothing_of_associations(host: StrictClient) -> None:
    record("policy.change", on=AssociationFactory(), by=None, association_id=1)
    host.post(reverse("hosting:settings"), {**SETTINGS, "name": "Ailleurs"})

    text = host.get(reverse("hosting:journal") + "?before=x").text

    assert "a changé les réglages du site." in text
    assert "nos règles" not in text
