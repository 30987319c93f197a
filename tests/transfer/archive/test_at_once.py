"""Archives on a database that others write to meanwhile: nothing here is undone by the test."""

import io
import threading
from typing import Any

import pytest
from django.db import connection, connections

from benevalibre.actions.models import Action
from benevalibre.associations.models import Association, DefaultCategory, Membership
from benevalibre.transfer.archive import dressing
from benevalibre.transfer.archive.reading import read
from benevalibre.transfer.archive.shape import ArchiveError
from tests.factories import ActionFactory, AssociationFactory, CategoryFactory, UserFactory
from tests.transfer.archive.packing import Rows, changed, packed, unpacked

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def association(transactional_db: None) -> Association:
    place = AssociationFactory()
    category = CategoryFactory(
        association=place, default_category=DefaultCategory.objects.earliest("pk")
    )
    ActionFactory.create_batch(2, category=category)
    return place


def test_what_is_recorded_meanwhile_is_in_the_next_archive(
    association: Association, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = dressing.association

    def meanwhile(*words: Any) -> Any:
        recording = threading.Thread(target=_record, args=[association.pk])
        recording.start()
        recording.join()
        return first(*words)

    monkeypatch.setattr(dressing, "association", meanwhile)

    now = unpacked(packed(association))[0]["actions"]
    monkeypatch.undo()
    then = unpacked(packed(association))[0]["actions"]

    assert (len(now), len(then)) == (2, 3)
    assert connection.get_autocommit()


def _record(association_id: int) -> None:
    """Somebody else records once more, in a connection of their own."""
    try:
        action = Action.objects.filter(association=association_id).earliest("pk")
        action.pk = None
        action.save(force_insert=True)
    finally:
        connections.close_all()


def test_an_association_arrives_part_by_part(association: Association) -> None:
    arrived = read(packed(association), by=UserFactory())

    assert arrived.actions.count() == 2
    assert arrived.memberships.managers().count() == 1


def test_a_failure_after_many_parts_leaves_nothing(association: Association) -> None:
    people = Membership.objects.count()

    def spoil(rows: Rows) -> None:
        rows["actions"][-1]["date"] = "2999-01-01"

    file: io.BytesIO = changed(association, spoil)
    with pytest.raises(ArchiveError):
        read(file, by=UserFactory())

    assert Association.objects.get() == association
    assert (Action.objects.count(), Membership.objects.count()) == (2, people)
