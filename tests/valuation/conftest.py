"""For the tests of what time is worth."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine

from benevalibre.associations.models import FiscalYear, Membership
from tests.factories import FiscalYearFactory, MembershipFactory


@pytest.fixture
def in_february() -> Iterator[None]:
    """It is Friday 12 February 2027: the year 2026 is over."""
    with time_machine.travel("2027-02-12 10:00+01:00", tick=False):
        yield


@pytest.fixture
def treasurer(in_february: None) -> Membership:
    """Somebody who manages an association that values its hours."""
    return MembershipFactory(manager=True, association__policy_valued=True)


@pytest.fixture
def year(treasurer: Membership) -> FiscalYear:
    """The year 2026 of that association."""
    return FiscalYearFactory(
        association=treasurer.association, start=date(2026, 1, 1), end=date(2026, 12, 31)
    )
