"""Tests of the list of people."""

import datetime
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from benevalibre.associations.models import Membership, Right
from tests.factories import (
    MembershipFactory,
    RoleFactory,
    UserFactory,
)
from tests.personas import Personas

pytestmark = pytest.mark.django_db

TODAY = "2026-06-15 10:00+02:00"


def page(name: str, personas: Personas, *args: int) -> str:
    return reverse(f"associations:{name}", args=[personas.association.pk, *args])


def listed(personas: Personas, **query: Any) -> str:
    response = personas.client("manager").get(page("member_list", personas), query)
    assert response.status_code == 200
    html: str = response.content.decode()
    return html.partition('<ul class="rows')[2]


def named(personas: Personas, name: str, **more: Any) -> Membership:
    person: Membership = MembershipFactory(
        association=personas.association, named=True, name=name, **more
    )
    return person


@pytest.mark.parametrize("text", ["helene", "HÉLÈNE", "roux helene", "ROU"])
def test_people_are_found_whatever_case_accents_and_order(text: str, personas: Personas) -> None:
    user = UserFactory(first_name="Hélène", last_name="Roux")
    MembershipFactory(association=personas.association, user=user)

    found = listed(personas, q=text)

    assert "Hélène Roux" in found
    assert "Nadia" not in found


def test_people_without_account_are_found_too(personas: Personas) -> None:
    named(personas, "Zoé de la Tour")

    assert "Zoé de la Tour" in listed(personas, q="tour zoe")


def test_the_list_shows_the_team_and_not_who_left_or_asks(personas: Personas) -> None:
    named(personas, "Partie", left=True)
    MembershipFactory(
        association=personas.association, pending=True, user=UserFactory(first_name="Attente")
    )
    MembershipFactory(user=UserFactory(first_name="Ailleurs"))

    found = listed(personas)

    assert "Jeanne" in found
    for absent in ("Partie", "Attente", "Ailleurs"):
        assert absent not in found


def test_the_list_is_filtered_by_state_kind_and_role(personas: Personas) -> None:
    named(personas, "Partie", left=True)
    named(personas, "Sans Compte")
    role = RoleFactory(association=personas.association)
    MembershipFactory(
        association=personas.association, role=role, user=UserFactory(first_name="Rolande")
    )

    assert "Partie" in listed(personas, state="left")
    only_named = listed(personas, kind="named")
    assert "Sans Compte" in only_named
    assert "Jeanne" not in only_named
    only_role = listed(personas, role=role.pk)
    assert "Rolande" in only_role
    assert "Jeanne" not in only_role


@time_machine.travel(TODAY, tick=False)
def test_who_noted_nothing_this_month_is_found(personas: Personas) -> None:
    idle, busy, never = (named(personas, name) for name in ("Idle", "Busy", "Never"))
    Membership.objects.noted([idle.pk], datetime.date(2026, 5, 31))
    Membership.objects.noted([busy.pk], datetime.date(2026, 6, 1))

    found = listed(personas, idle="month")

    assert idle.name in found
    assert never.name in found
    assert busy.name not in found


def test_the_last_entry_is_the_greatest_date_noted(personas: Personas) -> None:
    person = named(personas, "Jeanne")
    for day in (3, 9, 5):
        Membership.objects.noted([person.pk, None], datetime.date(2026, 6, day))

    person.refresh_from_db()
    assert person.last_entry_on == datetime.date(2026, 6, 9)


@pytest.mark.parametrize(
    "query",
    [
        {"state": "x"},
        {"kind": "'"},
        {"role": "10000000000000000000000000"},
        {"role": "x"},
        {"q": "\0"},
        {"q": "a" * 200},
        {"idle": "year"},
    ],
)
def test_a_query_that_makes_no_sense_says_so(query: dict[str, str], personas: Personas) -> None:
    response = personas.client("manager").get(page("member_list", personas), query)

    assert response.status_code == 422


@pytest.mark.parametrize("number", ["0", "-1", "x", "9" * 30, "\0", ""])
def test_a_page_that_does_not_exist_is_the_nearest_one(number: str, personas: Personas) -> None:
    response = personas.client("manager").get(page("member_list", personas), {"page": number})

    assert response.status_code == 200


def test_two_thousand_people_are_shown_fifty_at_a_time(
    personas: Personas, query_budget: Any
) -> None:
    Membership.objects.bulk_create(
        Membership(association=personas.association, kind="named", name=f"Personne {n}")
        for n in range(2000)
    )
    browser = personas.client("manager")

    with query_budget(11):
        response = browser.get(page("member_list", personas), {"page": "20"})

    assert response.content.decode().count('<li class="row">') == 50


def test_who_may_only_look_has_no_link_to_the_pages_of_people(personas: Personas) -> None:
    looker = personas.only(Right.LIST_MEMBERS)

    html = personas.client(looker).get(page("member_list", personas)).content.decode()

    assert "Jeanne" in html
    assert page("member_detail", personas, personas.member.pk) not in html
    assert "Ajouter une personne" not in html


def test_a_person_without_account_is_added(personas: Personas) -> None:
    personas.client("manager").post(page("member_create", personas), {"name": "  Mamie Jo "})

    person = Membership.objects.get(association=personas.association, name="Mamie Jo")
    assert person.is_active
    assert person.rights == frozenset()


@pytest.mark.parametrize("name", ["", "   ", "\0", "a" * 256])
def test_a_person_needs_a_name(name: str, personas: Personas) -> None:
    response = personas.client("manager").post(page("member_create", personas), {"name": name})

    assert response.status_code == 422
