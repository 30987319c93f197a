"""Eight hurried clicks at once on the same button, before a real server, make one action."""

from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

from pytest_django.live_server_helper import LiveServer

from benevalibre.actions.models import Action
from tests.factories import CategoryFactory, MembershipFactory
from tests.personas import signed_in

TOKEN = "a" * 32


def test_eight_clicks_at_once_make_one_action(live_server: LiveServer) -> None:
    member = MembershipFactory()
    category = CategoryFactory(association=member.association)
    session = signed_in(member).cookies["session"].value
    form = urlencode(
        {
            "csrfmiddlewaretoken": TOKEN,
            "association": member.association_id,
            "key": "one-form",
            "what": f"c{category.pk}",
            "when": "aujourdhui",
            "duration": "2h30",
        }
    ).encode()

    def click(_number: int) -> int:
        request = Request(f"{live_server.url}/saisir/", form)
        request.add_header("Cookie", f"session={session}; csrftoken={TOKEN}")
        with build_opener(HTTPCookieProcessor(CookieJar())).open(request) as answer:
            return int(answer.status)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(click, range(8)))

    assert answers == [200] * 8
    assert Action.objects.count() == 1
