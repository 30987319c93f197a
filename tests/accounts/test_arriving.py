"""Where one arrives after signing in: the page that was asked for, and never another site."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from benevalibre.accounts.models import User
from tests.client import StrictClient
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

SIGN_IN = "/compte/connexion/"
HOME = "/"
Codes = Callable[[str], str]


@pytest.fixture
def jeanne() -> User:
    return UserFactory(email="jeanne@example.org", first_name="Jeanne")


@pytest.mark.parametrize("by", ["code", "password"])
def test_one_arrives_on_the_page_that_was_asked_for(
    client: StrictClient, jeanne: User, code_for: Codes, by: str
) -> None:
    page = client.get(reverse("accounts:profile"), follow=True)
    asked = {"email": jeanne.email, "next": "/compte/"}

    if by == "password":
        answer = client.post(SIGN_IN, {**asked, "password": PASSWORD})
    else:
        code_page = client.post(SIGN_IN, asked)["Location"]
        answer = client.post(code_page, {"code": code_for(jeanne.email)})

    assert 'name="next" value="/compte/"' in page.content.decode()
    assert answer["Location"] == "/compte/"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://ailleurs.example.org/",
        "//ailleurs.example.org/",
        "/\\ailleurs.example.org",
        "http://localhost/",
        "javascript:alert(1)",
        "\x01//ailleurs.example.org",
    ],
)
def test_nobody_is_sent_elsewhere(client: StrictClient, jeanne: User, elsewhere: str) -> None:
    page = client.get(SIGN_IN, {"next": elsewhere})
    answer = client.post(SIGN_IN, {"email": jeanne.email, "password": PASSWORD, "next": elsewhere})

    assert 'name="next"' not in page.content.decode()
    assert answer["Location"] == HOME


def test_who_is_signed_in_is_sent_on(client: StrictClient, jeanne: User) -> None:
    client.force_login(jeanne)

    assert client.get(SIGN_IN)["Location"] == HOME
    assert client.get(SIGN_IN, {"next": "/compte/"})["Location"] == "/compte/"
    assert client.get("/compte/inscription/")["Location"] == HOME


@pytest.mark.parametrize("path", [SIGN_IN, "/compte/inscription/", "/compte/mot-de-passe/oublie/"])
def test_a_monitor_may_ask_for_the_head_of_a_page(client: StrictClient, path: str) -> None:
    assert client.head(path).status_code == 200
