"""Tests of ``benevalibre.associations.unmerging``."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from benevalibre.actions import moderation
from benevalibre.actions.models import Action
from benevalibre.associations.merging import merge
from benevalibre.associations.models import Function, GuestLink, Membership, Right
from benevalibre.associations.models.membership import Kind, MembershipState
from benevalibre.associations.unmerging import unmerge
from benevalibre.associations.writing import RuleError
from benevalibre.journal.models import Batch, Entry
from tests.factories import (
    ActionFactory,
    BatchFactory,
    FiscalYearFactory,
    GuestLinkFactory,
    InvitationFactory,
    MembershipFactory,
)
from tests.personas import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> Membership:
    """Who merges and separates."""
    return MembershipFactory(manager=True, association__policy_moderate_actions=True)


def named(manager: Membership, name: str = "Jeanne") -> Membership:
    return MembershipFactory(association=manager.association, named=True, name=name)


def test_what_went_over_comes_back_and_the_rest_stays(manager: Membership) -> None:
    source, into = named(manager), named(manager, "Jeanne Martin")
    given, own = ActionFactory(member=source), ActionFactory(member=into)
    typed = ActionFactory(member=manager, typed_by=source)
    invitation = InvitationFactory(claims=source)
    batch = merge(source, into=into, by=manager)
    after = ActionFactory(member=into)

    unmerge(batch, by=manager)

    source.refresh_from_db()
    assert (source.merged_into, source.state) == (None, MembershipState.ACTIVE)
    for action, member in ((given, source), (own, into), (after, into)):
        assert Action.objects.get(pk=action.pk).member == member
    assert Action.objects.get(pk=typed.pk).typed_by == source
    invitation.refresh_from_db()
    assert invitation.claims == source
    assert [e.verb for e in Entry.objects.about(source)] == ["member.unmerge", "member.merge"]


def test_it_works_in_a_closed_year(manager: Membership) -> None:
    source, into = named(manager), named(manager, "Jeanne Martin")
    given = ActionFactory(member=source)
    FiscalYearFactory(
        association=manager.association,
        start=given.date.replace(month=1, day=1),
        end=given.date.replace(month=12, day=31),
        closed=True,
    )
    batch = merge(source, into=into, by=manager)

    unmerge(batch, by=manager)

    assert Action.objects.get(pk=given.pk).member == source


def test_links_functions_and_last_entries_are_as_before(manager: Membership) -> None:
    link = GuestLinkFactory(membership__association=manager.association)
    source, into = link.membership, named(manager)
    start = datetime.date(2026, 1, 1)
    Function.objects.create_function(source, by=manager, kind="direction", start=start)
    Membership.objects.noted([source.pk], datetime.date(2026, 5, 2))
    Membership.objects.noted([into.pk], datetime.date(2026, 5, 1))
    source.refresh_from_db()
    into.refresh_from_db()
    batch = merge(source, into=into, by=manager)

    unmerge(batch, by=manager)

    into.refresh_from_db()
    source.refresh_from_db()
    assert into.last_entry_on == datetime.date(2026, 5, 1)
    assert source.kind == Kind.GUEST
    assert GuestLink.objects.get(pk=link.pk).is_active
    assert [f.kind for f in source.functions.all()] == ["direction"]


def test_a_link_that_was_closed_stays_closed(manager: Membership) -> None:
    link = GuestLinkFactory(membership__association=manager.association, is_active=False)
    batch = merge(link.membership, into=named(manager), by=manager)

    unmerge(batch, by=manager)

    assert not GuestLink.objects.get(pk=link.pk).is_active


def test_a_stale_approval_fails_after_a_merge_and_after_its_undoing(manager: Membership) -> None:
    other = MembershipFactory(association=manager.association, rights=[Right.MANAGE_ACTIONS])
    source, into = named(manager), named(manager, "Jeanne Martin")
    action = ActionFactory(member=source, pending=True)
    batch = merge(source, into=into, by=manager)

    with pytest.raises(moderation.ModerationError):
        moderation.approve(action, by=other, version=1)
    unmerge(batch, by=manager)
    with pytest.raises(moderation.ModerationError):
        moderation.approve(action, by=other, version=2)

    action.refresh_from_db()
    assert (action.status, action.version) == ("pending", 3)


def test_it_is_undone_once(manager: Membership) -> None:
    batch = merge(named(manager), into=named(manager), by=manager)
    unmerge(batch, by=manager)

    with pytest.raises(RuleError, match="déjà annulé"):
        unmerge(batch, by=manager)


def test_it_is_too_late_a_day_after_or_after_another_batch(manager: Membership) -> None:
    batch = merge(named(manager), into=named(manager), by=manager)
    later = timezone.now() + datetime.timedelta(days=1, minutes=1)
    with time_machine.travel(later), pytest.raises(RuleError, match="trop tard"):
        unmerge(batch, by=manager)
    BatchFactory(association_id=manager.association_id, membership_id=manager.pk)

    with pytest.raises(RuleError, match="trop tard"):
        unmerge(batch, by=manager)


def test_it_is_too_late_once_one_of_them_was_merged_again_or_has_an_account(
    manager: Membership,
) -> None:
    other = MembershipFactory(association=manager.association, manager=True)
    source, into = named(manager), named(manager, "B")
    batch = merge(source, into=into, by=manager)
    merge(into, into=named(manager, "C"), by=other)

    with pytest.raises(RuleError, match="trop tard"):
        unmerge(batch, by=manager)

    batch.refresh_from_db()
    assert batch.undone_at is None


def test_only_who_merged_undoes_it_and_only_with_the_right(manager: Membership) -> None:
    other = MembershipFactory(association=manager.association, manager=True)
    batch = merge(named(manager), into=named(manager), by=manager)
    with pytest.raises(RuleError):
        unmerge(batch, by=other)
    manager.role.manage_association = False
    manager.role.save()

    with pytest.raises(RuleError):
        unmerge(batch, by=manager)


def test_nobody_separates_somebody_who_now_holds_more(manager: Membership) -> None:
    organiser = MembershipFactory(
        association=manager.association, rights=[Right.LIST_MEMBERS, Right.MANAGE_MEMBERS]
    )
    member = MembershipFactory(association=manager.association)
    batch = merge(named(manager), into=member, by=organiser)
    member.change_role(manager.role, by=manager)

    with pytest.raises(RuleError, match="plus de droits"):
        unmerge(batch, by=organiser)


def test_the_page_says_so_with_a_way_back(manager: Membership) -> None:
    source, into = named(manager), named(manager, "Jeanne Martin")
    given = ActionFactory(member=source)
    browser = signed_in(manager)
    url = reverse("associations:member_merge", args=[manager.association_id, source.pk])

    page = browser.post(url, {"into": into.pk}, follow=True)

    assert "Annuler" in page.content.decode()
    undo = reverse("associations:merge_undo", args=[manager.association_id, Batch.objects.get().pk])
    assert undo in page.content.decode()
    page = browser.post(undo, follow=True)
    assert "deux fiches" in page.content.decode()
    assert Action.objects.get(pk=given.pk).member == source


def test_a_batch_of_another_kind_or_person_does_not_exist_there(manager: Membership) -> None:
    other = MembershipFactory(association=manager.association, manager=True)
    kind = BatchFactory(association_id=manager.association_id, membership_id=manager.pk)
    theirs = merge(named(manager), into=named(manager), by=other)
    browser = signed_in(manager)

    for batch in (kind, theirs):
        url = reverse("associations:merge_undo", args=[manager.association_id, batch.pk])
        assert browser.post(url).status_code == 404
