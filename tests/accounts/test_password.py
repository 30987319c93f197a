"""Forgetting a password, choosing one, changing it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from benevalibre.accounts.models import User
from benevalibre.mailing.models import Mail
from tests.client import StrictClient
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

FORGOTTEN = "/compte/mot-de-passe/oublie/"
CODE = "/compte/mot-de-passe/code/"
CHOOSE = "/compte/mot-de-passe/choisir/"
CHANGE = "/compte/mot-de-passe/"
NEW = "un-autre-Mot-42"
Codes = Callable[[str], str]
Kinds = Callable[[str], list[str]]


@pytest.fixture
def jeanne() -> User:
    return UserFactory(email="jeanne@example.org", first_name="Jeanne")


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_a_forgotten_password_is_replaced_after_a_code(
    client: StrictClient, jeanne: User, code_for: Codes, kinds_for: Kinds
) -> None:
    client.post(FORGOTTEN, {"email": "Jeanne@example.org"})
    confirmed = client.post(CODE, {"code": code_for(jeanne.email)})
    answer = client.post(CHOOSE, {"password1": NEW})

    jeanne.refresh_from_db()
    assert confirmed["Location"] == CHOOSE
    assert answer["Location"] == "/"
    assert is_signed_in(client)
    assert jeanne.check_password(NEW)
    assert kinds_for(jeanne.email) == ["accounts.reset_code", "accounts.password_changed"]


def test_no_password_is_chosen_before_the_code(client: StrictClient, jeanne: User) -> None:
    client.post(FORGOTTEN, {"email": jeanne.email})

    answer = client.post(CHOOSE, {"password1": NEW})

    jeanne.refresh_from_db()
    assert answer["Location"] == CODE
    assert jeanne.check_password(PASSWORD)


def test_the_fifth_wrong_code_ends_the_reset(
    client: StrictClient, jeanne: User, code_for: Codes
) -> None:
    client.post(FORGOTTEN, {"email": jeanne.email})
    statuses = [client.post(CODE, {"code": "x"}).status_code for _ in range(5)]

    client.post(CODE, {"code": code_for(jeanne.email)})
    answer = client.post(CHOOSE, {"password1": NEW})

    assert statuses == [422, 422, 422, 422, 302]
    assert answer["Location"] == FORGOTTEN
    jeanne.refresh_from_db()
    assert jeanne.check_password(PASSWORD)


def test_an_unknown_address_gets_the_same_answers(
    client: StrictClient, jeanne: User, kinds_for: Kinds
) -> None:
    def answers(browser: Client, address: str) -> list[Any]:
        sent = [
            browser.post(FORGOTTEN, {"email": address}),
            browser.get(CODE),
            browser.post(CODE, {"code": "000000x"}),
        ]
        token = r'name="csrfmiddlewaretoken" value="[^"]+"'
        return [
            (a.status_code, re.sub(token, "", a.content.decode()).replace(address, "@"))
            for a in sent
        ]

    known = answers(client, jeanne.email)
    unknown = answers(StrictClient(), "personne@example.org")

    assert known == unknown
    assert kinds_for("personne@example.org") == ["accounts.unknown"]


@pytest.mark.parametrize("weak", ["", "court", "12345678", "password", "jeanne@example"])
def test_a_weak_password_is_refused_with_a_sentence(
    client: StrictClient, jeanne: User, weak: str
) -> None:
    client.force_login(jeanne)

    answer = client.post(CHANGE, {"present": PASSWORD, "password": weak})

    jeanne.refresh_from_db()
    assert answer.status_code == 422
    assert jeanne.check_password(PASSWORD)


def test_a_password_is_changed_with_the_present_one(
    client: StrictClient, jeanne: User, kinds_for: Kinds
) -> None:
    client.force_login(jeanne)

    answer = client.post(CHANGE, {"present": PASSWORD, "password": NEW}, follow=True)

    jeanne.refresh_from_db()
    assert "Votre mot de passe est enregistré." in answer.content.decode()
    assert jeanne.check_password(NEW)
    assert is_signed_in(client)
    assert kinds_for(jeanne.email) == ["accounts.password_changed"]
    assert not Mail.objects.get().headers.get("List-Unsubscribe")


def test_changing_the_password_closes_the_other_sessions(
    client: StrictClient, jeanne: User
) -> None:
    other = Client()
    for browser in (client, other):
        browser.post("/compte/connexion/", {"email": jeanne.email, "password": PASSWORD})

    client.post(CHANGE, {"present": PASSWORD, "password": NEW})

    assert client.get("/compte/").status_code == 200
    assert other.get("/compte/").status_code == 302


def test_without_the_present_password_nothing_changes(client: StrictClient, jeanne: User) -> None:
    client.force_login(jeanne)

    wrong = client.post(CHANGE, {"present": "autre-chose-12", "password": NEW})
    missing = client.post(CHANGE, {"password": NEW})

    jeanne.refresh_from_db()
    assert wrong.status_code == missing.status_code == 422
    assert "Ce n’est pas votre mot de passe actuel." in wrong.content.decode()
    assert jeanne.check_password(PASSWORD)


def test_who_signs_in_by_code_may_choose_a_first_password(client: StrictClient) -> None:
    user = UserFactory(password=None)
    client.force_login(user)

    page = client.get(CHANGE).content.decode()
    client.post(CHANGE, {"password": NEW})

    user.refresh_from_db()
    assert 'name="present"' not in page
    assert user.check_password(NEW)
