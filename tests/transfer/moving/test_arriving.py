"""An association of 2.0.x comes here by its file: what arrives, and what is never touched."""

import pytest

from benevalibre.accounts.models import User
from benevalibre.actions.models import Action, Status
from benevalibre.associations.inviting import accept
from benevalibre.associations.models import GuestLink, Invitation, Membership, Right
from benevalibre.associations.models.association import State
from benevalibre.associations.models.membership import Kind, MembershipState
from benevalibre.transfer.models import Step
from tests.factories import UserFactory
from tests.transfer.moving.conftest import content, few, of

pytestmark = pytest.mark.django_db

TOKEN = "24235dc0c00d4edb953a45e9acbdc743"


@pytest.mark.parametrize("number", [1, 3])
def test_counts_and_sums_are_those_of_the_file(number, bring) -> None:
    arrival = bring(content(number))

    assert arrival.step == Step.DONE
    assert arrival.report["here"] == {key: arrival.summary[key] for key in arrival.report["here"]}
    assert arrival.summary["actions"] == 140


def test_what_the_association_says_of_itself_arrives(bring) -> None:
    here = bring().association

    assert (here.name, here.state) == ("Les Jardins partagés de la Boucle", State.ACTIVE)
    assert (here.postal_code, here.income, here.country) == ("25000", 12000, "FR")
    assert here.activity_field.group.name == "Santé"
    assert (here.policy_moderate_actions, here.policy_moderate_members) == (True, True)
    assert here.policy_seen_at is None


def test_actions_keep_their_author_words_and_figures(bring) -> None:
    data = few()
    here = bring(data).association

    told = sorted(
        (fields["date"], fields["title"], fields["category"][0], (fields["project"] or [""])[0])
        for fields in of("benevalo", data)
    )
    found = Action.objects.filter(association=here).select_related("category", "project")
    assert told == sorted(
        (a.date.isoformat(), a.title, a.category.name, a.project.name if a.project else "")
        for a in found
    )
    assert found.filter(member=None).count() == sum(
        not fields["user"] and not fields["anonymous_member"] for fields in of("benevalo", data)
    )


def test_no_account_is_made_or_changed(bring) -> None:
    existing = UserFactory(email="personne15@example.org", first_name="Autre", password="garde-moi")

    bring()

    assert set(User.objects.values_list("email", flat=True)) == {
        "personne15@example.org",
        "nadia@example.org",
    }
    existing.refresh_from_db()
    assert existing.check_password("garde-moi")
    assert existing.first_name == "Autre"
    assert not existing.memberships.exists()


def test_flags_and_passwords_in_the_file_are_not_taken(bring) -> None:
    data = few()
    data["objects"][0]["fields"] |= {"is_superuser": True, "is_host": True, "password": "x"}
    data["objects"][0]["pk"] = 1

    bring(data)

    assert not User.objects.filter(is_host=True).exists()
    assert User.objects.count() == 1


def test_whoever_brings_it_manages_it(bring, nadia) -> None:
    here = bring().association

    place = Membership.objects.get(association=here, user=nadia)
    assert place.may(Right.MANAGE_ASSOCIATION)
    assert here.memberships.filter(user__isnull=False).count() == 1


def test_a_confirmed_address_of_the_file_is_the_place_of_whoever_brings_it(bring) -> None:
    gerard = UserFactory(email="personne25@example.org")

    here = bring(by=gerard).association

    place = Membership.objects.get(association=here, user=gerard)
    assert place.may(Right.MANAGE_ASSOCIATION)
    assert place.actions.exists()
    assert here.memberships.filter(kind__in=[Kind.ACCOUNT, Kind.NAMED], state="active").count() == 3


def test_an_address_that_is_not_confirmed_gives_nothing(bring) -> None:
    mallory = UserFactory(email="personne25@example.org", confirmed=False)

    here = bring(by=mallory).association

    assert not Membership.objects.get(association=here, user=mallory).actions.exists()
    assert here.memberships.filter(kind=Kind.NAMED, state="active").count() == 3


def test_everyone_else_is_invited_with_the_role_of_the_file(bring) -> None:
    data = few()
    here = bring(data).association

    active = [fields for fields in of("associationmembership", data) if fields["is_active"]]
    told = sorted((fields["user"][0], fields["role"][0]) for fields in active)
    rows = Invitation.objects.filter(association=here).select_related("role", "claims")
    assert told == sorted((row.email, row.role.name) for row in rows)
    assert all(row.claims.kind == Kind.NAMED for row in rows)


def test_actions_are_attributed_once_the_invitation_is_accepted(bring) -> None:
    here = bring().association
    jeanne = UserFactory(email="personne15@example.org")
    invitation = Invitation.objects.get(association=here, email="personne15@example.org")
    theirs = Action.objects.filter(member=invitation.claims).count()

    place = accept(invitation, user=jeanne)

    assert place.user == jeanne
    assert place.actions.count() == theirs > 0
    assert place.role.name == "Dirigeant"


def test_who_waits_to_join_is_not_let_in_by_the_move(bring) -> None:
    data = few()
    of("associationmembership", data)[0]["is_active"] = False
    email = of("associationmembership", data)[0]["user"][0]

    here = bring(data).association

    assert not Invitation.objects.filter(association=here, email=email).exists()
    assert here.memberships.filter(kind=Kind.NAMED, state=MembershipState.ACTIVE).count() == 2


def test_guests_keep_their_links(bring) -> None:
    data = few()
    here = bring(data).association

    from benevalibre.associations import links

    for fields in of("anonymousmember", data):
        guest = links.find(fields["uuid"])
        assert guest.association == here


def test_a_link_whose_secret_is_taken_here_is_closed(bring) -> None:
    bring()
    second = bring(name="Les mêmes, encore").association

    assert not GuestLink.objects.filter(membership__association=second, is_active=True).exists()


def test_hostile_figures_are_capped_and_reported(bring) -> None:
    data = few()
    rows = of("benevalo", data)
    rows[0] |= {"duration": "999999999 23:00:00", "is_active": True}
    rows[1] |= {"duration": "beaucoup", "date": "99999-01-01"}
    rows[2] |= {"category": None, "distance": "1e999", "title": "a\x00b\ud800c"}
    rows[3] |= {"duration": "00:00:00", "distance": "12.50"}
    rows[4] |= {"user": ["partie@example.org"], "anonymous_member": None}
    rows[5] |= {"user": None, "anonymous_member": ["inconnu", "x"], "level": ["Rien", "x"]}

    arrival = bring(data)

    here = arrival.association
    assert arrival.step == Step.DONE
    assert here.actions.count() == 40
    assert here.actions.filter(status=Status.TO_CORRECT).count() == 2
    assert here.actions.get(category__name="Sans catégorie").title == "abc"
    assert here.actions.filter(minutes=0, distance_hundredths=1250).exists()
    assert here.memberships.get(name="partie").state == MembershipState.LEFT
    assert arrival.report["count"] >= 6


def test_a_duration_that_no_calendar_holds_does_not_stop_the_import(bring) -> None:
    data = few()
    of("benevalo", data)[0]["duration"] = "9" * 40 + " 00:00:00"

    arrival = bring(data)

    assert arrival.step == Step.DONE


def test_an_association_without_roles_gets_what_it_cannot_do_without(bring) -> None:
    data = few()
    data["objects"] = [t for t in data["objects"] if not t["model"].endswith("associationrole")]

    here = bring(data).association

    assert here.default_role().name == "Bénévole"
    assert here.memberships.managers().count() == 1
