"""An association of 2.0.x comes here by its file: what arrives, and what is never touched."""

from datetime import timedelta

import pytest
from django.utils import timezone

from benevalibre import outside
from benevalibre.accounts.models import User
from benevalibre.actions.models import Action, Status
from benevalibre.associations.inviting import accept
from benevalibre.associations.models import Association, GuestLink, Invitation, Membership, Right
from benevalibre.associations.models.association import State
from benevalibre.associations.models.membership import Kind, MembershipState
from benevalibre.associations.writing import RuleError
from benevalibre.instance.models import Creation, Instance
from benevalibre.mailing.models import Mail
from benevalibre.transfer import advancing, arriving
from benevalibre.transfer.models import Arrival, Step, Trouble
from tests.factories import AssociationFactory, UserFactory
from tests.transfer.moving.conftest import ORIGIN, advance, content, few, of, packed

pytestmark = pytest.mark.django_db

TOKEN = "24235dc0c00d4edb953a45e9acbdc743"


@pytest.mark.parametrize("number", [1, 3])
def test_counts_and_sums_are_those_of_the_file(number, bring) -> None:
    arrival = bring(content(number))

    assert arrival.step == Step.DONE
    assert arrival.report["here"] == {key: arrival.summary[key] for key in arrival.report["here"]}
    assert arrival.summary["actions"] == 140


def test_the_origin_is_asked_first_and_told_last(bring, origin) -> None:
    arrival = bring()

    address = f"http://testserver/associations/{arrival.association_id}/"
    assert origin.calls == [
        ("GET", ORIGIN, None),
        ("POST", ORIGIN, {"token": TOKEN, "destination_url": address}),
    ]


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


def test_nobody_sees_it_before_it_is_whole(bring, origin) -> None:
    origin.answers = [outside.UnreachableError()]

    arrival = bring()

    assert arrival.step == Step.ASKING
    assert arrival.association.state == State.IMPORTING
    assert not Association.objects.visible().filter(pk=arrival.association_id).exists()


def test_an_origin_that_does_not_answer_is_asked_again_after_growing_pauses(bring, origin) -> None:
    origin.answers = [outside.UnreachableError()]

    arrival = bring()
    pauses = []
    while arrival.is_running:
        pauses.append(arrival.next_at - timezone.now())
        Arrival.objects.filter(pk=arrival.pk).update(next_at=timezone.now())
        advance(arrival, passes=1)

    assert pauses == sorted(pauses)
    assert len(pauses) == len(advancing.PAUSES)
    assert arrival.trouble == Trouble.UNREACHABLE
    assert Mail.objects.filter(to="nadia@example.org", kind="transfer.stopped").count() == 1


@pytest.mark.parametrize(
    ("answer", "trouble"),
    [
        (outside.Answer(404, None), Trouble.NOT_MOVING),
        (outside.Answer(200, {"is_done": True, "destination_url": "x"}), Trouble.MOVED_ALREADY),
        (outside.Answer(200, ["is_done"]), Trouble.ODD),
        (outside.Answer(200, {"is_done": "non"}), Trouble.ODD),
        (outside.Answer(302, None), Trouble.ODD),
        (outside.RefusedError(), Trouble.FORBIDDEN),
    ],
)
def test_an_origin_that_says_no_stops_it_before_anything_is_written(
    answer, trouble, bring, origin
) -> None:
    origin.answers = [answer]

    arrival = bring()

    assert (arrival.step, arrival.trouble) == (Step.ASKING, trouble)
    assert not arrival.association.memberships.exists()


def test_one_may_try_again_or_go_on_without_the_origin(bring, origin) -> None:
    origin.answers = [outside.Answer(404, None)]
    arrival = bring()

    arriving.try_again(arrival)
    advance(arrival)
    again = arrival.trouble
    arriving.go_alone(arrival)
    advance(arrival)

    assert again == Trouble.NOT_MOVING
    assert (arrival.step, arrival.trouble) == (Step.DONE, "")
    assert [method for method, _url, _sent in origin.calls] == ["GET", "GET"]


def test_an_answer_lost_on_its_way_is_not_a_trouble(bring, origin, nadia) -> None:
    arrival = arriving.receive(packed(few()), by=nadia)
    arriving.begin(arrival, name="Jardins")
    arrival.refresh_from_db()
    address = f"http://testserver/associations/{arrival.association_id}/"
    origin.answers = [
        outside.Answer(200, {"is_done": False}),
        outside.Answer(410, None),
        outside.Answer(200, {"is_done": True, "destination_url": address}),
    ]

    advance(arrival)

    assert arrival.step == Step.DONE


def test_an_origin_that_knows_another_address_is_a_trouble_with_the_association_here(
    bring, origin
) -> None:
    origin.answers = [
        outside.Answer(200, {"is_done": False}),
        outside.Answer(410, None),
        outside.Answer(200, {"is_done": True, "destination_url": "https://autre.example.org/"}),
    ]

    arrival = bring()

    assert (arrival.step, arrival.trouble) == (Step.TELLING, Trouble.MOVED_ALREADY)
    assert arrival.association.state == State.ACTIVE
    with pytest.raises(RuleError):
        arriving.discard(arrival)


def test_people_are_told_only_once_the_origin_knows(bring, origin) -> None:
    origin.answers = [outside.Answer(200, {"is_done": False}), outside.UnreachableError()]

    arrival = bring()

    assert arrival.step == Step.TELLING
    assert not Invitation.objects.exists()


def test_no_transaction_is_open_while_the_origin_is_called(bring, monkeypatch) -> None:
    from django.db import connection

    depth = len(connection.savepoint_ids)
    seen = []

    def call(method, url, *, sent=None):
        seen.append(len(connection.savepoint_ids))
        return outside.Answer(200, {"is_done": False})

    monkeypatch.setattr(outside, "call", call)
    bring()

    assert seen == [depth, depth]


def test_a_name_that_is_taken_is_refused(nadia) -> None:
    AssociationFactory(name="LES JARDINS PARTAGÉS DE LA BOUCLE")
    arrival = arriving.receive(packed(few()), by=nadia)

    with pytest.raises(RuleError):
        arriving.begin(arrival, name=arrival.name)

    arrival.refresh_from_db()
    assert arrival.step == Step.DRAFT


def test_an_instance_that_is_closed_takes_none(nadia) -> None:
    Instance.change(association_creation=Creation.CLOSED)

    with pytest.raises(RuleError):
        arriving.receive(packed(few()), by=nadia)


def test_a_host_who_looks_first_is_waited_for(bring, origin) -> None:
    Instance.change(association_creation=Creation.MODERATED)
    UserFactory(host=True, email="hugo@example.org")

    arrival = bring()

    assert (arrival.step, arrival.association.state) == (Step.INVITING, State.AWAITING)
    assert Mail.objects.filter(to="hugo@example.org").exists()
    assert not Invitation.objects.exists()
    Association.objects.filter(pk=arrival.association_id).update(state=State.ACTIVE)
    advancing.go_on()
    advance(arrival)
    assert arrival.step == Step.DONE
    assert Invitation.objects.exists()


def test_an_import_that_stopped_leaves_nothing_and_begins_anew(
    bring, monkeypatch, logged_errors
) -> None:
    from django.db import DatabaseError

    from benevalibre.transfer.v2.single import work

    monkeypatch.setattr(work, "CHUNK", 10)
    real, calls = work.action_of, []

    def failing(*args):
        calls.append(1)
        if len(calls) == 25:
            raise DatabaseError("the disk is full")
        return real(*args)

    monkeypatch.setattr(work, "action_of", failing)
    arrival = bring()
    left = arrival.association.actions.count(), arrival.association.memberships.count()
    stopped = arrival.trouble
    logged_errors.clear()
    arriving.try_again(arrival)
    advance(arrival)

    assert (left, stopped) == ((0, 0), Trouble.BROKEN)
    assert arrival.step == Step.DONE
    assert arrival.association.actions.count() == 40


def test_what_another_process_has_in_hand_is_left_to_it(bring, origin, nadia) -> None:
    arrival = arriving.receive(packed(few()), by=nadia)
    arriving.begin(arrival, name="Jardins")
    until = timezone.now() + timedelta(minutes=5)
    Arrival.objects.filter(pk=arrival.pk).update(leased_until=until)

    advancing.go_on()

    assert origin.calls == []


def test_a_process_that_was_taken_for_dead_writes_nothing_more(bring, monkeypatch) -> None:
    from benevalibre.transfer.v2.single import importing

    real = importing._renew

    def stolen(arrival, done, *, lease):
        until = timezone.now() + timedelta(hours=1)
        Arrival.objects.filter(pk=arrival.pk).update(leased_until=until)
        real(arrival, done, lease=lease)

    monkeypatch.setattr(importing, "_renew", stolen)
    arrival = bring()

    assert arrival.step == Step.IMPORTING
    assert not arrival.association.actions.exists()


def test_giving_up_leaves_nothing(bring, origin) -> None:
    origin.answers = [outside.Answer(404, None)]
    arrival = bring()
    path = arrival.file.path

    arriving.discard(arrival)

    assert not Arrival.objects.exists()
    assert not Association.objects.filter(pk=arrival.association_id).exists()
    assert path


def test_drafts_nobody_came_back_to_are_forgotten(nadia) -> None:
    arrival = arriving.receive(packed(few()), by=nadia)
    Arrival.objects.update(created_at=timezone.now() - timedelta(days=8))

    arriving.forget_drafts()

    assert not Arrival.objects.filter(pk=arrival.pk).exists()


def test_idle_the_worker_asks_one_question(django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        advancing.go_on()


def test_agreeing_twice_brings_it_once(bring, nadia, origin) -> None:
    arrival = arriving.receive(packed(few()), by=nadia)

    arriving.begin(arrival, name="Jardins")
    arriving.begin(arrival, name="Jardins")

    assert Association.objects.count() == 1
