"""Stopping a kind of mail from the link at its foot."""

import pytest
from django.test import Client

from benevalibre.mailing.addresses import opt_out_url, wants
from tests.client import StrictClient

pytestmark = pytest.mark.django_db

JEANNE = "jeanne@example.org"
KIND = "actions.declined"


def path_of(kind: str = KIND) -> str:
    return opt_out_url(JEANNE, kind).removeprefix("http://testserver")


def test_opening_the_link_asks_and_stops_nothing(client: StrictClient) -> None:
    page = client.get(path_of())

    assert JEANNE in page.content.decode()
    assert wants(JEANNE, KIND)


def test_one_click_of_the_mail_program_stops_that_kind_alone() -> None:
    by_program = Client(enforce_csrf_checks=True)

    answer = by_program.post(path_of(), {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert not wants("Jeanne@Example.org", KIND)
    assert wants(JEANNE, "actions.approved")


def test_twice_is_fine(client: StrictClient) -> None:
    client.post(path_of())

    answer = client.post(path_of())

    assert "C’est fait" in answer.content.decode()


@pytest.mark.parametrize("token", ["x", "WyJhIiwiYiJd:1:faux", "é", "a" * 2000])
def test_a_link_that_is_not_ours_leads_nowhere(client: StrictClient, token: str) -> None:
    assert client.get(f"/compte/mails/{token}/").status_code == 404
