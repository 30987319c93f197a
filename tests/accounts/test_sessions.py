"""Where one is signed in: seen, and ended one by one or all others."""

import datetime

import pytest
import time_machine
from allauth.usersessions.models import UserSession

from benevalibre.accounts.devices import describe_device
from benevalibre.accounts.models import User
from tests.client import StrictClient
from tests.factories import PASSWORD, UserFactory
from tests.personas import Personas

pytestmark = pytest.mark.django_db

LIST = "/compte/sessions/"
PHONE = "Mozilla/5.0 (Android 14; Mobile; rv:132.0) Gecko/132.0 Firefox/132.0"
DESK = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130 Safari/537.36"


@pytest.fixture
def jeanne() -> User:
    return UserFactory(email="jeanne@example.org")


def a_browser(user: User, agent: str = PHONE) -> StrictClient:
    browser = StrictClient(headers={"user-agent": agent})
    browser.post("/compte/connexion/", {"email": user.email, "password": PASSWORD})
    return browser


def is_open(browser: StrictClient) -> bool:
    return browser.get("/compte/").status_code == 200


def test_each_place_is_shown_this_one_first(jeanne: User) -> None:
    phone, _desk = a_browser(jeanne, PHONE), a_browser(jeanne, DESK)

    page = phone.get(LIST).content.decode()

    assert page.index("Firefox, Android") < page.index("Chrome, Linux")
    assert page.count(">Ici<") == 1


def test_a_place_is_signed_out_from_another(jeanne: User) -> None:
    phone, desk = a_browser(jeanne, PHONE), a_browser(jeanne, DESK)
    lost = UserSession.objects.get(user_agent=PHONE)

    answer = desk.post(f"{LIST}{lost.pk}/")

    assert answer["Location"] == LIST
    assert not is_open(phone)
    assert is_open(desk)


def test_all_others_are_signed_out_at_once(jeanne: User) -> None:
    phone, desk, third = (a_browser(jeanne) for _ in range(3))

    desk.post(f"{LIST}autres/")

    assert [is_open(browser) for browser in (phone, desk, third)] == [False, True, False]


def test_a_session_that_a_new_password_closed_is_no_longer_shown(jeanne: User) -> None:
    _phone, desk = a_browser(jeanne, PHONE), a_browser(jeanne, DESK)
    desk.post("/compte/mot-de-passe/", {"present": PASSWORD, "password": "un-autre-Mot-42"})

    page = desk.get(LIST).content.decode()

    assert "Chrome, Linux" in page
    assert "Firefox" not in page


def test_ending_the_session_one_is_in_signs_out(jeanne: User) -> None:
    browser = a_browser(jeanne)

    browser.post(f"{LIST}{UserSession.objects.get().pk}/")

    assert not is_open(browser)


def test_the_session_of_somebody_else_cannot_be_ended(jeanne: User) -> None:
    other = a_browser(UserFactory(email="paul@example.org"))
    theirs = UserSession.objects.get()

    answer = a_browser(jeanne).post(f"{LIST}{theirs.pk}/")

    assert answer.status_code == 404
    assert is_open(other)


def test_reading_pages_writes_the_last_use_once_an_hour(jeanne: User) -> None:
    with time_machine.travel("2026-06-15 10:00", tick=False) as now:
        browser = a_browser(jeanne)
        first = UserSession.objects.get().last_seen_at
        now.shift(datetime.timedelta(minutes=50))
        browser.get("/compte/")
        unchanged = UserSession.objects.get().last_seen_at
        now.shift(datetime.timedelta(minutes=11))
        browser.get("/compte/")

    assert unchanged == first
    assert UserSession.objects.get().last_seen_at == first + datetime.timedelta(minutes=61)


def test_using_the_site_prolongs_the_session(jeanne: User) -> None:
    with time_machine.travel("2026-01-15 10:00", tick=False) as now:
        browser = a_browser(jeanne)
        for _ in range(3):
            now.shift(datetime.timedelta(days=150))
            still_open = is_open(browser)
        now.shift(datetime.timedelta(days=181))

        assert still_open
        assert not is_open(browser)


@pytest.mark.parametrize("path", ["/", "/activites/", "/nulle-part/"])
@pytest.mark.parametrize("who", ["member", "guest"])
def test_a_shared_device_keeps_no_page_of_somebody(personas: Personas, who: str, path: str) -> None:
    page = personas.client(who).get(path)

    assert page["Cache-Control"] == "private, no-store"


def test_a_visitor_s_page_may_be_kept() -> None:
    assert "Cache-Control" not in StrictClient().get("/")


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (PHONE, "Firefox, Android"),
        (DESK, "Chrome, Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/605", "Safari, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130 Safari/537 Edg/130", "Edge, Windows"),
        ("", "Appareil inconnu"),
        ("<script>", "Appareil inconnu"),
    ],
)
def test_a_browser_is_named_in_words(agent: str, words: str) -> None:
    assert describe_device(agent) == words
