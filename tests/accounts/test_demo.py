"""The demo's accounts, one tap each, and nowhere else."""

import pytest

from benevalibre.accounts.demo import DEMO_ACCOUNTS
from benevalibre.instance.models import Instance
from tests.client import StrictClient
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

SIGN_IN = "/compte/connexion/"
TAP = "/compte/connexion/demo/"
OFFERED = DEMO_ACCOUNTS[0].email


@pytest.fixture
def is_demo() -> None:
    Instance.change(is_demo=True)


def test_in_the_demo_one_tap_signs_in(client: StrictClient, is_demo: None) -> None:
    user = UserFactory(email=OFFERED)

    page = client.get(SIGN_IN).content.decode()
    answer = client.post(TAP, {"account": OFFERED})

    assert page.count(f'action="{TAP}"') == len(DEMO_ACCOUNTS)
    assert answer["Location"] == "/"
    assert client.session["_auth_user_id"] == str(user.pk)


def test_elsewhere_nothing_is_offered_and_nothing_opens(client: StrictClient) -> None:
    UserFactory(email=OFFERED)

    page = client.get(SIGN_IN).content.decode()
    answer = client.post(TAP, {"account": OFFERED})

    assert TAP not in page
    assert answer.status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("email", ["", "hote@example.org", OFFERED.upper()])
def test_only_the_accounts_of_the_list_open(
    client: StrictClient, is_demo: None, email: str
) -> None:
    UserFactory(email="hote@example.org", host=True)
    UserFactory(email=OFFERED)

    assert client.post(TAP, {"account": email}).status_code == 404


def test_an_account_that_is_gone_or_deactivated_does_not_open(
    client: StrictClient, is_demo: None
) -> None:
    gone = client.post(TAP, {"account": OFFERED})
    UserFactory(email=OFFERED, inactive=True)
    deactivated = client.post(TAP, {"account": OFFERED})

    assert (gone.status_code, deactivated.status_code) == (404, 404)


def test_a_tap_is_a_post(client: StrictClient, is_demo: None) -> None:
    assert client.get(TAP).status_code == 405
