"""Tests of the pages of guests' links: list, address, QR code, poster."""

import datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils import timezone

from benevalibre.associations.access import GUEST_KEY
from benevalibre.associations.links import make_link, reveal
from benevalibre.associations.models import GuestLink, Membership
from tests.client import StrictClient
from tests.factories import ActionFactory, GuestLinkFactory
from tests.personas import Personas

pytestmark = pytest.mark.django_db


@pytest.fixture
def guest(personas: Personas) -> Membership:
    """A guest called « Tablette », whose link is open and without end."""
    return make_link(personas.association, "Tablette", by=personas.manager)[0]


def page(name: str, guest: Membership) -> str:
    return reverse(f"associations:link_{name}", args=[guest.association_id, guest.pk])


def stored(guest: Membership) -> GuestLink:
    return GuestLink.objects.select_related("membership").get(pk=guest.pk)


def opened(secret: str) -> StrictClient:
    browser = StrictClient()
    browser.get(reverse("associations:guest_open", args=[secret]))
    return browser


def test_the_list_says_what_each_link_is_and_how_much_it_served(
    personas: Personas, guest: Membership
) -> None:
    ActionFactory.create_batch(2, member=guest)
    closed = make_link(personas.association, "Ancien stand", by=personas.manager)[0]
    closed.link.close(by=personas.manager)
    where = reverse("associations:link_list", args=[personas.association.pk])

    html = personas.client("manager").get(where).content.decode().partition("<main")[2]

    assert "Tablette" in html
    assert "2 activités notées" in html
    assert "Ancien stand" in html
    assert "fermé" in html


def test_the_list_stays_within_its_budget(personas: Personas, query_budget: Any) -> None:
    GuestLinkFactory.create_batch(60, membership__association=personas.association)
    where = reverse("associations:link_list", args=[personas.association.pk])
    browser = personas.client("manager")
    browser.get(where)

    with query_budget(10):
        html = browser.get(where, {"page": "-1"}).content.decode()

    assert html.count('class="row"') <= 50


def test_an_association_without_links_is_told_what_they_are_for(personas: Personas) -> None:
    GuestLink.objects.all().delete()
    where = reverse("associations:link_list", args=[personas.association.pk])

    html = personas.client("manager").get(where).content.decode()

    assert "Pas encore de lien" in html


def test_a_link_is_made_with_an_end_in_the_time_of_the_association(personas: Personas) -> None:
    personas.association.time_zone = "Indian/Reunion"
    personas.association.save()
    tomorrow = personas.association.today() + datetime.timedelta(days=1)
    sent = {"name": "Ana", "until": tomorrow.isoformat(), "until_time": "18:30"}

    response = personas.client("manager").post(
        reverse("associations:link_create", args=[personas.association.pk]), sent
    )

    link = GuestLink.objects.get(membership__name="Ana")
    assert response.headers["Location"] == page("detail", link.membership)
    assert link.expires_at is not None
    local = timezone.localtime(link.expires_at, personas.association.zone)
    assert (local.date(), local.hour, local.minute) == (tomorrow, 18, 30)
    assert link.opens


def test_without_an_hour_the_last_day_is_whole(personas: Personas) -> None:
    today = personas.association.today().isoformat()
    where = reverse("associations:link_create", args=[personas.association.pk])

    personas.client("manager").post(where, {"name": "Ana", "until": today})

    link = GuestLink.objects.get(membership__name="Ana")
    assert link.expires_at is not None
    assert timezone.localtime(link.expires_at).time() == datetime.time(23, 59)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "obligatoire"),
        ({"name": "\0"}, "Pour qui"),
        ({"name": "a" * 256}, "255"),
        ({"until": "2020-01-01"}, "déjà passé"),
        ({"until": "99999-01-01"}, "Jusqu’au"),
        ({"until": "demain"}, "Jusqu’au"),
        ({"until_time": "12:00"}, "Choisissez aussi le jour"),
        ({"until": "2090-01-01", "until_time": "25:00"}, "À quelle heure"),
    ],
)
def test_a_faulty_form_is_kept_and_nothing_is_made(
    personas: Personas, wrong: dict[str, str], sentence: str
) -> None:
    before = GuestLink.objects.count()
    where = reverse("associations:link_create", args=[personas.association.pk])

    response = personas.client("manager").post(where, {"name": "Ana"} | wrong)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert GuestLink.objects.count() == before


def test_the_page_shows_the_address_and_the_code_leads_to_it(
    personas: Personas, guest: Membership
) -> None:
    html = personas.client("manager").get(page("detail", guest)).content.decode()

    address = f"/lien/{reveal(stored(guest))}/"
    assert address in html
    assert page("code", guest) in html
    assert page("poster", guest) in html


def test_the_pages_stay_within_their_budget(
    personas: Personas, guest: Membership, query_budget: Any
) -> None:
    browser = personas.client("manager")
    browser.get(page("detail", guest))

    for name in ("detail", "poster", "code"):
        with query_budget(9):
            browser.get(page(name, guest))


def test_the_code_is_an_svg_with_nothing_to_run_in_it(
    personas: Personas, guest: Membership
) -> None:
    guest.name = "<script>"
    guest.save()

    response = personas.client("manager").get(page("code", guest))

    drawing = ElementTree.fromstring(response.content)
    assert response.headers["Content-Type"] == "image/svg+xml"
    assert "no-store" in response.headers["Cache-Control"]
    assert {element.tag.rpartition("}")[2] for element in drawing.iter()} == {
        "svg",
        "title",
        "path",
    }
    assert b"style" not in response.content
    assert response.headers["Content-Disposition"].startswith("inline")


def test_the_code_may_be_kept(personas: Personas, guest: Membership) -> None:
    response = personas.client("manager").get(page("code", guest), {"download": "1"})

    assert response.headers["Content-Disposition"].startswith("attachment")


def test_the_poster_holds_the_name_the_code_and_a_short_address(
    personas: Personas, guest: Membership
) -> None:
    html = personas.client("manager").get(page("poster", guest)).content.decode()

    secret = reveal(stored(guest))
    assert "Les Amis du vélo" in html
    assert page("code", guest) in html
    assert f"/lien/{secret}/" in html
    assert len(secret) == 19
    assert "https://" not in html.partition("<body")[2]


def test_name_and_end_change(personas: Personas, guest: Membership) -> None:
    sent = {"name": "Tablette du local", "until": "2090-05-01"}
    browser = personas.client("manager")

    assert browser.post(page("detail", guest), {"name": ""}).status_code == 422
    browser.post(page("detail", guest), sent)

    link = stored(guest)
    assert link.membership.name == "Tablette du local"
    assert link.expires_at is not None


def test_closing_ends_the_sessions_and_is_undone_from_the_next_page(
    personas: Personas, guest: Membership
) -> None:
    visitor = opened(reveal(stored(guest)))
    browser = personas.client("manager")

    html = browser.post(page("closing", guest), follow=True).content.decode()

    assert not stored(guest).opens
    assert page("opening", guest) in html
    policy = reverse("associations:policy", args=[guest.association_id])
    assert visitor.get(policy).status_code == 404
    browser.post(page("opening", guest))
    assert stored(guest).opens


def test_an_expired_link_is_not_opened_without_another_end(
    personas: Personas, guest: Membership
) -> None:
    past = timezone.now() - datetime.timedelta(minutes=1)
    GuestLink.objects.filter(pk=guest.pk).update(is_active=False, expires_at=past)

    html = personas.client("manager").post(page("opening", guest), follow=True).content.decode()

    assert "choisissez d’abord une autre date de fin" in html
    assert not stored(guest).is_active


def test_a_new_link_kills_the_old_one_and_its_sessions(
    personas: Personas, guest: Membership
) -> None:
    former = reveal(stored(guest))
    visitor = opened(former)
    policy = reverse("associations:policy", args=[guest.association_id])
    assert visitor.get(policy).status_code == 200

    personas.client("manager").post(page("renewal", guest))

    latest = reveal(stored(guest))
    assert latest != former
    assert visitor.get(policy).status_code == 404
    assert GUEST_KEY not in opened(former).session
    assert opened(latest).session[GUEST_KEY] == guest.pk


def test_a_new_link_opens_again_what_was_closed_and_expired(
    personas: Personas, guest: Membership
) -> None:
    past = timezone.now() - datetime.timedelta(minutes=1)
    GuestLink.objects.filter(pk=guest.pk).update(is_active=False, expires_at=past)

    personas.client("manager").post(page("renewal", guest))

    link = stored(guest)
    assert link.opens
    assert link.expires_at is None


def test_a_link_sealed_with_a_lost_key_says_to_make_it_anew(
    personas: Personas, guest: Membership, settings: Any
) -> None:
    settings.LINK_KEY = "another one"
    browser = personas.client("manager")

    html = browser.get(page("detail", guest)).content.decode()

    assert "ne se lit plus" in html
    assert browser.get(page("code", guest)).status_code == 404
    assert browser.get(page("poster", guest)).headers["Location"] == page("detail", guest)


@pytest.mark.parametrize("name", ["detail", "renewal", "code", "poster"])
def test_a_link_of_another_association_or_of_who_left_does_not_exist(
    personas: Personas, guest: Membership, name: str
) -> None:
    elsewhere = GuestLinkFactory().membership
    guest.remove(by=personas.manager)
    browser = personas.client("manager")

    for pk in (elsewhere.pk, guest.pk, personas.member.pk, 10**30):
        where = reverse(f"associations:link_{name}", args=[personas.association.pk, pk])
        assert browser.get(where).status_code == 404


def test_each_act_is_in_the_journal(personas: Personas, guest: Membership) -> None:
    browser = personas.client("manager")
    for name in ("closing", "opening", "renewal"):
        browser.post(page(name, guest))
    browser.post(page("detail", guest), {"name": "Tablette", "until": "2090-05-01"})

    journal = reverse("associations:journal", args=[personas.association.pk])
    html = browser.get(journal).content.decode()

    for words in ("a fermé le lien", "a rouvert le lien", "a refait le lien", "la date de fin"):
        assert words in html
