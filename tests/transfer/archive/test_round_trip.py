"""Whatever an association is, it is the same after a journey."""

from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benevalibre.transfer.archive.reading import read
from tests.factories import UserFactory
from tests.transfer.archive.imagined import imagine
from tests.transfer.archive.packing import normal, packed, remove


@pytest.mark.django_db
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(random=st.randoms(use_true_random=False))
def test_an_archive_read_and_written_again_is_the_same(random: Random) -> None:
    with transaction.atomic():
        traveller = UserFactory()
        association = imagine(random)
        before = packed(association)
        remove(association)

        arrived = read(before, by=traveller)

        after = packed(arrived)
        assert normal(after, without=traveller.email) == normal(before)
        transaction.set_rollback(True)
