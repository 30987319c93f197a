"""Tests of « Nos règles »: the verb and its pages."""

from typing import Any

import pytest
from django.urls import reverse

from benevalibre.associations.forms.policy import PolicyForm
from benevalibre.associations.models import Association
from benevalibre.associations.writing import RuleError
from benevalibre.journal.models import Entry
from tests.factories import MembershipFactory
from tests.personas import Personas

pytestmark = pytest.mark.django_db


def page(name: str, personas: Personas) -> str:
    return reverse(f"associations:{name}", args=[personas.association.pk])


def answers(association: Association, **otherwise: Any) -> dict[str, Any]:
    """The form as it is shown, with some answers changed."""
    shown = PolicyForm(association=association).initial
    return {name: "" if value is None else value for name, value in shown.items()} | otherwise


def test_sending_the_form_as_it_is_changes_nothing(personas: Personas) -> None:
    response = personas.client("manager").post(
        page("policy_edit", personas), answers(personas.association)
    )

    assert response.status_code == 302
    assert not Entry.objects.filter(verb="policy.change").exists()


def test_each_choice_is_kept_and_is_in_the_journal(personas: Personas) -> None:
    otherwise = {
        "moderate_members": "yes",
        "moderate_actions": "yes",
        "visibility": "all",
        "travel": "apart",
        "valued": "yes",
        "back": "days",
        "back_days": "30",
        "project": "required",
        "level": "optional",
        "distance": "hidden",
        "description": "required",
        "day_minutes": "7h30",
        "fte_hours": "1600",
    }

    personas.client("manager").post(
        page("policy_edit", personas), answers(personas.association, **otherwise)
    )

    here = Association.objects.get(pk=personas.association.pk)
    assert here.policy_moderate_members
    assert here.policy_moderate_actions
    assert here.policy_valued
    assert (here.policy_visibility, here.policy_travel) == ("all", "apart")
    assert (here.policy_back, here.policy_back_days) == ("days", 30)
    assert here.policy_day_minutes == 450
    assert here.policy_fte_hours == 1600
    fields = (here.policy_project, here.policy_level)
    assert fields == ("required", "optional")
    assert (here.policy_distance, here.policy_description) == ("hidden", "required")
    changes = Entry.objects.get(verb="policy.change").changes
    assert changes["policy_visibility"] == ["own", "all"]
    assert changes["policy_moderate_actions"] == [False, True]
    assert len(changes) == len(otherwise)


@pytest.mark.parametrize(
    "wrong",
    [
        {"visibility": "nobody"},
        {"back": "days", "back_days": ""},
        {"back": "days", "back_days": "0"},
        {"back_days": "9" * 30},
        {"day_minutes": "25h"},
        {"day_minutes": "0"},
        {"day_minutes": "demain"},
        {"fte_hours": "0"},
        {"travel": ""},
    ],
)
def test_an_answer_that_makes_no_sense_is_refused(
    wrong: dict[str, str], personas: Personas
) -> None:
    response = personas.client("manager").post(
        page("policy_edit", personas), answers(personas.association, **wrong)
    )

    assert response.status_code == 422
    assert not Entry.objects.filter(verb="policy.change").exists()


def test_turning_moderation_off_asks_what_becomes_of_what_waits(personas: Personas) -> None:
    personas.association.policy_moderate_actions = True
    personas.association.save()

    response = personas.client("manager").post(
        page("policy_edit", personas), answers(personas.association, moderate_actions="no")
    )

    assert response.headers["Location"] == reverse(
        "actions:moderation_off", args=[personas.association.pk]
    )


def test_requests_that_wait_are_not_forgotten_when_everyone_may_join(personas: Personas) -> None:
    personas.association.policy_moderate_members = True
    personas.association.save()
    MembershipFactory(association=personas.association, pending=True)

    response = personas.client("manager").post(
        page("policy_edit", personas),
        answers(personas.association, moderate_members="no"),
        follow=True,
    )

    assert "Des demandes attendent encore" in response.content.decode()


def test_the_rules_are_read_by_all_people_and_changed_by_those_who_manage(
    personas: Personas,
) -> None:
    for who in ("member", "guest"):
        html = personas.client(who).get(page("policy", personas)).content.decode()
        assert "Qui voit les heures" in html
        assert "Chaque personne, les siennes." in html
        assert page("policy_edit", personas) not in html

    html = personas.client("manager").get(page("policy", personas)).content.decode()
    assert page("policy_edit", personas) in html


def test_an_imported_association_is_asked_to_look_until_somebody_did(personas: Personas) -> None:
    Association.objects.filter(pk=personas.association.pk).update(policy_seen_at=None)
    browser = personas.client("manager")
    question = "Ces règles vous conviennent-elles"
    assert question in browser.get(page("policy", personas)).content.decode()

    browser.post(page("policy_seen", personas))

    assert question not in browser.get(page("policy", personas)).content.decode()
    assert Entry.objects.filter(verb="policy.look").count() == 1


def test_changing_the_rules_is_having_looked(personas: Personas) -> None:
    personas.association.policy_seen_at = None
    personas.association.save()

    personas.association.change_policy(by=personas.manager, policy_valued=True)

    personas.association.refresh_from_db()
    assert personas.association.policy_seen_at is not None


def test_the_rules_of_an_association_that_moves_do_not_change(personas: Personas) -> None:
    personas.association.state = "frozen"
    personas.association.save()

    with pytest.raises(RuleError):
        personas.association.change_policy(by=personas.manager, policy_valued=True)


def test_the_rules_stay_within_their_budget(personas: Personas, query_budget: Any) -> None:
    browser = personas.client("manager")

    with query_budget(8):
        browser.get(page("policy", personas))
