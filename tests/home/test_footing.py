"""The foot of every page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from benevalibre.instance.models import Instance
from tests.factories import ActionFactory, AnnouncementFactory, MembershipFactory, UserFactory
from tests.personas import signed_in

pytestmark = pytest.mark.django_db


def test_every_page_has_a_foot(client):
    Instance.change(contact="aide@example.org", terms_text="Soyez aimables.", terms_version=1)

    for text in (client.get("/").text, signed_in(UserFactory()).get("/").text):
        foot = text[text.index('class="page-foot"') :]
        for words in (
            "Aide",
            "Conditions d’utilisation",
            "mailto:aide@example.org",
            "Accessibilité\u00a0: non conforme",
            "logiciel libre (AGPL)",
        ):
            assert words in foot


def test_without_terms_nor_contact_the_foot_promises_neither(client):
    foot = client.get("/").text.partition('class="page-foot"')[2]

    assert "Conditions" not in foot
    assert "mailto" not in foot


def test_the_source_is_offered(client, settings):
    asked = client.get("/logiciel/").text
    settings.SOURCE_URL = "https://git.example.org/benevalibre"
    given = client.get("/logiciel/").text

    assert "Demandez-le à qui héberge ce site" in asked
    assert "https://git.example.org/benevalibre" in given


def test_who_to_ask_is_named_where_the_site_has_a_contact(client):
    Instance.change(contact="aide@example.org")

    for page in ("/aide/", "/accessibilite/", "/logiciel/"):
        assert "aide@example.org" in client.get(page).text


def test_settings_and_announcements_come_in_one_query(query_budget):
    AnnouncementFactory()
    Instance.objects.get_or_create(pk=1)
    Instance.forget()

    with query_budget(1):
        assert len(Instance.current().showing) == 1
        assert Instance.current().has_terms is False


def test_the_latest_announcement_comes_first():
    now = timezone.now()
    for title, hours in (("deux", 2), ("trois", 3), ("un", 1)):
        AnnouncementFactory(title=title, published_at=now - timedelta(hours=hours))

    assert [row.title for row in Instance.current().showing] == ["un", "deux", "trois"]


def test_where_one_manages_no_query_asks_whether_one_manages(query_budget):
    AnnouncementFactory(audience="man", title="Pour les responsables")
    manager = MembershipFactory(manager=True)
    browser = signed_in(manager.user)
    address = f"/associations/{manager.association_id}/"
    browser.get(address)
    Instance.forget()

    with query_budget(10):
        assert "Pour les responsables" in browser.get(address).text


def test_the_menu_of_hosting_is_for_its_pages_alone():
    browser = signed_in(UserFactory(host=True))

    assert "Réglages du site" in browser.get("/hebergement/").text
    assert "Réglages du site" not in browser.get("/").text


@pytest.mark.parametrize(
    "address",
    [
        "",
        "activites/",
        "activites/?status=declined&text=atelier",
        "a-valider/",
        "vue-d-ensemble/",
        "benevoles/",
    ],
)
def test_pages_keep_to_ten_queries_when_nothing_is_kept_in_memory(address, query_budget):
    AnnouncementFactory(audience="man")
    manager = MembershipFactory(manager=True)
    ActionFactory.create_batch(3, association=manager.association, pending=True)
    browser = signed_in(manager.user)
    page = f"/associations/{manager.association_id}/{address}"
    assert browser.get(page).status_code == 200
    Instance.forget()

    with query_budget(10):
        browser.get(page)


@pytest.mark.parametrize("path", ["/aide/", "/accessibilite/", "/logiciel/"])
def test_who_to_ask_is_a_tap_away(client, path):
    Instance.change(contact="aide@example.org")

    assert client.get(path).content.decode().count('href="mailto:aide@example.org"') == 2
