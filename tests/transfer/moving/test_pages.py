"""The pages of an association that comes here, as whoever brings it walks through them."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from benevalibre import outside
from benevalibre.accounts.models import User
from benevalibre.associations.models import Association
from benevalibre.instance.models import Creation, Instance
from benevalibre.transfer.models import Arrival, Step
from tests.client import StrictClient
from tests.factories import AssociationFactory, UserFactory
from tests.personas import signed_in
from tests.transfer.moving.conftest import ORIGIN, advance, content, few, of

pytestmark = pytest.mark.django_db

HOME = "/associations/arrivee/"


@pytest.fixture
def browser(nadia: User) -> StrictClient:
    return signed_in(nadia)


def send(browser: StrictClient, data: bytes, *, name: str = "association-1_data.json"):
    return browser.post(HOME, {"file": SimpleUploadedFile(name, data)})


def draft(browser: StrictClient, data=None) -> Arrival:
    send(browser, json.dumps(data or few()).encode())
    return Arrival.objects.latest("pk")


def test_the_file_is_read_shown_and_agreed_to(
    browser, origin, django_assert_max_num_queries
) -> None:
    arrival = draft(browser, content())
    path = f"{HOME}{arrival.pk}/"

    shown = browser.get(path).content.decode()
    before = Association.objects.count()
    browser.post(path, {"name": "Les Jardins"})
    waiting = browser.get(path).content.decode()
    advance(arrival)
    with django_assert_max_num_queries(12):
        after = browser.get(path).content.decode()

    assert before == 0
    assert "522 h 15" in shown.replace("\u202f", " ").replace("\u00a0", " ")
    assert "origine.example.org" in shown
    assert 'hx-trigger="every' in waiting
    assert "Tout ce que le fichier compte est ici." in after
    assert "hx-trigger" not in after.split('id="progress"')[1][:300]


@pytest.mark.parametrize(
    "data", [b"{", b"PK\x03\x04 nothing", b"\x00" * 100, b"nom;heures\r\n", b"[]", b"\xff\xfe"]
)
def test_a_file_of_another_kind_is_refused_with_a_sentence(data, browser) -> None:
    response = send(browser, data)

    assert response.status_code == 422
    assert not Arrival.objects.exists()


def test_no_file_and_an_empty_one_are_said(browser) -> None:
    nothing = browser.post(HOME)
    empty = send(browser, b"")

    assert (nothing.status_code, empty.status_code) == (422, 422)
    assert "Ce fichier est vide" in empty.content.decode()


def test_a_name_with_hostile_letters_does_no_harm(browser) -> None:
    response = send(browser, json.dumps(few()).encode(), name="../../\x00<script>.json")

    assert response.status_code == 302
    assert Arrival.objects.get().file.name.startswith("arrivals/")


def test_a_text_of_the_file_is_escaped_wherever_it_shows(browser, origin) -> None:
    data = few()
    name = "<script>alert(1)</script>"
    for thing in data["objects"]:
        if thing["model"] == "associations.association":
            thing["fields"]["name"] = name
    data["objects"][-1]["fields"] |= {"date": name, "title": name}
    arrival = draft(browser, data)
    path = f"{HOME}{arrival.pk}/"

    pages = [browser.get(path), browser.get(HOME)]
    browser.post(path, {"name": name})
    advance(arrival)
    pages.append(browser.get(path))

    assert all(b"<script>alert" not in page.content for page in pages)
    assert b"&lt;script&gt;alert" in pages[2].content


def test_a_name_that_is_taken_is_asked_for_again(browser) -> None:
    AssociationFactory(name="les jardins")
    arrival = draft(browser)

    response = browser.post(f"{HOME}{arrival.pk}/", {"name": "Les Jardins"})

    assert response.status_code == 422
    assert "Une association porte déjà ce nom" in response.content.decode()
    assert "Les Jardins" in response.content.decode()


def test_a_stopped_one_is_tried_again_or_goes_on_alone(browser, origin) -> None:
    origin.answers = [outside.Answer(404, None)]
    arrival = draft(browser)
    path = f"{HOME}{arrival.pk}/"
    browser.post(path, {"name": "Les Jardins"})
    advance(arrival)

    stopped = browser.get(path).content.decode()
    browser.post(f"{path}essai/")
    advance(arrival)
    browser.post(f"{path}suite/")
    advance(arrival)

    assert "cette association ne déménage pas" in stopped
    assert "Réessayer maintenant" in stopped
    assert arrival.step == Step.DONE


def test_giving_up_asks_first(browser) -> None:
    arrival = draft(browser)

    asked = browser.get(f"{HOME}{arrival.pk}/abandon/")
    done = browser.post(f"{HOME}{arrival.pk}/abandon/", follow=True)

    assert "Rien n’en restera ici" in asked.content.decode()
    assert "rien n’a été gardé" in done.content.decode()
    assert not Arrival.objects.exists()


def test_where_it_is_here_one_cannot_give_it_up(browser, origin) -> None:
    arrival = draft(browser)
    browser.post(f"{HOME}{arrival.pk}/", {"name": "Les Jardins"})
    advance(arrival)

    response = browser.post(f"{HOME}{arrival.pk}/abandon/", follow=True)

    assert "on ne peut plus renoncer" in response.content.decode()
    assert Association.objects.filter(name="Les Jardins").exists()


def test_somebody_elses_is_not_there(browser) -> None:
    arrival = draft(browser)

    response = signed_in(UserFactory()).get(f"{HOME}{arrival.pk}/")

    assert response.status_code == 404


def test_a_closed_instance_says_so(browser) -> None:
    Instance.change(association_creation=Creation.CLOSED)

    page = browser.get(HOME)
    sent = send(browser, json.dumps(few()).encode())

    assert "On ne crée pas d’association ici" in page.content.decode()
    assert sent.status_code == 422
    assert not Arrival.objects.exists()


def test_only_a_few_drafts_are_kept(browser) -> None:
    for _turn in range(7):
        draft(browser)

    assert Arrival.objects.count() == 5


@pytest.mark.parametrize("unkept", ["\ud800", "\x00"])
def test_a_file_with_characters_that_no_database_keeps_arrives(unkept, bring, browser) -> None:
    data = few()
    data["metadata"]["endpoint"] = "https://é" + unkept + ORIGIN.removeprefix("https://")
    for thing in data["objects"]:
        for name in {"name", "title", "description", "first_name"} & thing["fields"].keys():
            thing["fields"][name] = f"{thing['fields'][name]}{unkept}"
    of("category", data)[0]["name"] = unkept + "x" * 300

    arrival = bring(data)
    response = browser.get(f"{HOME}{arrival.pk}/")

    assert arrival.step == Step.DONE
    assert response.status_code == 200
