"""The steps of an arrival: what the origin says, what is tried again, what stops."""

from datetime import timedelta

import pytest
from django.utils import timezone

from benevalibre import outside
from benevalibre.associations.models import Association, Invitation
from benevalibre.associations.models.association import State
from benevalibre.associations.writing import RuleError
from benevalibre.instance.models import Creation, Instance
from benevalibre.mailing.models import Mail
from benevalibre.transfer import advancing, arriving
from benevalibre.transfer.models import Arrival, Step, Trouble
from tests.factories import AssociationFactory, UserFactory
from tests.transfer.moving.conftest import ORIGIN, advance, few, packed

pytestmark = pytest.mark.django_db

TOKEN = "24235dc0c00d4edb953a45e9acbdc743"


def test_the_origin_is_asked_first_and_told_last(bring, origin) -> None:
    arrival = bring()

    address = f"http://testserver/associations/{arrival.association_id}/"
    assert origin.calls == [
        ("GET", ORIGIN, None),
        ("POST", ORIGIN, {"token": TOKEN, "destination_url": address}),
    ]


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


@pytest.mark.parametrize("fault", [ValueError, OverflowError, KeyError, TypeError, AttributeError])
def test_what_nobody_foresaw_in_a_file_stops_it_and_is_told(
    fault, bring, monkeypatch, logged_errors
) -> None:
    def fail(*_words, **_options):
        raise fault("x")

    monkeypatch.setattr("benevalibre.transfer.v2.single.importing.bring", fail)

    arrival = bring()

    assert (arrival.step, arrival.trouble) == (Step.IMPORTING, Trouble.BROKEN)
    assert (arrival.leased_until, arrival.attempts) == (None, 1)
    assert Mail.objects.filter(to="nadia@example.org", kind="transfer.stopped").count() == 1
    assert [record.getMessage() for record in logged_errors] == [f"Arrival {arrival.pk} stopped"]
    logged_errors.clear()
