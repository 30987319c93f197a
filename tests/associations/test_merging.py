"""Tests of ``benevalibre.associations.merging``."""

import datetime

import pytest

from benevalibre.actions.models import Action
from benevalibre.associations.inviting import invite
from benevalibre.associations.merging import ADDED, STAYS, claim, merge, name_of, relations
from benevalibre.associations.models import (
    Function,
    GuestLink,
    Membership,
    Right,
)
from benevalibre.associations.models.membership import Kind, MembershipState
from benevalibre.associations.models.vocabulary import Word
from benevalibre.associations.writing import RuleError
from benevalibre.certificates.models import CertificateRequest
from benevalibre.journal.models import Entry
from tests.associations.relations import PEOPLE, WORDS
from tests.factories import (
    ActionFactory,
    GuestLinkFactory,
    MembershipFactory,
    RoleFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 6, 1)


@pytest.fixture
def manager() -> Membership:
    """Who merges."""
    return MembershipFactory(manager=True)


def named(manager: Membership, name: str = "Jeanne") -> Membership:
    return MembershipFactory(association=manager.association, named=True, name=name)


def policies(model: type[Membership | Word]) -> dict[str, str]:
    names = [name_of(key) for key in relations(model)]
    policy = {**dict.fromkeys(STAYS, "stays"), **dict.fromkeys(ADDED, "adds up")}
    return {name: policy.get(name, "moves") for name in names}


def test_each_key_to_a_person_has_its_policy() -> None:
    assert policies(Membership) == PEOPLE


@pytest.mark.parametrize("model", WORDS)
def test_each_key_to_a_word_has_its_policy(model: type[Word]) -> None:
    assert policies(model) == WORDS[model]


def test_what_one_did_goes_to_the_other(manager: Membership) -> None:
    source, into = named(manager), named(manager, "Jeanne Martin")
    given = ActionFactory(member=source)
    typed = ActionFactory(member=manager, typed_by=source)

    merge(source, into=into, by=manager)

    assert Action.objects.get(pk=given.pk).member == into
    assert Action.objects.get(pk=typed.pk).typed_by == into


@pytest.mark.parametrize("turned", [False, True], ids=["into a third", "into one another"])
def test_two_merges_at_once_are_one(manager: Membership, turned: bool) -> None:
    """The second looked before the first was done; two rows in one another would hold nothing."""
    source, into, third = (named(manager, name) for name in ("Jeanne", "Jeanne M.", "Jane"))
    ActionFactory(member=source)
    seen = [Membership.objects.get(pk=row.pk) for row in (source, into)]
    merge(source, into=into, by=manager)

    with pytest.raises(RuleError):
        merge(seen[turned], into=seen[0] if turned else third, by=manager)

    assert Action.objects.get().member == into
    into.refresh_from_db()
    assert into.merged_into is None


def test_an_action_with_the_number_of_the_other_person_moves_too(manager: Membership) -> None:
    source, into = named(manager), named(manager, "Jeanne Martin")
    given = ActionFactory(pk=into.pk, member=source)

    merge(source, into=into, by=manager)

    assert Action.objects.get(pk=given.pk).member == into


def test_what_one_may_have_once_only_does_not_come_twice(manager: Membership) -> None:
    source, into = named(manager), named(manager, "Jeanne Martin")
    for member in (source, into):
        CertificateRequest.objects.create(
            association=manager.association, member=member, start=DAY, end=DAY
        )

    with pytest.raises(RuleError, match="autre personne"):
        merge(source, into=into, by=manager)

    assert CertificateRequest.objects.filter(member=source).exists()


def test_the_place_of_a_deleted_account_is_taken_over_by_nobody(manager: Membership) -> None:
    gone = MembershipFactory(association=manager.association, user=None, left=True)
    into = named(manager)

    for source, kept in ((gone, into), (into, gone)):
        with pytest.raises(RuleError, match="sans laisser de nom"):
            merge(source, into=kept, by=manager)
    with pytest.raises(RuleError, match="sans laisser de nom"):
        claim(gone, user=UserFactory(), role=None, by=manager)
    with pytest.raises(RuleError, match="sans laisser de nom"):
        invite(manager.association, email="a@example.org", role=None, by=manager, claims=gone)


def test_who_approves_hours_does_not_make_them_their_own(manager: Membership) -> None:
    manager.association.policy_moderate_actions = True
    other = MembershipFactory(association=manager.association, rights=[Right.MANAGE_ACTIONS])
    source = named(manager)
    given = ActionFactory(member=source)

    with pytest.raises(RuleError, match="Quelqu’un d’autre"):
        merge(source, into=manager, by=manager)

    assert Action.objects.get(pk=given.pk).member == source
    other.change_role(RoleFactory(association=manager.association), by=manager)
    merge(source, into=manager, by=manager)
    assert Action.objects.get(pk=given.pk).member == manager


def test_the_emptied_row_stays_and_says_where_all_went(manager: Membership) -> None:
    source, into = named(manager), named(manager, "Jeanne Martin")

    merge(source, into=into, by=manager)

    assert source.merged_into == into
    assert source.state == MembershipState.LEFT
    assert source not in Membership.objects.unmerged()
    entry = Entry.objects.about(source).get()
    assert (entry.verb, entry.changes["into"]) == ("member.merge", into.pk)


def test_what_was_merged_before_follows(manager: Membership) -> None:
    first, second, third = named(manager, "A"), named(manager, "B"), named(manager, "C")
    merge(first, into=second, by=manager)

    merge(second, into=third, by=manager)

    first.refresh_from_db()
    assert first.merged_into == third


def test_the_last_entry_is_the_later_one(manager: Membership) -> None:
    source, into = named(manager), named(manager, "Jeanne Martin")
    Membership.objects.noted([source.pk], datetime.date(2026, 5, 2))
    Membership.objects.noted([into.pk], datetime.date(2026, 5, 1))
    source.refresh_from_db()

    merge(source, into=into, by=manager)

    assert into.last_entry_on == datetime.date(2026, 5, 2)


def test_a_guest_merged_has_no_open_link(manager: Membership) -> None:
    link = GuestLinkFactory(membership__association=manager.association)

    merge(link.membership, into=named(manager), by=manager)

    assert not GuestLink.objects.get(pk=link.pk).is_active


def test_functions_go_along_unless_the_other_holds_the_same(manager: Membership) -> None:
    source, into = named(manager), named(manager, "Jeanne Martin")
    start = datetime.date(2026, 1, 1)
    note = Function.objects.create_function
    note(source, by=manager, kind="direction", start=start)
    note(source, by=manager, kind="supervision", start=start)
    note(into, by=manager, kind="direction", start=start)

    merge(source, into=into, by=manager)

    assert {f.kind for f in into.functions.all()} == {"direction", "supervision"}
    assert [f.kind for f in source.functions.all()] == ["direction"]


def test_two_accounts_never_merge(manager: Membership) -> None:
    account = MembershipFactory(association=manager.association)

    with pytest.raises(RuleError, match="Deux comptes"):
        merge(account, into=manager, by=manager)


def test_nobody_is_merged_into_themselves_nor_into_an_emptied_row(manager: Membership) -> None:
    source, into = named(manager), named(manager)
    merge(into, into=named(manager), by=manager)

    for wrong in (source, into):
        with pytest.raises(RuleError):
            merge(source, into=wrong, by=manager)


def test_a_person_is_not_merged_into_another_association(manager: Membership) -> None:
    with pytest.raises(RuleError):
        merge(named(manager), into=MembershipFactory(named=True), by=manager)


def test_a_refused_merge_moves_nothing(manager: Membership) -> None:
    organiser = MembershipFactory(
        association=manager.association, rights=[Right.LIST_MEMBERS, Right.MANAGE_MEMBERS]
    )
    source = named(manager)
    given = ActionFactory(member=source)

    with pytest.raises(RuleError):
        merge(source, into=manager, by=organiser)

    assert Action.objects.get(pk=given.pk).member == source


def test_an_account_claims_a_person_and_their_hours(manager: Membership) -> None:
    person = named(manager)
    given = ActionFactory(member=person)
    user = UserFactory()
    role = RoleFactory(association=manager.association)

    claimed = claim(person, user=user, role=role, by=manager)

    assert (claimed.pk, claimed.kind, claimed.user) == (person.pk, Kind.ACCOUNT, user)
    assert claimed.display_name == user.display_name
    assert Action.objects.get(pk=given.pk).member == claimed


def test_an_account_already_there_takes_the_hours_into_its_own_row(manager: Membership) -> None:
    person = named(manager)
    member = MembershipFactory(association=manager.association)
    given = ActionFactory(member=person)

    claimed = claim(person, user=member.user, role=None, by=manager)

    assert claimed == member
    assert Action.objects.get(pk=given.pk).member == member


def test_a_claim_gives_no_more_than_who_gives_it_holds(manager: Membership) -> None:
    organiser = MembershipFactory(
        association=manager.association, rights=[Right.LIST_MEMBERS, Right.MANAGE_MEMBERS]
    )

    with pytest.raises(RuleError):
        claim(named(manager), user=UserFactory(), role=manager.role, by=organiser)


def test_an_action_that_moves_is_given_one_more_version(manager: Membership) -> None:
    source, into = named(manager), named(manager, "Jeanne Martin")
    given = ActionFactory(member=source, typed_by=source)
    other = ActionFactory(member=into)

    merge(source, into=into, by=manager)

    versions = dict(Action.objects.values_list("pk", "version"))
    assert versions == {given.pk: 2, other.pk: 1}
