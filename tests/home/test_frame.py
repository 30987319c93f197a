"""What surrounds every page: menus by rights, announcements, theme."""

from datetime import timedelta

import pytest
from django.urls import resolve
from django.utils import timezone

from benevalibre.associations.models import Right
from benevalibre.home.announcing import announcements_for
from benevalibre.home.menus import Menus
from benevalibre.instance.models import Audience, Instance
from tests.factories import ActionFactory, AnnouncementFactory, MembershipFactory, UserFactory
from tests.personas import signed_in

pytestmark = pytest.mark.django_db


def labels(membership) -> list[str]:
    return [item.label for item in Menus("").association(membership)]


def test_who_manages_sees_every_page_of_the_association():
    manager = MembershipFactory(manager=True)

    assert labels(manager) == [
        "Vue d’ensemble",
        "Statistiques",
        "À valider",
        "Activités",
        "Bénévoles",
        "Projets et catégories",
        "Pour les comptes",
        "Attestations",
        "Engagement citoyen",
        "Nos règles",
        "Rôles",
        "Réglages",
        "Journal",
        "Données",
    ]


def test_a_volunteer_sees_the_presentation_and_the_rules():
    member = MembershipFactory()

    assert labels(member) == ["Présentation", "Nos règles"]


@pytest.mark.parametrize(
    ("right", "label"),
    [
        (Right.SEE_STATISTICS, "Vue d’ensemble"),
        (Right.MANAGE_ACTIONS, "À valider"),
        (Right.LIST_MEMBERS, "Bénévoles"),
        (Right.MANAGE_MEMBERS, "Bénévoles"),
        (Right.MANAGE_PROJECTS, "Projets et catégories"),
        (Right.MANAGE_LEVELS, "Projets et catégories"),
        (Right.MANAGE_ROLES, "Rôles"),
    ],
)
def test_a_right_opens_its_page(right, label):
    member = MembershipFactory(rights=[right])

    assert label in labels(member)


@pytest.mark.parametrize(("waiting", "badge"), [(0, None), (3, "3")])
def test_what_waits_is_counted_beside_its_page(waiting, badge):
    manager = MembershipFactory(manager=True)
    ActionFactory.create_batch(waiting, association=manager.association, pending=True)

    [item] = [item for item in Menus("").association(manager) if item.label == "À valider"]

    assert item.badge == badge


class TestAnnouncements:
    def test_everyone_sees_what_shows_now_and_nothing_else(self):
        now = timezone.now()
        AnnouncementFactory(title="Maintenant")
        AnnouncementFactory(title="Demain", published_at=now + timedelta(days=1))
        AnnouncementFactory(title="Fini", published_at=now - timedelta(2), until=now)

        assert [row.title for row in announcements_for(None)] == ["Maintenant"]

    def test_what_is_for_managers_is_shown_to_them_alone(self):
        AnnouncementFactory(title="Entre nous", audience=Audience.MANAGERS)
        manager = MembershipFactory(rights=[Right.MANAGE_MEMBERS])

        assert [row.title for row in announcements_for(manager.user)] == ["Entre nous"]
        assert announcements_for(MembershipFactory().user) == []
        assert announcements_for(None) == []

    def test_it_stands_on_every_page(self, client):
        AnnouncementFactory(title="Arrêt dimanche")

        assert "Arrêt dimanche" in client.get("/").content.decode()


@pytest.mark.parametrize(("theme", "shown"), [("dark", 'data-theme="dark"'), ("auto", None)])
def test_the_theme_of_the_account_is_followed(theme, shown):
    page = signed_in(UserFactory(theme=theme)).get("/").content.decode()

    assert ("data-theme" in page) is (shown is not None)
    assert shown is None or shown in page


def test_a_demonstration_says_so(client):
    Instance.change(is_demo=True)

    assert "Démonstration" in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("page", "entry"),
    [
        ("/mes-statistiques/", "Heures"),
        ("/feuille-de-temps/", "Heures"),
        ("/associations/nouvelle/", "Associations"),
        ("/attestations/", "Moi"),
        ("/engagement-citoyen/", "Moi"),
        ("/compte/mes-donnees/", "Moi"),
    ],
)
def test_the_menu_says_where_one_is(page, entry):
    view = resolve(page).view_name

    assert [item.label for item in Menus(view).main() if item.current] == [entry]
