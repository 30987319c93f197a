"""Tests of the directory, the public page, creating, joining and leaving."""

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

LIST = "associations:list"


def page(name: str, association: Association) -> str:
    return reverse(f"associations:{name}", args=[association.pk])


def directory(client: StrictClient, **query: str) -> str:
    html: str = client.get(reverse(LIST), query).content.decode()
    return html.partition('id="directory"')[2]


def test_the_directory_lists_open_and_listed_associations(client: StrictClient) -> None:
    AssociationFactory(name="Ouverte")
    for trait in ("hidden_away", "awaiting", "archived"):
        AssociationFactory(name=trait, **{trait: True})

    html = directory(client)

    assert "Ouverte" in html
    for absent in ("hidden_away", "awaiting", "archived"):
        assert absent not in html


@pytest.mark.parametrize("text", ["ETE", "été", "l'ete dans", "ville"])
def test_associations_are_found_whatever_case_and_accents(client: StrictClient, text: str) -> None:
    AssociationFactory(name="L'Été dans la ville")
    AssociationFactory(name="Autre")

    html = directory(client, q=text)

    assert "dans la ville" in html
    assert "Autre" not in html


@pytest.mark.parametrize("query", [{"q": "\0"}, {"q": "a" * 101}, {"page": "x"}, {"q": "%_'"}])
def test_nonsense_in_the_query_is_never_an_error(
    client: StrictClient, query: dict[str, str]
) -> None:
    AssociationFactory()

    assert client.get(reverse(LIST), query).status_code == 200


def test_a_thousand_associations_are_shown_thirty_at_a_time(
    client: StrictClient, query_budget: Any
) -> None:
    AssociationFactory.create_batch(65)

    with query_budget(6):
        html = directory(client, page="2")

    assert html.count('<li class="row">') == 30


def test_ones_own_places_come_first_even_hidden_or_waiting() -> None:
    user = UserFactory()
    for name, state, trait in (
        ("Cachée", "active", "hidden_away"),
        ("Attendue", "active", "awaiting"),
        ("Demandée", "pending", "moderated"),
        ("Quittée", "left", "moderated"),
    ):
        MembershipFactory(
            user=user,
            state=state,
            association=AssociationFactory(name=name, hidden=True, **_trait(trait)),
        )

    html = signed_in(user).get(reverse(LIST)).content.decode()

    for shown in ("Cachée", "Attendue", "Demandée"):
        assert shown in html
    assert "Quittée" not in html


def _trait(name: str) -> dict[str, bool]:
    return {} if name == "hidden_away" else {name: True}


def test_who_has_no_association_is_told_what_to_do_first() -> None:
    html = signed_in(UserFactory()).get(reverse(LIST)).content.decode()

    assert "pas encore d’association" in html
    assert reverse("associations:create") in html


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


def test_who_founds_an_association_is_led_to_its_settings_and_people() -> None:
    founder = UserFactory()
    association = founding.found(name="Vélo pour tous", by=founder)

    html = signed_in(founder).get(page("detail", association)).content.decode().split("<main")[1]

    assert page("settings", association) in html
    assert page("member_create", association) in html


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

    with query_budget(9):
        browser.get(page(name, personas.association))
