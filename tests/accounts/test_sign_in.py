"""Signing in by a code or a password, and what hides behind each answer."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.test import Client

from benevalibre.accounts.models import User
from benevalibre.mailing.models import Mail
from tests.client import StrictClient
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

SIGN_IN = "/compte/connexion/"
CODE = "/compte/connexion/code/"
HOME = "/"
Codes = Callable[[str], str]
Kinds = Callable[[str], list[str]]


@pytest.fixture
def jeanne() -> User:
    return UserFactory(email="jeanne@example.org", first_name="Jeanne")


def who(client: Client) -> int | None:
    """The account whose session this browser holds."""
    key = client.session.get("_auth_user_id")
    return int(key) if key else None


def test_a_code_sent_by_mail_opens_the_session(
    client: StrictClient, jeanne: User, code_for: Codes
) -> None:
    asked = client.post(SIGN_IN, {"email": "Jeanne@Example.org"})
    answer = client.post(CODE, {"code": code_for("jeanne@example.org")})

    assert (asked.status_code, asked["Location"]) == (302, CODE)
    assert (answer.status_code, answer["Location"]) == (302, HOME)
    assert who(client) == jeanne.pk


def test_the_code_leaves_at_once_and_is_not_kept(
    client: StrictClient, jeanne: User, code_for: Codes
) -> None:
    client.post(SIGN_IN, {"email": jeanne.email})

    mail = Mail.objects.get()
    assert mail.not_before <= mail.created_at + datetime.timedelta(seconds=1)
    assert mail.secret
    assert code_for(jeanne.email) not in mail.subject


def test_a_new_code_takes_back_the_one_that_has_not_left(
    client: StrictClient, jeanne: User
) -> None:
    client.post(SIGN_IN, {"email": jeanne.email})
    client.post(CODE, {"action": "resend"})

    assert Mail.objects.filter(to=jeanne.email).count() == 1


def test_the_code_may_be_typed_with_a_space(
    client: StrictClient, jeanne: User, code_for: Codes
) -> None:
    client.post(SIGN_IN, {"email": jeanne.email})
    code = code_for(jeanne.email)

    client.post(CODE, {"code": f" {code[:3]} {code[3:]} "})

    assert who(client) == jeanne.pk


@pytest.mark.parametrize("wrong", ["", "12345", "abcdef", "٠٠٠٠٠٠", "0" * 400, "1\x002"])
def test_a_wrong_code_is_answered_with_a_sentence(
    client: StrictClient, jeanne: User, code_for: Codes, wrong: str
) -> None:
    client.post(SIGN_IN, {"email": jeanne.email})

    answer = client.post(CODE, {"code": wrong})

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert who(client) is None


def test_the_fifth_wrong_code_makes_the_right_one_useless(
    client: StrictClient, jeanne: User, code_for: Codes
) -> None:
    client.post(SIGN_IN, {"email": jeanne.email})
    code = code_for(jeanne.email)
    wrong = f"{(int(code) + 1) % 1_000_000:06}"

    statuses = [client.post(CODE, {"code": wrong}).status_code for _ in range(5)]
    client.post(CODE, {"code": code})

    assert statuses == [422, 422, 422, 422, 302]
    assert who(client) is None
    assert "Trop d’essais" in client.get(SIGN_IN).content.decode()


def test_a_code_serves_a_quarter_of_an_hour(
    client: StrictClient, jeanne: User, code_for: Codes
) -> None:
    with time_machine.travel("2026-06-15 10:00", tick=False) as now:
        client.post(SIGN_IN, {"email": jeanne.email})
        now.shift(datetime.timedelta(minutes=16))
        client.post(CODE, {"code": code_for(jeanne.email)})

        assert who(client) is None


def test_the_code_of_one_browser_opens_nothing_in_another(
    client: StrictClient, jeanne: User, code_for: Codes
) -> None:
    client.post(SIGN_IN, {"email": jeanne.email})
    other = StrictClient()

    answer = other.post(CODE, {"code": code_for(jeanne.email)})

    assert answer["Location"] == SIGN_IN
    assert who(other) is None


def test_an_unknown_address_gets_the_same_answers(
    client: StrictClient, jeanne: User, kinds_for: Kinds
) -> None:
    def answers(browser: Client, address: str) -> list[tuple[int, str]]:
        sent = [
            browser.post(SIGN_IN, {"email": address}),
            browser.get(CODE),
            browser.post(CODE, {"action": "resend"}),
            browser.post(CODE, {"code": "000000x"}),
        ]
        return [(a.status_code, neutral(a.content.decode(), address)) for a in sent]

    known = answers(client, jeanne.email)
    unknown = answers(StrictClient(), "personne@example.org")

    assert known == unknown
    assert kinds_for("personne@example.org") == ["accounts.unknown"]


def neutral(page: str, address: str) -> str:
    """A page without what differs from one browser to the next."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page).replace(address, "@")


def test_a_password_opens_the_session(client: StrictClient, jeanne: User) -> None:
    answer = client.post(SIGN_IN, {"email": jeanne.email, "password": PASSWORD})

    assert (answer.status_code, answer["Location"]) == (302, HOME)
    assert who(client) == jeanne.pk


def test_a_wrong_password_and_an_unknown_address_get_the_same_page(
    client: StrictClient, jeanne: User
) -> None:
    wrong = client.post(SIGN_IN, {"email": jeanne.email, "password": "autre-chose-12"})
    unknown = StrictClient().post(
        SIGN_IN, {"email": "personne@example.org", "password": "autre-chose-12"}
    )

    assert wrong.status_code == unknown.status_code == 422
    assert neutral(wrong.content.decode(), jeanne.email) == neutral(
        unknown.content.decode(), "personne@example.org"
    )
    assert "ne vont pas ensemble" in wrong.content.decode()


def test_an_unknown_address_costs_a_hash_like_a_known_one(
    client: StrictClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str | None] = []
    monkeypatch.setattr(User, "set_password", lambda _self, raw: hashed.append(raw))

    client.post(SIGN_IN, {"email": "personne@example.org", "password": "autre-chose-12"})

    assert hashed == ["autre-chose-12"]


def test_after_a_wrong_password_the_code_is_one_tap_away(
    client: StrictClient, jeanne: User, kinds_for: Kinds
) -> None:
    page = client.post(SIGN_IN, {"email": jeanne.email, "password": "autre-chose-12"})
    client.post(SIGN_IN, {"email": jeanne.email, "password": "autre-chose-12", "by": "code"})

    assert 'name="by" value="code"' in page.content.decode()
    assert kinds_for(jeanne.email) == ["accounts.sign_in_code"]


@pytest.mark.parametrize("email", ["", "jeanne", "a@b", "x" * 300 + "@example.org", "a\x00@b.fr"])
def test_what_is_not_an_address_is_refused_with_a_sentence(
    client: StrictClient, email: str
) -> None:
    answer = client.post(SIGN_IN, {"email": email})

    assert answer.status_code == 422
    assert not Mail.objects.exists()


def test_a_phone_stays_signed_in_for_six_months(client: StrictClient, jeanne: User) -> None:
    client.post(SIGN_IN, {"email": jeanne.email, "password": PASSWORD})

    cookie = client.cookies["session"]
    assert int(cookie["max-age"]) == 180 * 24 * 3600
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_signing_in_changes_the_key_of_the_session(client: StrictClient, jeanne: User) -> None:
    client.post(SIGN_IN, {"email": jeanne.email})
    before = client.cookies["session"].value

    client.post(SIGN_IN, {"email": jeanne.email, "password": PASSWORD})

    assert client.cookies["session"].value != before


def test_signing_out_closes_the_session(client: StrictClient, jeanne: User) -> None:
    client.post(SIGN_IN, {"email": jeanne.email, "password": PASSWORD})

    answer = client.post("/compte/deconnexion/")

    assert answer["Location"] == HOME
    assert who(client) is None
    assert client.get("/compte/deconnexion/").status_code == 405


def test_a_form_without_its_token_is_refused(jeanne: User) -> None:
    strict = Client(enforce_csrf_checks=True)

    answer = strict.post(SIGN_IN, {"email": jeanne.email, "password": PASSWORD})

    assert answer.status_code == 403
    assert who(strict) is None


def test_a_password_of_the_former_version_works_and_is_hashed_anew(
    client: StrictClient, jeanne: User, settings: Any
) -> None:
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.Argon2PasswordHasher",
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ]
    former = make_password(PASSWORD, hasher="pbkdf2_sha256")
    User.objects.filter(pk=jeanne.pk).update(password=former)

    client.post(SIGN_IN, {"email": jeanne.email, "password": PASSWORD})

    jeanne.refresh_from_db()
    assert who(client) == jeanne.pk
    assert jeanne.password.startswith("argon2$argon2id$")


def test_the_application_reads_former_hashes_and_writes_argon2() -> None:
    from benevalibre import settings as real

    names = [name.rpartition(".")[2] for name in real.PASSWORD_HASHERS]
    assert names[0] == "Argon2PasswordHasher"
    assert "PBKDF2PasswordHasher" in names
    assert settings.SESSION_COOKIE_AGE == real.SESSION_COOKIE_AGE


@pytest.mark.parametrize("page", ["/compte/connexion/", "/compte/inscription/"])
@pytest.mark.parametrize("asked", ["0001-01-01", "nulle-part", "//ailleurs.example", "\x00"])
def test_who_is_signed_in_and_asks_for_no_path_goes_home(page: str, asked: str) -> None:
    browser = StrictClient()
    browser.force_login(UserFactory())

    response = browser.get(page, {"next": asked})

    assert (response.status_code, response["Location"]) == (302, "/")
