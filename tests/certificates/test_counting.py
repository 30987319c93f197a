"""Which hours count for the citizen engagement account."""

from datetime import date

import pytest

from benevalibre.associations.models import Function, Membership
from benevalibre.certificates.conditions import Conditions, conditions_of
from benevalibre.certificates.counting import NONE, Year, of_association, of_user
from tests.factories import ActionFactory, AssociationFactory, CategoryFactory, MembershipFactory

pytestmark = pytest.mark.django_db
YEAR = Year(2026)


@pytest.fixture
def officer() -> Membership:
    """Somebody in the direction of an association since 2025."""
    member = MembershipFactory(user__first_name="Jeanne")
    hold(member)
    return member


def hold(member: Membership, kind: str = "direction", start: str = "2025-01-01") -> None:
    Function.objects.create(membership=member, kind=kind, start=date.fromisoformat(start))


def give(member: Membership, hours: int, *, kind: str = "direction", **more: object) -> None:
    category = CategoryFactory(association=member.association, cec_kind=kind)
    columns = {"date": date(2026, 5, 4), "minutes": hours * 60, "category": category} | more
    ActionFactory(member=member, **columns)


def minutes(member: Membership) -> int:
    return of_user(member.user, YEAR)[1].total


def test_an_officer_at_187_hours_lacks_13(officer: Membership) -> None:
    give(officer, 187)

    held, reckoning = of_user(officer.user, YEAR)

    assert [row.total for row in held] == [187 * 60]
    assert (reckoning.missing_total, reckoning.missing_best) == (13 * 60, 0)


def test_field_work_does_not_count(officer: Membership) -> None:
    give(officer, 120)
    give(officer, 80, kind="")

    assert minutes(officer) == 120 * 60


def test_without_the_function_nothing_counts(officer: Membership) -> None:
    other = MembershipFactory()
    give(other, 10)
    give(officer, 10, kind="supervision")

    assert (minutes(other), minutes(officer)) == (0, 0)


def test_a_function_counts_within_its_dates(officer: Membership) -> None:
    Function.objects.update(start=date(2026, 3, 1), until=date(2026, 6, 30))
    give(officer, 1, date=date(2026, 2, 28))
    give(officer, 2, date=date(2026, 3, 1))
    give(officer, 4, date=date(2026, 6, 30))
    give(officer, 8, date=date(2026, 7, 1))

    assert minutes(officer) == 6 * 60


@pytest.mark.parametrize("status", ["pending", "to_correct", "declined"])
def test_only_validated_hours_count(officer: Membership, status: str) -> None:
    give(officer, 10, **{status: True})

    assert minutes(officer) == 0


def test_travel_never_counts(officer: Membership) -> None:
    type(officer.association).objects.update(policy_travel="included")
    give(officer, 10, travel_minutes=60)

    assert minutes(officer) == 600


def test_one_action_can_be_said_to_count_or_not(officer: Membership) -> None:
    give(officer, 10, cec_function=NONE)
    give(officer, 5, kind="", cec_function="supervision")

    held, _reckoning = of_user(officer.user, YEAR)

    assert held[0].minutes == {"supervision": 300}


def test_an_action_over_new_year_is_shared_by_days(officer: Membership) -> None:
    give(officer, 10, date=date(2025, 12, 29), end_date=date(2026, 1, 7))

    assert minutes(officer) == 420
    assert of_user(officer.user, Year(2025))[1].total == 180


def test_hours_of_all_associations_add_up(officer: Membership) -> None:
    elsewhere = MembershipFactory(user=officer.user)
    hold(elsewhere)
    give(officer, 101)
    give(elsewhere, 99)

    assert of_user(officer.user, YEAR)[1].eligible


def test_the_list_of_an_association_names_its_officers(officer: Membership) -> None:
    here = officer.association
    corrected = MembershipFactory(association=here, named=True, name="Zoé")
    MembershipFactory(association=here, named=True, name="Paul")
    give(officer, 10)
    give(corrected, 3, kind="", cec_function="supervision")

    rows = [(row.membership, row.total) for row in of_association(here, YEAR)]

    assert rows == [(officer, 600), (corrected, 180)]


@pytest.mark.parametrize(
    ("declared_on", "interest", "expected"),
    [
        (None, None, Conditions(None, None)),
        (date(2025, 12, 31), True, Conditions(True, True)),
        (date(2026, 1, 1), False, Conditions(False, False)),
        (date(2024, 2, 29), True, Conditions(True, True)),
    ],
)
def test_the_conditions_of_the_association(
    declared_on: date | None, interest: bool | None, expected: Conditions
) -> None:
    place = AssociationFactory(declared_on=declared_on, all_general_interest=interest)

    found = conditions_of(place, YEAR)

    assert found == expected
    assert found.are_met == (expected == Conditions(True, True))


def test_the_two_deadlines() -> None:
    assert (YEAR.declaration, YEAR.attestation) == (date(2027, 6, 30), date(2027, 12, 31))
