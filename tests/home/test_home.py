"""The front door: welcome, one's home, a guest's home."""

from datetime import date

import pytest
from django.urls import reverse

from benevalibre.actions.querysets import Totals
from benevalibre.associations.models import Right
from benevalibre.associations.models.association import State
from benevalibre.home.greeting import in_words
from benevalibre.instance.models import Instance
from tests.access.badges import brought_by
from tests.factories import (
    ActionFactory,
    AssociationFactory,
    CategoryFactory,
    MembershipFactory,
    ProjectFactory,
    UserFactory,
)
from tests.personas import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_june")]


def home_of(person) -> str:
    return signed_in(person).get("/").content.decode()


@pytest.mark.parametrize(
    ("minutes", "pending", "associations", "sentence"),
    [
        (0, 0, 0, "Rien de noté cette année pour l’instant."),
        (0, 150, 0, "2\u00a0h\u00a030 en attente de validation."),
        (
            2520,
            150,
            3,
            "42\u00a0h cette année dans 3 associations, et 2\u00a0h\u00a030 en attente.",
        ),
        (2520, 0, 3, "42\u00a0h cette année dans 3 associations. Merci\u00a0!"),
        (60, 30, 1, "1\u00a0h cette année, et 30\u00a0min en attente."),
        (60, 0, 1, "1\u00a0h données cette année. Merci\u00a0!"),
    ],
)
def test_hours_are_said_in_a_sentence(minutes, pending, associations, sentence):
    totals = Totals(count=1, minutes=minutes, pending=pending, associations=associations)

    assert in_words(totals) == sentence


class TestVisitor:
    def test_a_visitor_reads_what_it_is_and_may_come_in(self, client):
        page = client.get("/").content.decode()

        assert "Le temps que vous donnez compte" in page
        assert "/compte/inscription/" in page
        assert "/compte/connexion/" in page

    @pytest.mark.parametrize("sign_up", ["invited", "closed"])
    def test_a_closed_instance_offers_no_sign_up(self, client, sign_up):
        Instance.change(sign_up=sign_up)

        page = client.get("/").content.decode()

        assert "/compte/inscription/" not in page


class TestVolunteer:
    def test_this_year_counts_and_what_waits_stands_beside(self):
        user = UserFactory(first_name="Jeanne")
        for minutes in (60, 90):
            member = MembershipFactory(user=user)
            ActionFactory(member=member, date=date(2026, 1, 1), minutes=minutes)
        ActionFactory(member=member, date=date(2025, 12, 31), minutes=600)
        ActionFactory(member=member, minutes=30, pending=True)
        ActionFactory(member=member, minutes=600, declined=True)

        page = home_of(user)

        assert "Bonjour Jeanne" in page
        assert (
            "2\u00a0h\u00a030 cette année dans 2 associations, et 30\u00a0min en attente." in page
        )

    def test_travel_counts_only_where_the_rules_say_so(self):
        apart = MembershipFactory(association__policy_travel="apart")
        ActionFactory(member=apart, minutes=60, travel_minutes=30)
        included = MembershipFactory(user=apart.user, association__policy_travel="included")
        ActionFactory(member=included, minutes=60, travel_minutes=30)

        page = home_of(apart)

        assert "2\u00a0h\u00a030 cette année dans 2 associations" in page

    @pytest.mark.parametrize(("year", "is_said"), [(2026, True), (2025, False)])
    def test_what_a_badge_brings_this_year_is_said_apart(self, year, is_said):
        action = ActionFactory(member__user=UserFactory(), date=date(2026, 1, 2), minutes=60)
        brought_by(action.member.user, year=year, minutes=2160)

        page = home_of(action.member)

        assert "1\u00a0h données cette année. Merci\u00a0!" in page
        assert ("Et ailleurs, 36\u00a0h." in page) is is_said

    def test_without_association_one_is_shown_where_to_begin(self):
        page = home_of(UserFactory())

        assert "Vous n’avez pas encore d’association" in page
        assert "/associations/" in page

    def test_who_gave_hours_to_a_paused_association_is_not_told_to_find_one(self):
        action = ActionFactory(member__user=UserFactory())
        action.association.state = State.FROZEN
        action.association.save()

        page = home_of(action.member)

        assert "Aucune de vos associations ne prend d’heures en ce moment" in page
        assert "pas encore d’association" not in page

    def test_what_was_sent_back_comes_first_with_its_reason(self):
        member = MembershipFactory()
        ActionFactory(member=member, title="Plus récente")
        old = ActionFactory(member=member, to_correct=True, date=date(2026, 1, 2))

        page = home_of(member)

        assert page.index("Durée à vérifier") < page.index("Plus récente")
        assert f"/activites/{old.pk}/" in page

    def test_hours_of_others_are_not_shown(self):
        member = MembershipFactory()
        ActionFactory(association=member.association, title="À quelqu’un d’autre")

        assert "quelqu’un d’autre" not in home_of(member)

    def test_who_moderates_sees_what_waits_in_each_association(self):
        manager = MembershipFactory(manager=True)
        ActionFactory.create_batch(3, association=manager.association, pending=True)

        page = home_of(manager)

        assert "3 à valider" in page
        assert f"/associations/{manager.association_id}/a-valider/" in page

    def test_who_hosts_sees_what_waits_for_the_site(self):
        host = UserFactory(host=True)
        quiet = home_of(host)

        AssociationFactory.create_batch(2, awaiting=True)

        assert "Rien ne vous attend." in quiet
        assert "2 à suivre" in home_of(host)
        assert "Hébergement" not in home_of(UserFactory())

    def test_a_closed_association_takes_no_entry(self):
        member = MembershipFactory(association__state="frozen")

        page = home_of(member)

        assert 'id="express"' not in page

    def test_the_last_used_association_comes_first(self):
        first = MembershipFactory(last_entry_on=date(2026, 1, 1), association__name="Avant")
        MembershipFactory(
            user=first.user, last_entry_on=date(2026, 6, 1), association__name="Maintenant"
        )

        page = home_of(first)

        assert page.index(">Maintenant</option>") < page.index(">Avant</option>")

    def test_the_page_stays_within_its_queries(self, query_budget):
        manager = MembershipFactory(manager=True)
        other = MembershipFactory(user=manager.user, rights=[])
        for place in (manager.association, other.association):
            CategoryFactory.create_batch(3, association=place)
            ProjectFactory.create_batch(3, association=place)
        for n in range(6):
            ActionFactory(member=manager, title=f"Atelier {n}", to_correct=n > 4)
        browser = signed_in(manager)
        browser.get("/")

        with query_budget(10):
            browser.get("/")


def test_a_guest_has_a_home_of_their_own(personas):
    ActionFactory(member=personas.guest, title="Collage d’affiches")
    CategoryFactory(association=personas.association)

    page = personas.client("guest").get("/").content.decode()

    assert personas.association.name in page
    assert "Collage d’affiches" in page
    assert 'id="express"' in page
    assert reverse("associations:guest_close") in page
    assert 'href="/compte/"' not in page


@pytest.mark.parametrize(
    ("rights", "visibility", "page"),
    [
        ([Right.MANAGE_ACTIONS], "own", "reports:overview"),
        ([Right.MANAGE_ROLES], "totals", "reports:overview"),
        ([Right.MANAGE_ROLES], "own", "associations:detail"),
    ],
)
def test_a_team_leads_to_the_overview_where_one_may_open_it(
    rights: list[str], visibility: str, page: str
) -> None:
    member = MembershipFactory(rights=rights, association__policy_visibility=visibility)

    found = home_of(member.user)

    assert f'<a href="{reverse(page, args=[member.association_id])}"><strong>' in found
