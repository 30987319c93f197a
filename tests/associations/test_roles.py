"""Tests of roles: their verbs and their pages."""

import re
from typing import Any

import pytest
from django.urls import reverse

from benevalibre.associations.models import Right, Role
from benevalibre.associations.writing import RuleError
from tests.factories import AssociationFactory, MembershipFactory, RoleFactory
from tests.personas import Personas

pytestmark = pytest.mark.django_db


def page(name: str, personas: Personas, *args: int) -> str:
    return reverse(f"associations:{name}", args=[personas.association.pk, *args])


@pytest.mark.parametrize("name", ["accueil", " ACCUEIL "])
def test_a_name_is_taken_whatever_its_case(name: str, personas: Personas) -> None:
    RoleFactory(association=personas.association, name="Accueil")

    with pytest.raises(RuleError, match="porte déjà ce nom"):
        Role.objects.create_role(personas.association, by=personas.manager, name=name)


def test_a_role_is_made_with_the_rights_ticked(personas: Personas) -> None:
    sent = {"name": "Accueil", "rights": [Right.LIST_MEMBERS, Right.MANAGE_PROJECTS]}

    response = personas.client("manager").post(page("role_create", personas), sent)

    assert response.status_code == 302
    role = Role.objects.get(association=personas.association, name="Accueil")
    assert role.rights == {Right.LIST_MEMBERS, Right.MANAGE_PROJECTS}


def test_boxes_to_tick_do_not_say_that_they_are_optional(personas: Personas) -> None:
    page = personas.client("manager").get(
        reverse("associations:role_create", args=[personas.association.pk])
    )

    assert re.search(r"<legend>Ce que ce rôle permet\s*</legend>", page.text)


def test_only_the_rights_that_one_has_are_offered(personas: Personas) -> None:
    keeper = personas.only(Right.MANAGE_ROLES)

    html = personas.client(keeper).get(page("role_create", personas)).content.decode()

    assert 'value="manage_roles"' in html
    assert 'value="manage_association"' not in html


def test_a_right_that_one_lacks_is_refused_when_sent_by_hand(personas: Personas) -> None:
    keeper = personas.only(Right.MANAGE_ROLES)
    sent = {"name": "Fort", "rights": [Right.MANAGE_ASSOCIATION]}

    response = personas.client(keeper).post(page("role_create", personas), sent)

    assert response.status_code == 422
    assert not Role.objects.filter(name="Fort").exists()


def test_a_role_that_holds_more_is_not_edited_by_hand(personas: Personas) -> None:
    keeper = personas.only(Right.MANAGE_ROLES)
    strong = RoleFactory(association=personas.association, rights=[Right.MANAGE_ACTIONS])

    response = personas.client(keeper).post(
        page("role_edit", personas, strong.pk), {"name": "Faible", "rights": []}
    )

    assert response.status_code == 422
    strong.refresh_from_db()
    assert strong.name != "Faible"


def test_the_last_manager_does_not_empty_their_role(personas: Personas) -> None:
    role = personas.manager.role
    assert role is not None
    sent = {"name": role.name, "rights": [Right.LIST_MEMBERS]}

    response = personas.client("manager").post(page("role_edit", personas, role.pk), sent)

    assert response.status_code == 422
    assert "n’aurait plus de responsable" in response.content.decode()
    role.refresh_from_db()
    assert role.manage_association


def test_one_role_at_a_time_is_given_to_who_arrives(personas: Personas) -> None:
    role = RoleFactory(association=personas.association)

    personas.client("manager").post(page("role_default", personas, role.pk))

    assert personas.association.default_role() == role
    assert Role.objects.filter(association=personas.association, is_default=True).count() == 1


def test_the_role_of_who_arrives_is_not_deleted(personas: Personas) -> None:
    role = personas.association.default_role()
    assert role is not None

    response = personas.client("manager").post(
        page("role_deletion", personas, role.pk), follow=True
    )

    assert "autre rôle par défaut" in response.content.decode()
    assert Role.objects.filter(pk=role.pk).exists()


def test_a_role_that_somebody_has_is_not_deleted(personas: Personas) -> None:
    role = RoleFactory(association=personas.association)
    MembershipFactory(association=personas.association, role=role)

    response = personas.client("manager").post(
        page("role_deletion", personas, role.pk), follow=True
    )

    assert "Des personnes ont ce rôle" in response.content.decode()
    assert Role.objects.filter(pk=role.pk).exists()


def test_a_role_that_nobody_has_is_deleted(personas: Personas) -> None:
    role = RoleFactory(association=personas.association)

    personas.client("manager").post(page("role_deletion", personas, role.pk))

    assert not Role.objects.filter(pk=role.pk).exists()


def test_who_left_keeps_no_role_from_being_deleted(personas: Personas) -> None:
    role = RoleFactory(association=personas.association)
    member = MembershipFactory(association=personas.association, role=role)
    member.leave()

    role.discard(by=personas.manager)

    assert not Role.objects.filter(pk=role.pk).exists()


def test_a_role_of_another_association_does_not_exist_here(personas: Personas) -> None:
    elsewhere = RoleFactory(association=AssociationFactory())

    response = personas.client("manager").get(page("role_edit", personas, elsewhere.pk))

    assert response.status_code == 404


def test_the_list_stays_within_its_budget(personas: Personas, query_budget: Any) -> None:
    RoleFactory.create_batch(30, association=personas.association)
    browser = personas.client("manager")

    with query_budget(9):
        browser.get(page("role_list", personas))
