"""Kilometres for the tests of travel expenses."""

from datetime import date

from benevalibre.associations.models import Membership
from tests.factories import ActionFactory, CategoryFactory


def drive(person: Membership, distance: int, **columns: object) -> None:
    """An action of 1 March 2026 with so many hundredths of a kilometre, or with other columns."""
    category = CategoryFactory(association=person.association)
    columns = {"date": date(2026, 3, 1), "distance_hundredths": distance} | columns
    ActionFactory(member=person, category=category, **columns)
