"""The associations, as the host sees them."""

import pytest
from django.urls import reverse

from benevalibre.associations.appointing import appoint
from benevalibre.associations.models import Appointment, Association
from benevalibre.mailing.models import Mail
from tests.client import StrictClient
from tests.factories import ActionFactory, AssociationFactory, MembershipFactory, UserFactory
from tests.personas import signed_in

pytestmark = pytest.mark.django_db
LIST = "/hebergement/associations/"


@pytest.fixture
def host() -> StrictClient:
    return signed_in(UserFactory(host=True))


def page(association: Association, name: str = "association_detail") -> str:
    return reverse(f"hosting:{name}", args=[association.pk])


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("", ["Ateliers", "Compost", "Jardins", "Théâtre"]),
        ("q=theatre", ["Théâtre"]),
        ("state=awaiting", ["Compost"]),
        ("state=active", ["Ateliers", "Théâtre"]),
        ("state=orphan", ["Théâtre"]),
        ("state=archived", ["Jardins"]),
        ("state=%00&page=-1", ["Ateliers", "Compost", "Jardins", "Théâtre"]),
        ("page=99999999999999999999", ["Ateliers", "Compost", "Jardins", "Théâtre"]),
    ],
)
def test_associations_are_found_by_name_and_state(host, query, seen):
    MembershipFactory(association=AssociationFactory(name="Ateliers"), manager=True)
    AssociationFactory(name="Compost", awaiting=True)
    AssociationFactory(name="Jardins", archived=True)
    AssociationFactory(name="Théâtre", hidden_away=True)

    text = host.get(f"{LIST}?{query}").text

    names = ("Ateliers", "Compost", "Jardins", "Théâtre")
    assert [name for name in names if f"<strong>{name}</strong>" in text] == seen


@pytest.mark.parametrize(("query", "is_open"), [("q=theatre", False), ("state=active", True)])
def test_filters_open_only_where_one_is_in_use(host, query, is_open):
    text = host.get(f"{LIST}?{query}").text

    assert ('<details class="filters" open>' in text) is is_open


def test_what_waits_is_counted_in_the_menu_and_on_the_list(host):
    AssociationFactory.create_batch(2, awaiting=True)

    text = host.get(LIST).text

    assert "2 associations attendent votre accord." in text
    assert '<span class="tag wait">2</span>' in text


def test_the_host_sees_facts_and_no_one_but_who_manages(host, query_budget):
    association = AssociationFactory()
    MembershipFactory(association=association, manager=True, user__first_name="Nadia")
    member = MembershipFactory(association=association, user__first_name="Jeanne")
    ActionFactory.create_batch(3, member=member, title="Secours")
    host.get(page(association))

    with query_budget(10):
        text = host.get(page(association)).text

    assert "Nadia" in text
    assert "2 personnes" in text
    assert "Jeanne" not in text
    assert "Secours" not in text


def test_an_association_is_admitted_from_its_page(host):
    association = AssociationFactory(awaiting=True)
    MembershipFactory(association=association, manager=True)

    text = host.post(page(association, "association_admission"), follow=True).text

    assert "est ouverte" in text
    assert Mail.objects.get().kind == "associations.host_admitted"


def test_refusing_asks_why(host):
    association = AssociationFactory(awaiting=True)

    without = host.post(page(association, "association_refusal"), {"reason": "  "})
    with_one = host.post(
        page(association, "association_refusal"), {"reason": "Hors sujet"}, follow=True
    )

    assert without.status_code == 422
    assert "Hors sujet" in with_one.text


def test_somebody_is_named_from_the_page_of_an_orphan_and_taken_back(host):
    person = MembershipFactory(user__first_name="Paulette")
    address = page(person.association, "association_appointment")

    shown = host.get(address)
    answer = host.post(address, {"person": person.pk, "reason": "La seule"}, follow=True)
    gone = host.post(page(person.association, "association_appointment_cancellation"), follow=True)

    assert "Paulette" in shown.text
    assert "Paulette" in answer.text
    assert "Annuler la désignation" in answer.text
    assert "C’est annulé." in gone.text
    assert Appointment.objects.get().state == Appointment.State.CANCELLED


MISSING = [{"person": ""}, {"person": "x"}, {"person": "9" * 30}, {"reason": "a\0b"}]


@pytest.mark.parametrize("sent", MISSING)
def test_what_is_missing_is_asked_again(host, sent):
    person = MembershipFactory()

    answer = host.post(page(person.association, "association_appointment"), sent)

    assert answer.status_code == 422
    assert not Appointment.objects.exists()


def test_a_large_team_is_searched(host):
    association = AssociationFactory()
    MembershipFactory.create_batch(25, association=association)
    MembershipFactory(association=association, user__first_name="Zoé", user__last_name="Zed")
    address = page(association, "association_appointment")

    first, found = host.get(address), host.get(f"{address}?q=zed")

    assert first.text.count('type="radio"') == 20
    assert "cherchez leur nom" in first.text
    assert found.text.count('type="radio"') == 1


def test_a_managed_association_has_no_page_to_name_somebody(host):
    manager = MembershipFactory(manager=True)

    assert host.get(page(manager.association, "association_appointment")).status_code == 404


def test_naming_twice_says_so(host):
    person = MembershipFactory()
    appoint(person=person, by=UserFactory(host=True), reason="La seule")

    answer = host.post(
        page(person.association, "association_appointment"),
        {"person": person.pk, "reason": "Encore"},
    )

    assert answer.status_code == 422
    assert "déjà désigné" in answer.text
