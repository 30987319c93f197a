"""Recording for anyone, and changing anybody's action."""

import pytest
from django.urls import reverse

from benevalibre.actions.models import Action, Source, Status
from benevalibre.associations.models import Membership, Right
from benevalibre.ui.flash import acts_of
from tests.factories import ActionFactory, AssociationFactory, CategoryFactory, MembershipFactory
from tests.personas import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def nadia() -> Membership:
    return MembershipFactory(
        association=AssociationFactory(rereads=True), rights=[Right.MANAGE_ACTIONS]
    )


@pytest.fixture
def rose(nadia: Membership) -> Membership:
    """Rose, without account."""
    return MembershipFactory(association=nadia.association, named=True, name="Rose Léger")


def _url(nadia: Membership, name: str = "create", *more: int) -> str:
    return reverse(f"actions:{name}", args=[nadia.association_id, *more])


def _form(nadia: Membership, **more: str) -> dict[str, str]:
    category = CategoryFactory(association=nadia.association, name="Accueil")
    return {"what": f"c{category.pk}", "when": "hier", "duration": "2h30", **more}


def test_people_are_found_by_name_twenty_at_most(nadia: Membership, rose: Membership) -> None:
    MembershipFactory.create_batch(25, association=nadia.association, named=True)
    MembershipFactory(named=True, name="Rose Autre")
    browser = signed_in(nadia)

    found = browser.get(_url(nadia), {"search": "leger ROSE"})
    some = browser.get(_url(nadia))

    assert found.context["people"] == [rose]
    assert len(some.context["people"]) == 20
    assert "écrivez un nom" in some.content.decode()


def test_hours_are_recorded_for_somebody_else(nadia: Membership, rose: Membership) -> None:
    page = signed_in(nadia).post(f"{_url(nadia)}?person={rose.pk}", _form(nadia), follow=True)

    action = Action.objects.get()
    assert (action.member, action.typed_by, action.minutes) == (rose, nadia, 150)
    assert (action.status, action.source) == (Status.APPROVED, Source.MANAGER)
    assert (
        "C’est noté pour Rose Léger\u00a0: 2\u00a0h\u00a030, Accueil, hier."
        in page.content.decode()
    )


def test_hours_may_belong_to_nobody(nadia: Membership) -> None:
    signed_in(nadia).post(f"{_url(nadia)}?person=0", _form(nadia))

    assert Action.objects.get().member is None


def test_what_is_odd_is_said_after_saving(nadia: Membership, rose: Membership) -> None:
    form = _form(nadia, duration="14h")

    page = signed_in(nadia).post(f"{_url(nadia)}?person={rose.pk}", form, follow=True)

    assert "À vérifier\u00a0: 14\u00a0h en un jour, première saisie." in page.content.decode()


def test_the_same_form_sent_twice_is_recorded_once(nadia: Membership, rose: Membership) -> None:
    browser, form = signed_in(nadia), _form(nadia, key="k")

    browser.post(f"{_url(nadia)}?person={rose.pk}", form)
    browser.post(f"{_url(nadia)}?person={rose.pk}", form)

    assert Action.objects.count() == 1


@pytest.mark.parametrize("search", ["\x00", "a" * 101, "%_'", "é\u202f"])
def test_an_odd_search_is_no_error(search: str, nadia: Membership) -> None:
    assert signed_in(nadia).get(_url(nadia), {"search": search}).status_code == 200


@pytest.mark.parametrize("person", ["x", "-1", "9" * 30, "1.5", "１"])
def test_somebody_who_is_not_there_is_missing(person: str, nadia: Membership) -> None:
    assert signed_in(nadia).get(_url(nadia), {"person": person}).status_code == 404


def test_people_of_elsewhere_or_gone_are_missing(nadia: Membership) -> None:
    browser = signed_in(nadia)
    for person in (
        MembershipFactory(),
        MembershipFactory(association=nadia.association, left=True),
    ):
        assert browser.get(_url(nadia), {"person": person.pk}).status_code == 404


def test_a_wrong_duration_is_sent_back_as_typed(nadia: Membership, rose: Membership) -> None:
    form = _form(nadia, duration="2h75")

    page = signed_in(nadia).post(f"{_url(nadia)}?person={rose.pk}", form)

    assert page.status_code == 422
    assert 'value="2h75"' in page.content.decode()
    assert not Action.objects.exists()


def test_anybodys_action_is_corrected_and_stays_approved(
    nadia: Membership, rose: Membership
) -> None:
    action = ActionFactory(member=rose, minutes=60)
    form = {
        "what": f"c{action.category_id}",
        "title": action.title,
        "when": "hier",
        "duration": "3h",
        "version": "1",
    }

    page = signed_in(nadia).post(_url(nadia, "team_edit", action.pk), form, follow=True)

    action.refresh_from_db()
    assert (action.minutes, action.status) == (180, Status.APPROVED)
    assert "C’est modifié" in page.content.decode()
    assert "durée\u00a0: <del>1\u00a0h</del> → <ins>3\u00a0h</ins>" in page.content.decode()


def test_what_somebody_changed_meanwhile_is_said(nadia: Membership, rose: Membership) -> None:
    action = ActionFactory(member=rose, minutes=60, version=2)
    form = {
        "what": f"c{action.category_id}",
        "when": "hier",
        "duration": "3h",
        "version": "1",
    }

    page = signed_in(nadia).post(_url(nadia, "team_edit", action.pk), form)

    assert page.status_code == 422
    assert "quelqu’un d’autre" in page.content.decode()
    action.refresh_from_db()
    assert action.minutes == 60


def test_the_journal_of_an_action_is_shown(nadia: Membership, rose: Membership) -> None:
    action = ActionFactory(member=rose, pending=True)
    action.ask_correction(by=nadia, version=1, reason="Durée\u00a0?")

    html = signed_in(nadia).get(_url(nadia, "team_edit", action.pk)).content.decode()

    assert "a demandé une correction" in html
    assert str(nadia) in html
    assert "Raison donnée\u00a0: «\u00a0Durée\u00a0?\u00a0»" in html


@pytest.mark.parametrize("traits", [{"nobody": True}, {"member__left": True}, {"declined": True}])
def test_every_kind_of_action_has_its_page(traits: dict[str, bool], nadia: Membership) -> None:
    action = ActionFactory(association=nadia.association, **traits)

    assert signed_in(nadia).get(_url(nadia, "team_edit", action.pk)).status_code == 200


def test_an_action_of_another_association_is_missing(nadia: Membership) -> None:
    action = ActionFactory()

    for name in ("team_edit", "team_delete"):
        assert signed_in(nadia).get(_url(nadia, name, action.pk)).status_code == 404


def test_hours_are_given_to_whom_they_belong(nadia: Membership, rose: Membership) -> None:
    action = ActionFactory(association=nadia.association, minutes=75)
    browser = signed_in(nadia)
    url = _url(nadia, "team_person", action.pk)

    found = browser.get(url, {"search": "rose"})
    page = browser.post(url, {"person": rose.pk}, follow=True)

    assert found.context["people"] == [rose]
    action.refresh_from_db()
    assert (action.member, action.minutes, action.status) == (rose, 75, Status.APPROVED)
    assert "Ces heures sont maintenant à Rose Léger." in page.content.decode()
    assert "→ <ins>Rose Léger</ins>" in page.content.decode()


def test_nobody_gives_themselves_approved_hours_where_another_may(nadia: Membership) -> None:
    MembershipFactory(association=nadia.association, manager=True)
    action = ActionFactory(association=nadia.association)

    signed_in(nadia).post(_url(nadia, "team_person", action.pk), {"person": nadia.pk})

    assert Action.objects.get().member != nadia


def test_hours_are_not_given_to_somebody_of_elsewhere(nadia: Membership) -> None:
    action = ActionFactory(association=nadia.association)
    url = _url(nadia, "team_person", action.pk)

    assert signed_in(nadia).post(url, {"person": MembershipFactory().pk}).status_code == 404


def test_deleting_asks_then_can_be_undone(nadia: Membership, rose: Membership) -> None:
    action = ActionFactory(member=rose)
    browser = signed_in(nadia)
    url = _url(nadia, "team_delete", action.pk)

    assert "Supprimer cette activité\u00a0?" in browser.get(url).content.decode()
    page = browser.post(url, follow=True)
    assert not Action.objects.exists()

    act = next(act for message in page.context["messages"] for act in acts_of(message))
    browser.post(act.url, act.fields)
    assert Action.objects.get() == action
