"""Tests of ``benevalibre.associations.deleting`` and of the page that asks for the name."""

import datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from benevalibre.associations.deleting import delete, give_up, loss_of, obstacle_to
from benevalibre.associations.founding import found
from benevalibre.associations.models import Association, Membership
from benevalibre.associations.models.association import State
from benevalibre.associations.writing import RuleError
from benevalibre.journal.models import Entry
from tests.client import StrictClient
from tests.factories import (
    ActionFactory,
    AssociationFactory,
    FiscalYearFactory,
    MembershipFactory,
    UserFactory,
)
from tests.personas import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> Membership:
    """Nadia, who manages « L’Été à vélo »."""
    here = AssociationFactory(name="L’Été à vélo")
    return MembershipFactory(association=here, manager=True, user__first_name="Nadia")


def page(association: Association) -> str:
    return reverse("associations:deletion", args=[association.pk])


def state_of(association: Association) -> str:
    return Association.objects.get(pk=association.pk).state


def test_it_is_said_beforehand_what_will_go(manager: Membership) -> None:
    person = MembershipFactory(association=manager.association, named=True)
    ActionFactory.create_batch(3, member=person, minutes=100)
    ActionFactory(member=person, pending=True)

    html = signed_in(manager).get(page(manager.association)).content.decode()

    loss = loss_of(manager.association)
    assert (loss.people, loss.told, loss.entries, loss.minutes) == (2, 1, 4, 300)
    for shown in ("5\u00a0h", "ne se défait pas", "L’Été à vélo", "1 personne le saura"):
        assert shown in html


@pytest.mark.parametrize("typed", ["L’Été à vélo", "l'ete a velo", "  L’ÉTÉ  À VÉLO "])
def test_the_name_confirms_whatever_case_accents_and_apostrophes(
    typed: str, manager: Membership
) -> None:
    delete(manager.association, by=manager, name=typed)

    assert state_of(manager.association) == State.PURGING


@pytest.mark.parametrize("typed", ["", "vélo", "L’Été à vélo 2", "\0", "a" * 200])
def test_another_name_deletes_nothing(typed: str, manager: Membership) -> None:
    response = signed_in(manager).post(page(manager.association), {"name": typed})

    assert response.status_code == 422
    assert state_of(manager.association) == State.ACTIVE


def test_a_name_without_letters_is_typed_as_it_is() -> None:
    manager = MembershipFactory(association=AssociationFactory(name="!!!"), manager=True)

    with pytest.raises(RuleError):
        delete(manager.association, by=manager, name="???")
    delete(manager.association, by=manager, name="!!!")

    assert state_of(manager.association) == State.PURGING


def test_deleting_hides_at_once_and_frees_the_name(
    manager: Membership, client: StrictClient
) -> None:
    browser = signed_in(manager)

    response = browser.post(page(manager.association), {"name": "L’Été à vélo"}, follow=True)

    html = response.content.decode()
    assert response.redirect_chain == [(reverse("associations:list"), 302)]
    assert "est supprimée" in html
    assert html.count("L’Été à vélo") == 1
    for name in ("detail", "settings", "deletion", "join"):
        where = reverse(f"associations:{name}", args=[manager.association_id])
        assert browser.get(where).status_code == 404
    again = found(name="L’été à vélo", by=UserFactory())
    assert again.is_open


def test_deleting_is_journaled_by_the_account_without_a_name(manager: Membership) -> None:
    delete(manager.association, by=manager, name="L’Été à vélo")

    entry = Entry.objects.get(verb="association.delete")
    assert entry.user_id == manager.user_id
    assert entry.association_id is None
    assert entry.changes["people"] == [1, 0]
    assert "vélo" not in str(entry.changes)


def test_a_closed_year_asks_for_a_copy_taken_since(manager: Membership) -> None:
    here = manager.association
    year = FiscalYearFactory(association=here, closed=True)
    browser = signed_in(manager)

    html = browser.get(page(here)).content.decode()
    response = browser.post(page(here), {"name": here.name})

    assert "Téléchargez d’abord" in html
    assert 'name="name"' not in html
    assert response.status_code == 422
    assert state_of(here) == State.ACTIVE
    before = year.closed_at - datetime.timedelta(hours=1)
    Association.objects.filter(pk=here.pk).update(archived_copy_at=before)
    with pytest.raises(RuleError):
        delete(here, by=manager, name=here.name)
    Association.objects.filter(pk=here.pk).update(archived_copy_at=timezone.now())
    delete(here, by=manager, name=here.name)
    assert state_of(here) == State.PURGING


def test_an_association_that_moves_is_not_deleted_meanwhile(manager: Membership) -> None:
    here = manager.association
    Association.objects.filter(pk=here.pk).update(state=State.FROZEN)

    response = signed_in(manager).post(page(here), {"name": here.name})

    assert response.status_code == 422
    assert state_of(here) == State.FROZEN


def test_one_that_has_moved_may_go_even_with_a_closed_year(manager: Membership) -> None:
    here = manager.association
    FiscalYearFactory(association=here, closed=True)
    Association.objects.filter(pk=here.pk).update(state=State.MOVED)

    delete(here, by=manager, name=here.name)

    assert obstacle_to(here) != ""
    assert state_of(here) == State.PURGING


def test_who_does_not_manage_it_deletes_nothing(manager: Membership) -> None:
    here = manager.association
    stranger = MembershipFactory(manager=True)

    for by in (MembershipFactory(association=here), stranger):
        with pytest.raises(RuleError):
            delete(here, by=by, name=here.name)

    assert state_of(here) == State.ACTIVE


def test_deleting_twice_changes_nothing(manager: Membership) -> None:
    delete(manager.association, by=manager, name="L’Été à vélo")

    with pytest.raises(RuleError):
        delete(manager.association, by=manager, name="L’Été à vélo")

    assert Entry.objects.filter(verb="association.delete").count() == 1


def test_the_page_stays_within_its_budget(manager: Membership, query_budget: Any) -> None:
    browser = signed_in(manager)
    browser.get(page(manager.association))

    with query_budget(10):
        browser.get(page(manager.association))


@pytest.fixture
def founder() -> Membership:
    """Who founded an association that waits for the host."""
    return MembershipFactory(association=AssociationFactory(awaiting=True), manager=True)


def waiting(founder: Membership) -> str:
    return reverse("associations:waiting", args=[founder.association_id])


def test_a_founder_reads_that_it_waits_and_may_give_up(founder: Membership) -> None:
    browser = signed_in(founder)

    assert "En attente d’un accord" in browser.get(waiting(founder)).content.decode()
    browser.post(waiting(founder))

    assert state_of(founder.association) == State.PURGING
    assert browser.get(waiting(founder)).status_code == 404


def test_once_open_the_page_of_waiting_leads_to_the_association(founder: Membership) -> None:
    Association.objects.filter(pk=founder.association_id).update(state=State.ACTIVE)

    response = signed_in(founder).post(waiting(founder))

    detail = reverse("associations:detail", args=[founder.association_id])
    assert response.headers["Location"] == detail
    assert state_of(founder.association) == State.ACTIVE
    with pytest.raises(RuleError):
        give_up(founder.association, by=founder)


def test_nobody_else_reads_that_it_waits(founder: Membership) -> None:
    assert signed_in(MembershipFactory()).get(waiting(founder)).status_code == 404
