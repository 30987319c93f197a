"""A move that is called off and finished at the same moment, from two connections."""

import threading
import time
from collections.abc import Callable

import pytest
from django.db import connection

from benevalibre.associations.models import Association, Membership
from benevalibre.associations.models.association import State
from benevalibre.associations.writing import RuleError
from benevalibre.transfer import departing, handshake, mails
from benevalibre.transfer.models import Departure
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db(transaction=True)

THERE = "https://la.example.org/associations/7/"


@pytest.fixture
def manager(transactional_db: None) -> Membership:
    return MembershipFactory(manager=True)


@pytest.fixture
def token(manager) -> str:
    return handshake.secret_of(departing.start(manager.association, by=manager).sealed)


class Beside:
    """Does something in another connection; what came of it."""

    def __init__(self, act: Callable[[], object]) -> None:
        self.outcome: object = None
        self.act = act
        self.thread = threading.Thread(target=self._run)

    def start(self) -> bool:
        """Begin, and give it the time to run into whatever holds it up."""
        self.thread.start()
        time.sleep(0.4)
        return True

    def _run(self) -> None:
        try:
            self.act()
        except Exception as error:  # noqa: BLE001 - told to the test
            self.outcome = type(error)
        finally:
            connection.close()


def test_calling_off_waits_for_the_end_of_a_move_and_is_refused(
    manager, token, monkeypatch
) -> None:
    own = Association.objects.get(pk=manager.association_id)
    other = Beside(lambda: departing.cancel(own, by=manager))
    check = departing.check_address
    monkeypatch.setattr(departing, "check_address", lambda text: (other.start(), check(text)))

    departing.finish(own.pk, token=token, destination_url=THERE)
    other.thread.join()

    assert other.outcome is RuleError
    assert Association.objects.get(pk=own.pk).state == State.MOVED
    assert Departure.objects.get(pk=own.pk).destination_url == THERE


def test_the_end_of_a_move_waits_for_calling_off_and_finds_nothing(
    manager, token, monkeypatch
) -> None:
    own = Association.objects.get(pk=manager.association_id)
    other = Beside(lambda: departing.finish(own.pk, token=token, destination_url=THERE))
    withdraw = mails.withdraw_moving
    monkeypatch.setattr(mails, "withdraw_moving", lambda here: (other.start(), withdraw(here))[1])

    departing.cancel(own, by=manager)
    other.thread.join()

    assert other.outcome is departing.UnknownMoveError
    assert Association.objects.get(pk=own.pk).state == State.ACTIVE
    assert not Departure.objects.exists()
