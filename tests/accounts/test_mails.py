"""The mails of an account: their words, in both formats, and that they leave."""

from collections.abc import Callable

import pytest
from django.core import mail as post
from django.core.mail import EmailMultiAlternatives

from benevalibre.accounts import mails
from benevalibre.accounts.models import User
from benevalibre.instance.models import Instance, Opening
from benevalibre.mailing import outbox
from benevalibre.mailing.models import Mail
from tests.client import StrictClient
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

WITH_CODE = ["login_code", "email_confirmation_signup", "email_confirmation", "password_reset_code"]
OTHERS = [
    "account_already_exists",
    "unknown_account",
    "email_changed",
    "password_changed",
    "password_set",
    "password_reset",
]


@pytest.fixture
def jeanne() -> User:
    return UserFactory(email="jeanne@example.org", first_name="Jeanne <3")


@pytest.mark.parametrize("name", [*WITH_CODE, *OTHERS])
def test_each_mail_is_written_as_text_and_html_and_leaves(jeanne: User, name: str) -> None:
    Instance.change(contact="aide@example.org")

    mails.send(name, to=jeanne.email, context={"code": "123456", "to_email": "new@example.org"})
    outbox.send_due()

    (sent,) = post.outbox
    assert isinstance(sent, EmailMultiAlternatives)
    html = str(sent.alternatives[0][0])
    assert sent.to == [jeanne.email]
    assert sent.subject
    assert "Bonjour Jeanne <3," in sent.body
    assert "Bonjour Jeanne &lt;3," in html
    assert "List-Unsubscribe" not in sent.extra_headers


@pytest.mark.parametrize("name", WITH_CODE)
def test_a_code_stands_in_both_formats_and_not_in_the_subject(jeanne: User, name: str) -> None:
    mails.send(name, to=jeanne.email, context={"code": "123456"})

    mail = Mail.objects.get()
    assert "123456" in mail.text
    assert "123456" in mail.html
    assert "123456" not in mail.subject
    assert mail.secret


def test_codes_are_not_logged(
    client: StrictClient,
    jeanne: User,
    code_for: Callable[[str], str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("DEBUG", logger="benevalibre")
    client.post("/compte/connexion/", {"email": jeanne.email})
    code = code_for(jeanne.email)

    outbox.send_due()
    client.post("/compte/connexion/code/", {"code": code})

    assert code not in caplog.text


def test_a_mail_speaks_the_language_of_the_account(jeanne: User) -> None:
    User.objects.filter(pk=jeanne.pk).update(language="en")

    mails.send("login_code", to=jeanne.email, context={"code": "123456"})

    assert '<html lang="en">' in Mail.objects.get().html


def test_links_lead_to_the_address_of_the_site(jeanne: User) -> None:
    mails.send("account_already_exists", to=jeanne.email, context={})

    assert "http://testserver/compte/connexion/" in Mail.objects.get().text


def test_where_sign_up_is_closed_no_mail_offers_it() -> None:
    mails.send("unknown_account", to="a@example.org", context={})
    Instance.change(sign_up=Opening.CLOSED)
    mails.send("unknown_account", to="b@example.org", context={})

    assert "/compte/inscription/" in Mail.objects.get(to="a@example.org").text
    assert "/compte/inscription/" not in Mail.objects.get(to="b@example.org").text
