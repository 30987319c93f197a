"""Tests of the public page, creating, joining and leaving."""

from typing import Any

import pytest
from django.urls import reverse

from benevalibre.associations import founding
from benevalibre.associations.models import Association, Membership
from benevalibre.associations.models.membership import MembershipState
from benevalibre.instance.models import Instance
from tests.client import StrictClient
from tests.factories import AssociationFactory, MembershipFactory, UserFactory
from tests.personas import Personas, signed_in

pytestmark = pytest.mark.django_db


def page(name: str, association: Association) -> str:
    return reverse(f"associations:{name}", args=[association.pk])


def test_creating_makes_an_association_and_its_manager() -> None:
    user = UserFactory()
    sent = {
        "name": "Vélo pour tous",
        "moderate_members": "yes",
        "moderate_actions": "no",
        "visibility": "totals",
    }

    response = signed_in(user).post(reverse("associations:create"), sent)

    created = Association.objects.get()
    assert response.headers["Location"] == page("detail", created)
    assert created.memberships.managers().get().user == user
    assert created.policy_moderate_members
    assert not created.policy_moderate_actions


def test_who_founds_an_association_is_led_to_its_settings_and_to_inviting() -> None:
    founder = UserFactory()
    association = founding.found(name="Vélo pour tous", by=founder)
    browser = signed_in(founder)

    alone = browser.get(page("detail", association)).text.split("<main")[1]
    MembershipFactory(association=association)
    together = browser.get(page("detail", association)).text.split("<main")[1]

    assert page("settings", association) in alone
    assert page("invitation_create", association) in alone
    assert page("invitation_create", association) not in together
    assert page("member_list", association) in together


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"name": "VÉLO"}, {"visibility": "x"}, {"name": "a" * 128}]
)
def test_a_faulty_form_is_kept_and_nothing_is_made(wrong: dict[str, str]) -> None:
    AssociationFactory(name="Vélo")
    sent = {
        "name": "Autre",
        "moderate_members": "no",
        "moderate_actions": "no",
        "visibility": "own",
    }

    response = signed_in(UserFactory()).post(reverse("associations:create"), sent | wrong)

    assert response.status_code == 422
    assert Association.objects.count() == 1


def test_a_closed_instance_offers_no_form_and_takes_none() -> None:
    Instance.change(association_creation="closed")
    browser = signed_in(UserFactory())
    sent = {
        "name": "Autre",
        "moderate_members": "no",
        "moderate_actions": "no",
        "visibility": "own",
    }

    assert (
        "<form"
        not in browser.get(reverse("associations:create")).content.decode().partition("<main")[2]
    )
    assert browser.post(reverse("associations:create"), sent).status_code == 422
    assert not Association.objects.exists()


def test_a_hidden_association_does_not_exist_for_visitors(client: StrictClient) -> None:
    hidden = AssociationFactory(hidden_away=True)

    assert client.get(page("detail", hidden)).status_code == 404


def test_a_hidden_association_says_its_name_to_an_account_and_no_more() -> None:
    hidden = AssociationFactory(hidden_away=True, name="Secrète", description="Rue des Lilas")

    html = signed_in(UserFactory()).get(page("detail", hidden)).content.decode()

    assert "Secrète" in html
    assert page("join", hidden) in html
    assert "Rue des Lilas" not in html


def test_its_own_people_see_all_of_a_hidden_association() -> None:
    member = MembershipFactory(
        association=AssociationFactory(hidden_away=True, description="Rue des Lilas")
    )

    html = signed_in(member).get(page("detail", member.association)).content.decode()

    assert "Rue des Lilas" in html


@pytest.mark.parametrize("trait", ["awaiting", "archived"])
def test_an_association_that_is_not_open_has_no_page(trait: str, client: StrictClient) -> None:
    association = AssociationFactory(**{trait: True})

    assert client.get(page("detail", association)).status_code == 404


@pytest.mark.parametrize("name", ["detail", "join", "leave", "policy", "member_list", "settings"])
def test_an_association_that_never_was_has_no_page(name: str, personas: Personas) -> None:
    for pk in (0, 10**30):
        where = reverse(f"associations:{name}", args=[pk])
        assert personas.client("manager").get(where).status_code == 404


def test_where_the_host_looks_first_the_founder_is_told_before_and_after() -> None:
    Instance.change(association_creation="moderated")
    browser = signed_in(UserFactory())
    where = reverse("associations:create")
    sent = {
        "name": "Vélo",
        "moderate_members": "no",
        "moderate_actions": "no",
        "visibility": "own",
    }

    assert "regarde chaque nouvelle association" in browser.get(where).content.decode()
    response = browser.post(where, sent, follow=True)

    created = Association.objects.get()
    assert response.redirect_chain == [(page("waiting", created), 302)]
    assert "En attente d’un accord" in response.content.decode()


@pytest.mark.parametrize(
    ("moderated", "sentence"), [(True, "répond à chaque demande"), (False, "tout de suite")]
)
def test_a_visitor_reads_what_joining_takes(
    client: StrictClient, moderated: bool, sentence: str
) -> None:
    association = AssociationFactory(policy_moderate_members=moderated, postal_code="35000")

    html = client.get(page("detail", association)).content.decode()

    assert sentence in html
    assert "35000, Ille-et-Vilaine" in html


def test_only_who_may_list_people_reads_how_many_they_are(personas: Personas) -> None:
    where = page("detail", personas.association)

    assert "dans l’équipe</h2>" in personas.client("manager").get(where).content.decode()
    for who in ("visitor", "stranger", "member"):
        assert "dans l’équipe</h2>" not in personas.client(who).get(where).content.decode()


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("active", "déjà dans l’équipe"),
        ("pending", "attend une réponse"),
        ("declined", "demander à nouveau"),
        ("left", "vos heures d’alors"),
    ],
)
def test_joining_says_where_one_stands(state: str, sentence: str) -> None:
    person = MembershipFactory(state=state)

    html = signed_in(person).get(page("join", person.association)).content.decode()

    assert sentence in html


def test_who_was_not_accepted_asks_again_even_where_all_may_join() -> None:
    person = MembershipFactory(declined=True)

    html = signed_in(person).post(page("join", person.association), follow=True).content.decode()

    assert "Votre demande est partie" in html
    person.refresh_from_db()
    assert person.is_pending


def test_nobody_joins_an_association_that_is_not_open() -> None:
    association = AssociationFactory(moved=True)

    html = signed_in(UserFactory()).get(page("join", association)).content.decode()

    assert "n’accueille personne" in html
    assert "<form" not in html.partition("<main")[2]


def test_joining_is_confirmed_then_done(personas: Personas) -> None:
    browser = personas.client("stranger")
    where = page("join", personas.association)

    assert "Ce n’est pas une adhésion" in browser.get(where).content.decode()
    browser.post(where)

    joined = Membership.objects.get(user=personas.stranger)
    assert joined.is_active


def test_a_request_may_be_taken_back() -> None:
    asking = MembershipFactory(pending=True)
    browser = signed_in(asking)
    assert "attend une réponse" in browser.get(page("detail", asking.association)).content.decode()

    browser.post(page("leave", asking.association))

    asking.refresh_from_db()
    assert asking.state == MembershipState.LEFT


def test_leaving_is_confirmed_then_done(personas: Personas) -> None:
    browser = personas.client("member")
    where = page("leave", personas.association)

    browser.get(where)
    personas.member.refresh_from_db()
    assert personas.member.is_active

    browser.post(where)
    personas.member.refresh_from_db()
    assert personas.member.state == MembershipState.LEFT


def test_the_last_manager_is_told_why_they_cannot_leave(personas: Personas) -> None:
    response = personas.client("manager").post(page("leave", personas.association), follow=True)

    assert "n’aurait plus de responsable" in response.content.decode()
    personas.manager.refresh_from_db()
    assert personas.manager.is_active


def test_joining_an_association_that_moves_is_refused(personas: Personas) -> None:
    personas.association.state = "frozen"
    personas.association.save()

    response = personas.client("stranger").post(page("join", personas.association), follow=True)

    assert "n’est pas ouverte" in response.content.decode()
    assert not Membership.objects.filter(user=personas.stranger).exists()


@pytest.mark.parametrize("name", ["detail", "settings", "leave"])
def test_the_pages_stay_within_their_budget(
    name: str, personas: Personas, query_budget: Any
) -> None:
    browser = personas.client("manager")
    browser.get(page(name, personas.association))

    with query_budget(9):
        browser.get(page(name, personas.association))
