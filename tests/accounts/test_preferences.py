"""Which mails one wants, and how often."""

import pytest

from benevalibre.accounts.models import User
from benevalibre.associations.models import Right
from benevalibre.mailing import outbox
from benevalibre.mailing.addresses import Rhythm, choose, opt_out_url, rhythm, rhythms
from benevalibre.mailing.models import Mail, OptOut
from tests.client import StrictClient
from tests.factories import MembershipFactory, UserFactory
from tests.personas import signed_in

pytestmark = pytest.mark.django_db

PAGE = "/compte/mails/"
APPROVED, WAITING = "actions.approved", "actions.waiting"


@pytest.fixture
def jeanne() -> User:
    return UserFactory(email="jeanne@example.org")


@pytest.fixture
def nadia() -> User:
    """Who moderates somewhere."""
    return MembershipFactory(rights=[Right.MANAGE_ACTIONS, Right.MANAGE_MEMBERS]).user


def test_a_volunteer_chooses_what_concerns_volunteers(jeanne: User) -> None:
    page = signed_in(jeanne).get(PAGE).content.decode()

    assert "Quand mes heures sont validées" in page
    assert "Quand quelqu’un note ou corrige des heures pour moi" in page
    assert "attendent mon accord" not in page
    assert "demandent à rejoindre" not in page


def test_who_moderates_chooses_how_often(nadia: User) -> None:
    browser = signed_in(nadia)

    answer = browser.post(
        PAGE,
        {
            "actions-approved": "on",
            "actions-waiting": "daily",
            "associations-requests_waiting": "never",
            "reports-year": "on",
        },
    )

    assert answer["Location"] == PAGE
    assert rhythms(nadia.email) == {
        "actions.done_for_you": Rhythm.NEVER,
        "actions.corrected_by_person": Rhythm.NEVER,
        "actions.waiting": Rhythm.DAILY,
        "associations.requests_waiting": Rhythm.NEVER,
    }


def test_the_page_shows_what_was_chosen_and_can_take_it_back(jeanne: User) -> None:
    choose(jeanne.email, APPROVED, Rhythm.NEVER)
    browser = signed_in(jeanne)
    page = browser.get(PAGE).content.decode()

    browser.post(
        PAGE, {"actions-approved": "on", "actions-done_for_you": "on", "reports-year": "on"}
    )

    assert page.count("checked") == 2
    assert not OptOut.objects.exists()


@pytest.mark.parametrize("often", ["", "weekly", "x\x00", "9" * 4000])
def test_nonsense_is_sent_back(nadia: User, often: str) -> None:
    answer = signed_in(nadia).post(PAGE, {"actions-waiting": often})

    assert answer.status_code == 422
    assert not OptOut.objects.exists()


def test_choosing_never_takes_back_what_waits() -> None:
    context = {"association": "A", "name": "N", "url": "/", "count": 1, "minutes": 60}
    outbox.enqueue_grouped(
        WAITING, to="n@example.org", context={**context, "is_daily": False}, key="waiting:1:"
    )

    choose("n@example.org", WAITING, Rhythm.NEVER)

    assert not Mail.objects.exists()


def test_the_link_of_a_mail_offers_it_once_a_day(client: StrictClient) -> None:
    path = opt_out_url("nadia@example.org", WAITING).removeprefix("http://testserver")
    page = client.get(path).content.decode()

    client.post(path, {"rhythm": "daily"})

    assert "Quand des heures attendent mon accord" in page
    assert "Une fois par jour suffit" in page
    assert rhythm("nadia@example.org", WAITING) == Rhythm.DAILY


def test_a_kind_that_is_not_grouped_is_never_daily(client: StrictClient) -> None:
    path = opt_out_url("jeanne@example.org", APPROVED).removeprefix("http://testserver")

    client.post(path, {"rhythm": "daily"})

    assert rhythm("jeanne@example.org", APPROVED) == Rhythm.NEVER


def test_the_link_shows_ones_own_page_to_who_is_signed_in(jeanne: User) -> None:
    path = opt_out_url(jeanne.email, APPROVED).removeprefix("http://testserver")

    own = signed_in(jeanne).get(path).content.decode()
    other = signed_in(UserFactory()).get(path).content.decode()

    assert PAGE in own
    assert f'"{PAGE}"' not in other


def test_choices_follow_a_change_of_address(jeanne: User, code_for) -> None:
    choose(jeanne.email, APPROVED, Rhythm.NEVER)
    choose(jeanne.email, WAITING, Rhythm.DAILY)
    browser = signed_in(jeanne)
    browser.post("/compte/adresse/", {"email": "neuve@example.org"})

    browser.post("/compte/adresse/code/", {"code": code_for("neuve@example.org")})

    assert rhythms("neuve@example.org") == {APPROVED: Rhythm.NEVER, WAITING: Rhythm.DAILY}
    assert rhythms("jeanne@example.org") == {}


def test_the_page_costs_few_queries(nadia: User, query_budget) -> None:
    browser = signed_in(nadia)

    with query_budget(10):
        browser.get(PAGE)
