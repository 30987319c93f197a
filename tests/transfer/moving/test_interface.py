"""What another instance asks and tells: API v1, at the address of 2.0.x."""

import json
from typing import Any

import pytest

from benevalibre.associations.models import Membership
from benevalibre.associations.models.association import State
from benevalibre.mailing.models import Mail
from benevalibre.transfer import departing, handshake
from benevalibre.transfer.models import Departure
from tests.client import StrictClient
from tests.factories import (
    MembershipFactory,
)

pytestmark = pytest.mark.django_db

TOKEN = "24235dc0-c00d-4edb-953a-45e9acbdc743"
ENDPOINT = "https://ici.example.org/api/v1/associations/1/migrate"


@pytest.fixture
def manager() -> Membership:
    return MembershipFactory(manager=True, user__first_name="Nadia")


@pytest.fixture
def departure(manager) -> Departure:
    return departing.start(manager.association, by=manager, message="À bientôt !")


@pytest.fixture
def token(departure) -> str:
    return handshake.secret_of(departure.sealed)


def path_of(departure: Departure) -> str:
    return f"/api/v1/associations/{departure.pk}/migrate"


def test_the_other_side_may_ask(departure, client: StrictClient) -> None:
    response = client.get(path_of(departure))

    assert response.json() == {"is_done": False, "destination_url": None}


@pytest.mark.parametrize("number", [0, 999, 2**63, 10**30])
def test_what_does_not_move_is_not_there(number, client: StrictClient) -> None:
    response = client.get(f"/api/v1/associations/{number}/migrate")

    assert response.status_code == 404


def test_an_open_association_says_nothing_of_itself(manager, client: StrictClient) -> None:
    response = client.get(f"/api/v1/associations/{manager.association_id}/migrate")

    assert response.status_code == 404


@pytest.mark.parametrize("kind", ["json", "form", "multipart"])
def test_the_other_side_tells_that_it_has_it(kind, departure, token, client, manager) -> None:
    sent: Any = {"token": token, "destination_url": "https://la.example.org/associations/7/"}
    form = {"path": path_of(departure), "data": sent}
    if kind == "json":
        form |= {"data": json.dumps(sent), "content_type": "application/json"}
    if kind == "form":
        body = f"token={token}&destination_url=https%3A%2F%2Fla.example.org%2Fassociations%2F7%2F"
        form |= {"data": body, "content_type": "application/x-www-form-urlencoded"}

    response = client.post(**form)
    again = client.post(**form)

    manager.association.refresh_from_db()
    assert (response.status_code, again.status_code) == (204, 410)
    assert manager.association.state == State.MOVED
    assert client.get(path_of(departure)).json() == {
        "is_done": True,
        "destination_url": "https://la.example.org/associations/7/",
    }
    told = Mail.objects.get(kind="transfer.moved", to=manager.user.email)
    assert "https://la.example.org/associations/7/" in told.text


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({}, 422),
        ([], 422),
        (None, 422),
        ("x" * 100, 422),
        ({"token": TOKEN}, 422),
        ({"token": 1, "destination_url": []}, 422),
        ({"token": "x", "destination_url": "https://la.example.org/"}, 422),
        ({"token": TOKEN, "destination_url": "javascript:alert(1)"}, 422),
        ({"token": TOKEN, "destination_url": "ftp://la.example.org/"}, 422),
        ({"token": TOKEN, "destination_url": "https://la.example.org/" + "a" * 200}, 422),
        ({"token": TOKEN, "destination_url": "https://la.example.org/\x00"}, 422),
        ({"token": TOKEN, "destination_url": "https://la.example.org/"}, 404),
    ],
)
def test_what_it_tells_is_looked_at(sent, status, departure, client, manager) -> None:
    response = client.post(path_of(departure), json.dumps(sent), content_type="application/json")

    manager.association.refresh_from_db()
    assert response.status_code == status
    assert manager.association.state == State.FROZEN


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\xff", "application/json"),
        (b"[" * 200_000, "application/json"),
        (b"x" * 6_000_000, "application/json"),
        (b"\xff", "multipart/form-data; boundary=x"),
        (b"--", "multipart/form-data"),
        (b"a=%ff%00", "application/x-www-form-urlencoded"),
        (b"a", "application/x-www-form-urlencoded; charset=nothing"),
        (b"", "text/plain"),
        (b"&" * 20_000, "application/x-www-form-urlencoded"),
    ],
)
def test_no_body_breaks_it(body, kind, departure, client) -> None:
    response = client.generic("POST", path_of(departure), body, content_type=kind)

    assert 400 <= response.status_code < 500


def test_a_token_is_not_tried_without_limit(departure, client) -> None:
    sent = {"token": TOKEN, "destination_url": "https://la.example.org/"}
    codes = {client.post(path_of(departure), sent).status_code for _turn in range(40)}

    assert codes == {404, 429}


def test_another_site_may_call_without_the_form_of_this_one(departure, token) -> None:
    strict = StrictClient(enforce_csrf_checks=True)
    sent = {"token": token, "destination_url": "https://la.example.org/"}

    response = strict.post(path_of(departure), json.dumps(sent), content_type="application/json")

    assert response.status_code == 204
