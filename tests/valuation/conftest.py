"""For the tests of what time is worth."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine

from benevalibre.associations.models import Association, Expenses, FiscalYear, Membership
from benevalibre.valuation.models import Vehicle
from tests.factories import FiscalYearFactory, MembershipFactory
from tests.valuation.driving import drive


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


@pytest.fixture
def driver(treasurer: Membership) -> Membership:
    """Somebody who drove 1 200 km in 2026 at 5 CV, where receipts may be issued."""
    Association.objects.update(policy_expenses=Expenses.RECEIPTS)
    treasurer.association.refresh_from_db()
    person = MembershipFactory(association=treasurer.association, user__first_name="Jeanne")
    Vehicle.objects.create(member=person, kind="car", power=5, start=date(2026, 1, 1))
    drive(person, 120_000)
    return person
