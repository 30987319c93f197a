"""Accounts that are not like the others: deactivated, or never confirmed."""

from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from benevalibre.accounts.models import User
from benevalibre.instance.models import Instance
from benevalibre.mailing.models import Mail
from tests.client import StrictClient
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

SIGN_IN = "/compte/connexion/"
CODE = "/compte/connexion/code/"
ADDRESS_CODE = "/compte/adresse/code/"
FORGOTTEN = "/compte/mot-de-passe/oublie/"
SIGN_UP = "/compte/inscription/"
Codes = Callable[[str], str]
Kinds = Callable[[str], list[str]]


@pytest.fixture
def gone() -> User:
    return UserFactory(email="gone@example.org", inactive=True)


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_a_deactivated_account_is_told_so_after_its_right_password(
    client: StrictClient, gone: User
) -> None:
    Instance.change(contact="aide@example.org")

    answer = client.post(SIGN_IN, {"email": gone.email, "password": PASSWORD}, follow=True)

    assert "Ce compte est désactivé" in answer.content.decode()
    assert "aide@example.org" in answer.content.decode()
    assert not is_signed_in(client)


@pytest.mark.parametrize("path", [SIGN_IN, FORGOTTEN])
def test_a_deactivated_account_gets_no_code(
    client: StrictClient, gone: User, kinds_for: Kinds, path: str
) -> None:
    Instance.change(contact="aide@example.org")

    client.post(path, {"email": gone.email})

    assert kinds_for(gone.email) == ["accounts.deactivated"]
    assert "aide@example.org" in Mail.objects.get().text


def test_signing_up_again_does_not_wake_a_deactivated_account(
    client: StrictClient, gone: User, kinds_for: Kinds
) -> None:
    client.post(SIGN_UP, {"email": gone.email, "first_name": "Autre"})

    gone.refresh_from_db()
    assert kinds_for(gone.email) == ["accounts.already_here"]
    assert not gone.is_active


def test_a_code_asked_before_the_deactivation_opens_nothing(
    client: StrictClient, code_for: Codes
) -> None:
    user = UserFactory(email="jeanne@example.org")
    client.post(SIGN_IN, {"email": user.email})
    User.objects.filter(pk=user.pk).update(is_active=False)

    client.post(CODE, {"code": code_for(user.email)})

    assert not is_signed_in(client)


def test_a_reset_begun_before_the_deactivation_opens_nothing(
    client: StrictClient, code_for: Codes
) -> None:
    user = UserFactory(email="jeanne@example.org")
    client.post(FORGOTTEN, {"email": user.email})
    client.post("/compte/mot-de-passe/code/", {"code": code_for(user.email)})
    User.objects.filter(pk=user.pk).update(is_active=False)

    client.post("/compte/mot-de-passe/choisir/", {"password1": "un-autre-Mot-42"})

    user.refresh_from_db()
    assert not is_signed_in(client)
    assert not user.is_active


def test_a_deactivation_closes_the_sessions_that_are_open(client: StrictClient) -> None:
    user = UserFactory()
    client.force_login(user)
    User.objects.filter(pk=user.pk).update(is_active=False)

    answer = client.get("/compte/")

    assert answer["Location"].startswith(SIGN_IN)


def test_an_unconfirmed_account_confirms_itself_by_its_code(
    client: StrictClient, code_for: Codes
) -> None:
    user = UserFactory(email="jeanne@example.org", confirmed=False)

    client.post(SIGN_IN, {"email": user.email})
    client.post(CODE, {"code": code_for(user.email)})

    assert is_signed_in(client)
    assert EmailAddress.objects.get(user=user).verified


def test_an_unconfirmed_account_with_the_right_password_still_needs_a_code(
    client: StrictClient, code_for: Codes
) -> None:
    user = UserFactory(email="jeanne@example.org", confirmed=False)

    answer = client.post(SIGN_IN, {"email": user.email, "password": PASSWORD})
    before = is_signed_in(client)
    client.post(ADDRESS_CODE, {"code": code_for(user.email)})

    assert answer["Location"] == ADDRESS_CODE
    assert not before
    assert is_signed_in(client)
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_a_password_set_by_who_never_confirmed_is_dropped_when_the_owner_does(
    client: StrictClient, code_for: Codes
) -> None:
    user = UserFactory(email="jeanne@example.org", confirmed=False)

    client.post(SIGN_IN, {"email": user.email})
    client.post(CODE, {"code": code_for(user.email)})

    user.refresh_from_db()
    assert not user.has_usable_password()


def test_an_account_without_a_row_of_address_signs_in_by_code(
    client: StrictClient, code_for: Codes
) -> None:
    user = User.objects.create_user("Jeanne@example.org", first_name="Jeanne")

    client.post(SIGN_IN, {"email": "jeanne@example.org"})
    following = client.post(CODE, {"code": code_for(user.email)})["Location"]
    client.post(following, {"code": code_for(user.email)})

    assert is_signed_in(client)
