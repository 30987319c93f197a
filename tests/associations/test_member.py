"""Tests of the page of a person, and of what is done there."""

import datetime
from typing import Any

import pytest
from django.urls import reverse

from benevalibre.associations.models import Function, Membership, Right
from benevalibre.associations.models.membership import MembershipState
from benevalibre.associations.writing import RuleError
from tests.factories import (
    AssociationFactory,
    LevelFactory,
    MembershipFactory,
    RoleFactory,
)
from tests.personas import Personas

pytestmark = pytest.mark.django_db


def page(name: str, personas: Personas, *args: int) -> str:
    return reverse(f"associations:{name}", args=[personas.association.pk, *args])


def named(personas: Personas, name: str, **more: Any) -> Membership:
    person: Membership = MembershipFactory(
        association=personas.association, named=True, name=name, **more
    )
    return person


def test_a_request_is_accepted_from_the_page_of_the_person(personas: Personas) -> None:
    asking = MembershipFactory(association=personas.association, pending=True)
    role = RoleFactory(association=personas.association)

    personas.client("manager").post(page("member_approval", personas, asking.pk), {"role": role.pk})

    asking.refresh_from_db()
    assert (asking.state, asking.role) == (MembershipState.ACTIVE, role)


def test_a_request_is_declined_after_a_confirmation(personas: Personas) -> None:
    asking = MembershipFactory(association=personas.association, pending=True)
    browser = personas.client("manager")

    browser.get(page("member_refusal", personas, asking.pk))
    asking.refresh_from_db()
    assert asking.is_pending

    browser.post(page("member_refusal", personas, asking.pk))
    asking.refresh_from_db()
    assert asking.state == MembershipState.DECLINED


def test_a_role_is_changed_from_the_page_of_the_person(personas: Personas) -> None:
    role = RoleFactory(association=personas.association, rights=[Right.SEE_STATISTICS])

    personas.client("manager").post(
        page("member_role", personas, personas.member.pk), {"role": role.pk}
    )

    personas.member.refresh_from_db()
    assert personas.member.role == role


def test_the_last_manager_is_told_why_their_role_does_not_change(personas: Personas) -> None:
    role = RoleFactory(association=personas.association)

    response = personas.client("manager").post(
        page("member_role", personas, personas.manager.pk), {"role": role.pk}
    )

    assert response.status_code == 422
    assert "n’aurait plus de responsable" in response.content.decode()
    personas.manager.refresh_from_db()
    assert personas.manager.may(Right.MANAGE_ASSOCIATION)


def test_the_last_manager_is_not_removed_from_the_page(personas: Personas) -> None:
    response = personas.client("manager").post(
        page("member_removal", personas, personas.manager.pk), follow=True
    )

    assert "n’aurait plus de responsable" in response.content.decode()


def test_a_role_that_holds_more_is_not_given_by_hand(personas: Personas) -> None:
    organiser = personas.only(Right.MANAGE_MEMBERS)
    strong = RoleFactory(association=personas.association, manager=True)

    response = personas.client(organiser).post(
        page("member_role", personas, personas.member.pk), {"role": strong.pk}
    )

    assert response.status_code == 422
    personas.member.refresh_from_db()
    assert personas.member.role != strong


@pytest.mark.parametrize(
    "name", ["member_role", "member_details", "member_removal", "function_create"]
)
def test_who_holds_more_is_not_touched_by_hand(name: str, personas: Personas) -> None:
    MembershipFactory(association=personas.association, manager=True)
    LevelFactory(association=personas.association)
    organiser = personas.only(Right.MANAGE_MEMBERS)
    weak = RoleFactory(association=personas.association)
    sent = {"role": weak.pk, "kind": "direction", "start": "2026-01-01", "usual_level": ""}

    response = personas.client(organiser).post(
        page(name, personas, personas.manager.pk), sent, follow=True
    )

    before = Membership.objects.get(pk=personas.manager.pk)
    assert before.role == personas.manager.role
    assert before.is_active
    assert not Function.objects.exists()
    assert "plus de droits que vous" in response.content.decode()


def test_the_page_of_who_holds_more_offers_nothing(personas: Personas) -> None:
    organiser = personas.only(Right.MANAGE_MEMBERS)

    html = (
        personas.client(organiser)
        .get(page("member_detail", personas, personas.manager.pk))
        .content.decode()
    )

    assert "a plus de droits que vous" in html
    assert page("member_removal", personas, personas.manager.pk) not in html


def test_somebody_removed_leaves_and_may_not_come_in_any_more(personas: Personas) -> None:
    browser = personas.client("member")

    personas.client("manager").post(page("member_removal", personas, personas.member.pk))

    assert browser.get(page("policy", personas)).status_code == 404


def test_a_person_without_account_is_renamed(personas: Personas) -> None:
    person = named(personas, "Jane")

    personas.client("manager").post(
        page("member_details", personas, person.pk), {"name": "Jeanne Martin"}
    )

    person.refresh_from_db()
    assert (person.name, person.sort_key) == ("Jeanne Martin", "jeanne martin")


def test_an_account_is_not_renamed_by_others(personas: Personas) -> None:
    with pytest.raises(RuleError):
        personas.member.change_details(by=personas.manager, name="Autre")


def test_a_usual_level_is_one_of_the_association(personas: Personas) -> None:
    mine = LevelFactory(association=personas.association)
    other = LevelFactory(association=AssociationFactory())
    browser = personas.client("manager")
    where = page("member_details", personas, personas.member.pk)

    assert browser.post(where, {"usual_level": other.pk}).status_code == 422
    browser.post(where, {"usual_level": mine.pk})

    personas.member.refresh_from_db()
    assert personas.member.usual_level == mine


def test_a_function_is_noted_and_taken_back(personas: Personas) -> None:
    browser = personas.client("manager")
    sent = {"kind": "direction", "start": "2026-01-01", "until": ""}

    browser.post(page("function_create", personas, personas.member.pk), sent)
    function = Function.objects.get(membership=personas.member)
    browser.post(page("function_deletion", personas, personas.member.pk, function.pk))

    assert not Function.objects.exists()


@pytest.mark.parametrize(
    ("start", "until"),
    [("2026-03-01", ""), ("2025-01-01", "2026-01-01"), ("2026-06-01", "2026-05-01")],
)
def test_one_function_has_no_two_dates_at_once(start: str, until: str, personas: Personas) -> None:
    Function.objects.create(membership=personas.member, kind="direction", start="2026-01-01")
    sent = {"kind": "direction", "start": start, "until": until}

    response = personas.client("manager").post(
        page("function_create", personas, personas.member.pk), sent
    )

    assert response.status_code == 422
    assert Function.objects.count() == 1


def test_the_dates_of_a_function_change(personas: Personas) -> None:
    day = datetime.date(2026, 1, 1)
    function = Function.objects.create(membership=personas.member, kind="direction", start=day)

    function.change(by=personas.manager, start=day, until=datetime.date(2026, 12, 31))

    function.refresh_from_db()
    assert function.until == datetime.date(2026, 12, 31)


def test_a_person_is_merged_into_one_found_by_name(personas: Personas) -> None:
    person = named(personas, "Janne")
    where = page("member_merge", personas, person.pk)
    browser = personas.client("manager")

    found = browser.get(where, {"q": "jeanne"}).content.decode()
    assert f'href="?into={personas.member.pk}"' in found
    asked = browser.get(where, {"into": personas.member.pk}).content.decode()
    assert "Vous pourrez l’annuler" in asked
    response = browser.post(where, {"into": personas.member.pk})

    assert response.status_code == 302
    person.refresh_from_db()
    assert person.merged_into == personas.member


@pytest.mark.parametrize("into", ["", "x", "10000000000000000000000"])
def test_a_merge_into_nobody_is_refused(into: str, personas: Personas) -> None:
    person = named(personas, "Janne")

    response = personas.client("manager").post(
        page("member_merge", personas, person.pk), {"into": into}
    )

    assert response.status_code == 422


def test_a_person_of_another_association_does_not_exist_here(personas: Personas) -> None:
    elsewhere = MembershipFactory()

    response = personas.client("manager").get(page("member_detail", personas, elsewhere.pk))

    assert response.status_code == 404


def test_the_page_of_a_person_stays_within_its_budget(
    personas: Personas, query_budget: Any
) -> None:
    browser = personas.client("manager")

    with query_budget(12):
        browser.get(page("member_detail", personas, personas.member.pk))
