"""Making an account: a name, an address, and the code that confirms it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.test import Client

from benevalibre.accounts.adapter import INVITED_KEY
from benevalibre.accounts.forms.entering import SignUpForm
from benevalibre.accounts.models import User
from benevalibre.instance.models import Instance, Opening
from tests.client import StrictClient
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

SIGN_UP = "/compte/inscription/"
CODE = "/compte/adresse/code/"
JEANNE = {
    "email": "Jeanne@Example.org",
    "first_name": " Jeanne  Marie ",
    "last_name": "",
    "pseudonym": "",
}
Codes = Callable[[str], str]
Kinds = Callable[[str], list[str]]


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_an_account_is_made_and_opened_by_the_code_of_its_address(
    client: StrictClient, code_for: Codes
) -> None:
    asked = client.post(SIGN_UP, JEANNE)
    before = is_signed_in(client)
    answer = client.post(CODE, {"code": code_for("jeanne@example.org")})

    user = User.objects.get()
    assert asked["Location"] == CODE
    assert not before
    assert answer["Location"] == "/"
    assert is_signed_in(client)
    assert (user.email, user.first_name) == ("jeanne@example.org", "Jeanne Marie")
    assert not user.has_usable_password()
    assert EmailAddress.objects.get(user=user).verified


def test_after_sign_up_one_arrives_on_the_page_that_was_asked_for(
    client: StrictClient, code_for: Codes
) -> None:
    client.post(SIGN_UP, {**JEANNE, "next": "/associations/7/"})

    answer = client.post(CODE, {"code": code_for("jeanne@example.org")})

    assert answer["Location"] == "/associations/7/"


def test_without_the_code_the_account_opens_nothing(client: StrictClient) -> None:
    client.post(SIGN_UP, JEANNE)

    answer = client.post(CODE, {"code": "000000x"})

    assert answer.status_code == 422
    assert not is_signed_in(client)
    assert not EmailAddress.objects.get().verified


@pytest.mark.parametrize("name", ["first_name", "last_name", "pseudonym"])
def test_one_name_of_three_is_enough(client: StrictClient, name: str) -> None:
    client.post(SIGN_UP, {"email": "jeanne@example.org", name: "Jeanne"})

    assert User.objects.get().display_name == "Jeanne"


@pytest.mark.parametrize("blank", ["", "   ", "\u00a0"])
def test_somebody_without_a_name_is_asked_for_one(client: StrictClient, blank: str) -> None:
    answer = client.post(SIGN_UP, {"email": "jeanne@example.org", "first_name": blank})

    assert answer.status_code == 422
    assert "Indiquez un prénom, un nom ou un pseudonyme." in answer.content.decode()
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"email": "jeanne"},
        {"email": ""},
        {"first_name": "J" * 31},
        {"last_name": "D" * 51},
        {"pseudonym": "p" * 31},
        {"first_name": "J\x00"},
    ],
)
def test_what_does_not_fit_is_refused_and_kept_on_screen(
    client: StrictClient, fields: dict[str, str]
) -> None:
    answer = client.post(SIGN_UP, {**JEANNE, **fields})

    assert answer.status_code == 422
    assert not User.objects.exists()


def test_nobody_makes_themselves_host(client: StrictClient) -> None:
    client.post(SIGN_UP, {**JEANNE, "is_host": "on", "is_active": "", "id": "1", "password": "x"})

    user = User.objects.get()
    assert not user.is_host
    assert user.is_active
    assert not user.has_usable_password()


def test_a_known_address_gets_the_same_answers_and_its_owner_a_mail(
    client: StrictClient, kinds_for: Kinds
) -> None:
    UserFactory(email="nadia@example.org")

    def answers(browser: Client, address: str) -> list[Any]:
        sent = [
            browser.post(SIGN_UP, {**JEANNE, "email": address}),
            browser.get(CODE),
            browser.post(CODE, {"code": "000000x"}),
        ]
        return [(a.status_code, a.get("Location"), neutral(a, address)) for a in sent]

    unknown = answers(client, "jeanne@example.org")
    known = answers(StrictClient(), "nadia@example.org")

    assert known == unknown
    assert kinds_for("nadia@example.org") == ["accounts.already_here"]
    assert kinds_for("jeanne@example.org") == ["accounts.address_code"]
    assert User.objects.count() == 2


def neutral(answer: Any, address: str) -> str:
    """A page without what differs from one browser to the next."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())
    return page.replace(address, "@")


def test_two_sign_ups_at_once_with_one_address_make_one_account(
    client: StrictClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    UserFactory(email="jeanne@example.org")
    monkeypatch.setattr(SignUpForm, "validate_unique_email", lambda _self, value: value)

    answer = client.post(SIGN_UP, JEANNE)

    assert answer["Location"] == CODE
    assert get_user_model().objects.count() == 1


def test_the_terms_are_accepted_with_their_version_and_date(client: StrictClient) -> None:
    Instance.change(terms_text="Soyez aimables.", terms_version=3)

    refused = client.post(SIGN_UP, JEANNE)
    client.post(SIGN_UP, {**JEANNE, "terms": "on"})

    user = User.objects.get()
    assert refused.status_code == 422
    assert "Acceptez les conditions" in refused.content.decode()
    assert user.terms_accepted == 3
    assert user.terms_accepted_at is not None


def test_without_terms_none_are_asked(client: StrictClient) -> None:
    page = client.get(SIGN_UP).content.decode()

    assert 'name="terms"' not in page
    assert client.get("/compte/conditions/").status_code == 404


def test_the_terms_are_shown_as_text(client: StrictClient) -> None:
    Instance.change(terms_text="Soyez <b>aimables</b>.")

    page = client.get("/compte/conditions/").content.decode()

    assert "Soyez &lt;b&gt;aimables&lt;/b&gt;." in page


def test_the_consent_of_a_parent_is_spoken_of(client: StrictClient) -> None:
    assert "quinze ans" in client.get(SIGN_UP).content.decode()


@pytest.mark.parametrize("opening", [Opening.INVITED, Opening.CLOSED])
def test_where_sign_up_is_not_open_the_page_says_so(client: StrictClient, opening: str) -> None:
    Instance.change(sign_up=opening, contact="aide@example.org")

    page = client.get(SIGN_UP)
    client.post(SIGN_UP, JEANNE)

    assert "En créer un" not in client.get("/compte/connexion/").content.decode()
    assert "Les inscriptions sont fermées" in page.content.decode()
    assert "aide@example.org" in page.content.decode()
    assert not User.objects.exists()


@pytest.mark.parametrize("sent", ["jeanne@example.org", "mallory@example.org"])
def test_who_was_invited_may_sign_up_with_that_address_only(
    client: StrictClient, sent: str
) -> None:
    Instance.change(sign_up=Opening.INVITED)
    session = client.session
    session[INVITED_KEY] = "jeanne@example.org"
    session.save()
    client.cookies["session"] = session.session_key

    client.post(SIGN_UP, {**JEANNE, "email": sent})

    assert [user.email for user in User.objects.all()] == ["jeanne@example.org"]
