"""The list's page: who reads it, what its address may say, what its buttons do."""

import datetime

import pytest
from django.urls import reverse

from benevalibre.actions.models import Action
from benevalibre.associations.models import Membership, Right, Visibility
from tests.factories import ActionFactory, AssociationFactory, FiscalYearFactory, MembershipFactory
from tests.personas import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def nadia() -> Membership:
    association = AssociationFactory(rereads=True)
    return MembershipFactory(association=association, rights=[Right.MANAGE_ACTIONS])


@pytest.fixture
def jeanne(nadia: Membership) -> Membership:
    """Somebody without any right there."""
    return MembershipFactory(association=nadia.association)


def _url(member: Membership, name: str = "list") -> str:
    return reverse(f"actions:{name}", args=[member.association_id])


def test_nothing_is_offered_to_record_while_the_association_moves() -> None:
    place = MembershipFactory(manager=True)
    browser = signed_in(place)
    pages = [_url(place), reverse("reports:overview", args=[place.association_id])]
    before = [browser.get(page).text for page in pages]

    place.association.state = "frozen"
    place.association.save()
    after = [browser.get(page).text for page in pages]

    new = _url(place, "create")
    assert [new in text for text in before] == [True, True]
    assert [new in text for text in after] == [False, False]


def test_the_team_sees_every_action_with_its_state(nadia: Membership) -> None:
    action = ActionFactory(association=nadia.association, pending=True, title="Collecte")

    html = signed_in(nadia).get(_url(nadia)).content.decode()

    assert "Collecte" in html
    assert str(action.member) in html
    assert "à valider" in html
    assert "1 activité, 2\u00a0h." in html


@pytest.mark.parametrize("rule", [Visibility.OWN, Visibility.TOTALS])
def test_others_see_no_list_where_the_rules_do_not_say_so(
    rule: Visibility, nadia: Membership, jeanne: Membership
) -> None:
    nadia.association.policy_visibility = rule
    nadia.association.save()

    assert signed_in(jeanne).get(_url(nadia)).status_code == 403


def test_where_everybody_sees_all_they_see_what_counts_and_change_nothing(
    nadia: Membership, jeanne: Membership
) -> None:
    nadia.association.policy_visibility = Visibility.ALL
    nadia.association.save()
    ActionFactory(association=nadia.association, title="Collecte")
    ActionFactory(association=nadia.association, title="Doute", pending=True)
    ActionFactory(association=nadia.association, title="Refus", declined=True)

    html = signed_in(jeanne).get(_url(nadia), {"status": "pending"}).content.decode()

    assert "Collecte" in html
    assert "Doute" not in html
    assert "Refus" not in html
    assert "checkbox" not in html
    assert reverse("actions:create", args=[nadia.association_id]) not in html


@pytest.mark.parametrize(
    "query",
    [
        {"project": "x", "category": "-1", "status": "zzz", "year": "abc", "sort": "password"},
        {"start": "31/31/2026", "end": "2026-02-30", "year": "99999999999"},
        {"project": "9" * 40, "after": "\x00", "before": "\x00.1"},
        {"person": "\x00", "text": "\x00%_'\""},
        {"sort": "person", "after": "-5"},
        {"sort": "person", "after": "99999"},
    ],
)
def test_an_address_that_says_nonsense_gives_the_list(
    query: dict[str, str], nadia: Membership
) -> None:
    ActionFactory(association=nadia.association)

    assert signed_in(nadia).get(_url(nadia), query).status_code == 200


def test_filters_stay_in_the_addresses_of_the_pages(nadia: Membership) -> None:
    member = MembershipFactory(association=nadia.association, named=True, name="Rose")
    first = ActionFactory(member=member)
    ActionFactory.create_batch(55, member=member, category=first.category)
    ActionFactory(association=nadia.association)

    page = signed_in(nadia).get(_url(nadia), {"person": "rose", "sort": "-minutes"})

    assert page.context["older_url"].startswith("?person=rose&sort=-minutes&after=")
    assert page.context["listing"].totals.count == 56


def test_ticked_actions_are_approved_and_the_filters_kept(nadia: Membership) -> None:
    action = ActionFactory(association=nadia.association, pending=True)
    data = {"seen": f"{action.pk}:1", "back": "list", "query": "status=pending"}

    page = signed_in(nadia).post(_url(nadia, "approvals"), data)

    assert page.headers["Location"] == f"{_url(nadia)}?status=pending"
    assert Action.objects.approved().get() == action


def test_deleting_what_is_ticked_asks_first(nadia: Membership) -> None:
    one, other = ActionFactory.create_batch(2, association=nadia.association)
    data = {"seen": [f"{one.pk}:1", f"{other.pk}:1"], "back": "list"}
    browser = signed_in(nadia)

    asked = browser.post(_url(nadia, "removals"), data)
    assert "Supprimer 2 activités, 4\u00a0h\u00a0?" in asked.content.decode()
    assert Action.objects.count() == 2

    browser.post(_url(nadia, "removals"), data | {"confirm": "1"})
    assert Action.objects.count() == 0


def test_deleting_leaves_what_changed_and_what_is_elsewhere(nadia: Membership) -> None:
    changed = ActionFactory(association=nadia.association)
    elsewhere = ActionFactory()
    seen = [f"{changed.pk}:1", f"{elsewhere.pk}:1"]
    Action.objects.filter(pk=changed.pk).update(version=2)

    signed_in(nadia).post(_url(nadia, "removals"), {"seen": seen, "confirm": "1"})

    assert Action.objects.count() == 2


def test_nothing_is_deleted_where_one_lies_in_a_closed_year(nadia: Membership) -> None:
    old = ActionFactory(association=nadia.association, date=datetime.date(2020, 5, 1))
    recent = ActionFactory(association=nadia.association)
    FiscalYearFactory(
        association=nadia.association,
        closed=True,
        start=datetime.date(2020, 1, 1),
    )
    seen = [f"{old.pk}:1", f"{recent.pk}:1"]

    page = signed_in(nadia).post(
        _url(nadia, "removals"), {"seen": seen, "confirm": "1"}, follow=True
    )

    assert Action.objects.count() == 2
    assert "est arrêté" in page.content.decode()


def test_a_full_page_costs_few_queries(nadia: Membership, query_budget) -> None:
    ActionFactory.create_batch(60, association=nadia.association)
    browser = signed_in(nadia)

    with query_budget(14):
        browser.get(_url(nadia), {"person": "d", "text": "a"})
