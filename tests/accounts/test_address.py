"""Changing one's address: confirmed at the new one, announced at the old one."""

from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress

from benevalibre.accounts.models import User
from benevalibre.mailing.models import Mail
from tests.client import StrictClient
from tests.factories import PASSWORD, UserFactory
from tests.personas import signed_in

pytestmark = pytest.mark.django_db

CHANGE = "/compte/adresse/"
CODE = "/compte/adresse/code/"
NEW = "jeanne.durand@example.org"
Codes = Callable[[str], str]
Kinds = Callable[[str], list[str]]


@pytest.fixture
def jeanne() -> User:
    return UserFactory(email="jeanne@example.org", first_name="Jeanne")


def test_the_address_changes_once_its_code_is_typed(
    jeanne: User, code_for: Codes, kinds_for: Kinds
) -> None:
    browser = signed_in(jeanne)

    asked = browser.post(CHANGE, {"email": NEW.upper()})
    answer = browser.post(CODE, {"code": code_for(NEW)})

    jeanne.refresh_from_db()
    assert asked["Location"] == CODE
    assert answer["Location"] == "/compte/"
    assert (jeanne.email, jeanne.email_key) == (NEW, NEW)
    assert [(a.email, a.verified, a.primary) for a in EmailAddress.objects.all()] == [
        (NEW, True, True)
    ]
    assert kinds_for("jeanne@example.org") == ["accounts.address_changed"]
    assert NEW in Mail.objects.get(kind="accounts.address_changed").text


def test_until_then_the_present_address_serves(client: StrictClient, jeanne: User) -> None:
    signed_in(jeanne).post(CHANGE, {"email": NEW})

    client.post("/compte/connexion/", {"email": jeanne.email, "password": PASSWORD})
    by_new = StrictClient()
    by_new.post("/compte/connexion/", {"email": NEW, "password": PASSWORD})

    assert "_auth_user_id" in client.session
    assert "_auth_user_id" not in by_new.session


def test_a_wrong_code_changes_nothing(jeanne: User) -> None:
    browser = signed_in(jeanne)
    browser.post(CHANGE, {"email": NEW})

    statuses = [browser.post(CODE, {"code": "x"}).status_code for _ in range(5)]

    jeanne.refresh_from_db()
    assert statuses == [422, 422, 422, 422, 302]
    assert jeanne.email == "jeanne@example.org"


def test_the_address_of_another_account_is_not_told_from_a_free_one(
    jeanne: User, kinds_for: Kinds
) -> None:
    UserFactory(email="nadia@example.org")

    taken = signed_in(jeanne).post(CHANGE, {"email": "nadia@example.org"})
    free = signed_in(jeanne).post(CHANGE, {"email": NEW})

    assert (taken.status_code, taken["Location"]) == (free.status_code, free["Location"])
    assert kinds_for("nadia@example.org") == kinds_for(NEW)


def test_the_address_of_another_account_cannot_be_taken_even_with_its_code(
    jeanne: User, code_for: Codes
) -> None:
    UserFactory(email="nadia@example.org")
    browser = signed_in(jeanne)
    browser.post(CHANGE, {"email": "nadia@example.org"})

    answer = browser.post(CODE, {"code": code_for("nadia@example.org")})

    jeanne.refresh_from_db()
    assert answer.status_code == 422
    assert "sert déjà à un autre compte" in answer.content.decode()
    assert jeanne.email == "jeanne@example.org"


@pytest.mark.parametrize("email", ["", "jeanne", "jeanne@example.org", "x\x00@example.org"])
def test_what_cannot_be_a_new_address_is_refused(jeanne: User, email: str) -> None:
    answer = signed_in(jeanne).post(CHANGE, {"email": email})

    assert answer.status_code == 422
    assert not Mail.objects.exists()


def test_opening_the_code_page_without_asking_leads_back(jeanne: User) -> None:
    assert signed_in(jeanne).get(CODE)["Location"] == CHANGE
