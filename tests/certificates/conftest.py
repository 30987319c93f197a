"""An association that attests: somebody who gave 42 hours, and somebody who may say so."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine

from benevalibre.associations.models import Membership, Right
from benevalibre.certificates.issuing import issue
from benevalibre.certificates.models import Certificate
from tests.factories import ActionFactory, AssociationFactory, CategoryFactory, MembershipFactory

START, END = date(2026, 1, 1), date(2026, 11, 23)


@pytest.fixture
def today() -> Iterator[None]:
    """It is Monday 23 November 2026."""
    with time_machine.travel("2026-11-23 10:00+01:00", tick=False):
        yield


@pytest.fixture
def jeanne(today: None) -> Membership:
    """Forty hours of bicycles in May, two of meetings in June; and three that wait."""
    here = AssociationFactory(
        name="Les Amis du vélo",
        postal_code="35000",
        register_number="W351234567",
        siren="123456789",
        representative="Paul Durand",
    )
    member = MembershipFactory(
        association=here, user__first_name="Jeanne", user__last_name="Martin"
    )
    workshop = CategoryFactory(association=here, name="Atelier vélo")
    board = CategoryFactory(association=here, name="Réunions")
    ActionFactory(member=member, category=workshop, date=date(2026, 5, 4), minutes=20 * 60)
    ActionFactory(member=member, category=workshop, date=date(2026, 5, 9), minutes=20 * 60)
    ActionFactory(member=member, category=board, date=date(2026, 6, 1), minutes=120)
    ActionFactory(member=member, category=board, date=date(2026, 6, 2), minutes=180, pending=True)
    ActionFactory(member=member, category=board, date=date(2025, 6, 2), minutes=300)
    return member


@pytest.fixture
def issuer(jeanne: Membership) -> Membership:
    """Somebody who issues certificates there, and nothing else."""
    rights = [Right.ISSUE_CERTIFICATES]
    return MembershipFactory(
        association=jeanne.association, rights=rights, user__first_name="Nadia"
    )


@pytest.fixture
def certificate(jeanne: Membership, issuer: Membership) -> Certificate:
    """That of Jeanne, until today."""
    return issue([jeanne], start=START, end=END, by=issuer)[0]
