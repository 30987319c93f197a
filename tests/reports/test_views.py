"""The overview's page."""

import pytest
from django.urls import reverse

from benevalibre.associations.models import Membership, Right, Visibility
from tests.factories import (
    ActionFactory,
    AssociationFactory,
    CategoryFactory,
    MembershipFactory,
    ProjectFactory,
)
from tests.personas import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_june")]


@pytest.fixture
def manager() -> Membership:
    return MembershipFactory(association=AssociationFactory(rereads=True), manager=True)


def _url(member: Membership) -> str:
    return reverse("reports:overview", args=[member.association_id])


def test_the_page_begins_with_the_year_in_a_sentence(manager: Membership) -> None:
    ActionFactory(member=manager, minutes=150)
    ActionFactory(association=manager.association, minutes=60)
    ActionFactory(association=manager.association, minutes=31 * 60, pending=True)

    html = signed_in(manager).get(_url(manager)).content.decode()

    assert "Depuis le 1er\u00a0janvier, 3\u00a0h\u00a030 données par 2 personnes" in html
    assert "31\u00a0h de plus sont à valider." in html
    assert reverse("actions:queue", args=[manager.association_id]) in html


def test_a_new_association_says_what_to_do_first(manager: Membership) -> None:
    html = signed_in(manager).get(_url(manager)).content.decode()

    assert "Rien de noté pour l’instant." in html
    assert "Il n’y a encore que vous." in html


def test_rules_that_came_with_the_data_are_to_be_read(manager: Membership) -> None:
    manager.association.policy_seen_at = None
    manager.association.save()
    member = MembershipFactory(association=manager.association, rights=[Right.MANAGE_ACTIONS])

    assert "Relire nos règles" in signed_in(manager).get(_url(manager)).content.decode()
    assert "Relire nos règles" not in signed_in(member).get(_url(member)).content.decode()


def test_who_sees_totals_only_reads_no_name(manager: Membership) -> None:
    manager.association.policy_visibility = Visibility.TOTALS
    manager.association.save()
    category = CategoryFactory(association=manager.association)
    people = MembershipFactory.create_batch(3, association=manager.association, named=True)
    for person in people:
        ActionFactory(member=person, category=category, title="Secret")
    member = MembershipFactory(association=manager.association)

    html = signed_in(member).get(_url(member)).content.decode()

    assert "6\u00a0h données par 3 personnes" in html
    assert "Secret" not in html
    assert not any(person.name in html for person in people)


def test_the_page_costs_ten_queries(manager: Membership, query_budget) -> None:
    project = ProjectFactory(association=manager.association)
    ActionFactory.create_batch(12, association=manager.association, project=project)
    ActionFactory.create_batch(12, association=manager.association, pending=True)
    MembershipFactory.create_batch(3, association=manager.association, pending=True)
    browser = signed_in(manager)
    browser.get(_url(manager))

    with query_budget(10):
        browser.get(_url(manager))
