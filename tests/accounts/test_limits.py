"""How often things may be tried: counted in the database, whatever a header says."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.conf import settings as real_settings
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.test import RequestFactory
from django.urls import URLResolver, get_resolver

from benevalibre.accounts.adapter import Adapter
from benevalibre.mailing.models import Mail
from benevalibre.valuation.closing import close
from tests.client import StrictClient
from tests.factories import PASSWORD, FiscalYearFactory, MembershipFactory, UserFactory
from tests.personas import signed_in

pytestmark = pytest.mark.django_db

SIGN_IN = "/compte/connexion/"
CODE = "/compte/connexion/code/"
SIGN_UP = "/compte/inscription/"
FORGOTTEN = "/compte/mot-de-passe/oublie/"


def statuses(count: int, send: Callable[[int], Any]) -> list[int]:
    return [send(number).status_code for number in range(count)]


def test_limits_are_counted_in_the_database_and_many_are_remembered() -> None:
    cache = caches["default"]

    assert isinstance(cache, DatabaseCache)
    assert cache._max_entries >= 10_000


def test_the_sixth_wrong_password_of_an_address_is_refused_and_so_is_then_the_right_one(
    client: StrictClient,
) -> None:
    user = UserFactory(email="jeanne@example.org")
    wrong = {"email": user.email, "password": "autre-chose-12"}

    found = statuses(6, lambda _n: StrictClient().post(SIGN_IN, wrong))
    answer = client.post(SIGN_IN, {"email": user.email, "password": PASSWORD})

    assert found == [422] * 5 + [429]
    assert answer.status_code == 429
    assert "Trop d’essais" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_wrong_passwords_of_many_addresses_are_counted_together(client: StrictClient) -> None:
    found = statuses(
        11,
        lambda n: client.post(
            SIGN_IN, {"email": f"personne{n}@example.org", "password": "autre-chose-12"}
        ),
    )

    assert found == [422] * 10 + [429]


def test_a_header_of_the_client_changes_nothing_to_the_count() -> None:
    found = statuses(
        11,
        lambda n: StrictClient(headers={"x-forwarded-for": f"203.0.113.{n}"}).post(
            SIGN_IN, {"email": f"personne{n}@example.org", "password": "autre-chose-12"}
        ),
    )

    assert found[-1] == 429


def test_behind_a_proxy_each_client_is_counted_by_what_the_proxy_wrote(settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def send(n: int, forwarded: str) -> Any:
        return StrictClient(headers={"x-forwarded-for": forwarded}).post(
            SIGN_IN, {"email": f"personne{n}@example.org", "password": "autre-chose-12"}
        )

    apart = statuses(11, lambda n: send(n, f"203.0.113.{n}"))
    forged = statuses(11, lambda n: send(20 + n, f"198.51.100.{n}, 203.0.113.99"))

    assert apart == [422] * 11
    assert forged == [422] * 10 + [429]


def test_the_number_of_proxies_is_a_setting_of_the_host() -> None:
    assert real_settings.ALLAUTH_TRUSTED_PROXY_COUNT == real_settings.TRUSTED_PROXIES


@pytest.mark.parametrize(
    ("proxies", "headers"),
    [
        (2, {"HTTP_X_FORWARDED_FOR": "203.0.113.1"}),
        (1, {"HTTP_X_FORWARDED_FOR": "n'importe quoi"}),
        (0, {"REMOTE_ADDR": ""}),
    ],
)
def test_an_odd_header_or_socket_is_no_error(
    settings: Any, proxies: int, headers: dict[str, Any]
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies

    address = Adapter().get_client_ip(RequestFactory().get("/", **headers))

    assert address == "0.0.0.0"


def test_the_fourth_code_in_a_minute_for_an_address_is_refused() -> None:
    UserFactory(email="jeanne@example.org")

    known = statuses(4, lambda _n: StrictClient().post(SIGN_IN, {"email": "jeanne@example.org"}))
    unknown = statuses(4, lambda _n: StrictClient().post(SIGN_IN, {"email": "x@example.org"}))

    assert known == unknown == [302, 302, 302, 429]


def test_codes_for_many_addresses_are_counted_together(client: StrictClient) -> None:
    found = statuses(21, lambda n: StrictClient().post(SIGN_IN, {"email": f"p{n}@example.org"}))

    assert found == [302] * 20 + [429]


def test_a_code_is_sent_again_twice_at_most(client: StrictClient) -> None:
    user = UserFactory(email="jeanne@example.org")
    client.post(SIGN_IN, {"email": user.email})
    for _ in range(2):
        client.post(CODE, {"action": "resend"})

    page = client.get(CODE).content.decode()
    third = client.post(CODE, {"action": "resend"})

    assert 'value="resend"' not in page
    assert third.status_code == 422


def test_the_twenty_first_sign_up_in_a_minute_is_refused() -> None:
    found = statuses(
        21,
        lambda n: StrictClient().post(
            SIGN_UP, {"email": f"p{n}@example.org", "first_name": "Jeanne"}
        ),
    )

    assert found == [302] * 20 + [429]


def test_a_refused_sign_up_is_answered_with_a_page_and_a_sentence(client: StrictClient) -> None:
    for n in range(20):
        client.post(SIGN_UP, {"email": f"p{n}@example.org"})

    answer = client.post(SIGN_UP, {"email": "p@example.org"})

    assert answer.status_code == 429
    assert "Attendez quelques minutes" in answer.content.decode()


def test_signing_up_again_and_again_does_not_flood_a_mailbox() -> None:
    UserFactory(email="jeanne@example.org")

    found = statuses(
        2,
        lambda _n: StrictClient().post(
            SIGN_UP, {"email": "jeanne@example.org", "first_name": "Jeanne"}
        ),
    )

    assert found == [302, 429]
    assert Mail.objects.count() == 1


def test_the_fourth_reset_in_a_minute_for_an_address_is_refused() -> None:
    UserFactory(email="jeanne@example.org")

    known = statuses(4, lambda _n: StrictClient().post(FORGOTTEN, {"email": "jeanne@example.org"}))
    unknown = statuses(4, lambda _n: StrictClient().post(FORGOTTEN, {"email": "x@example.org"}))

    assert known == unknown == [302, 302, 302, 429]


def test_the_sixth_change_of_address_in_an_hour_is_refused() -> None:
    browser = signed_in(UserFactory())

    found = statuses(6, lambda n: browser.post("/compte/adresse/", {"email": f"p{n}@example.org"}))

    assert found == [302] * 5 + [429]


def test_the_sixth_try_of_the_present_password_in_a_minute_is_refused() -> None:
    browser = signed_in(UserFactory())
    tried = {"present": "autre-chose-12", "password": "un-autre-Mot-42"}

    found = statuses(6, lambda _n: browser.post("/compte/mot-de-passe/", tried))

    assert found == [422] * 5 + [429]


def test_opening_pages_counts_for_nothing(client: StrictClient) -> None:
    found = statuses(40, lambda _n: client.get(SIGN_IN))

    assert set(found) == {200}


def test_whoever_asks_for_many_papers_at_once_reads_to_wait(settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**real_settings.ACCOUNT_RATE_LIMITS, "paper": "2/m/key"}
    jeanne, paul = signed_in(UserFactory()), signed_in(UserFactory())
    path = "/engagement-citoyen/releve.pdf"

    answers = [jeanne.get(path) for _n in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert "Attendez une minute, puis recommencez" in answers[-1].content.decode()
    assert paul.get(path).status_code == 200


def test_asking_for_many_papers_is_counted_and_looking_how_far_they_are_is_not(
    settings: Any,
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**real_settings.ACCOUNT_RATE_LIMITS, "papers": "1/m/key"}
    year = FiscalYearFactory(start=date(2024, 1, 1), end=date(2024, 12, 31))
    manager = MembershipFactory(association=year.association, manager=True)
    statement = close(year, by=manager)
    path = f"/associations/{year.association_id}/etats/{statement.number}/feuilles/"
    browser = signed_in(manager)

    seen = statuses(3, lambda _n: browser.get(path))
    asked = statuses(2, lambda _n: browser.post(path))

    assert seen == [200, 200, 200]
    assert asked == [302, 429]


def test_each_paper_made_while_one_waits_is_counted() -> None:
    views = dict(_views(get_resolver().url_patterns))

    papers = {route for route, view in views.items() if route.endswith((".pdf", ".zip"))}

    assert len(papers) > 10
    assert {route for route in papers if "making" not in vars(views[route])} == set()


def _views(patterns: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Each address of the site with its view."""
    for pattern in patterns:
        route = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from _views(pattern.url_patterns, route)
        else:
            yield route, pattern.callback
