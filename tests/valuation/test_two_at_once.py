"""Two people at the same row, or one who never stops: a sentence, and nothing written twice."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile

from benevalibre.associations.models import Association, Expenses, FiscalYear, Membership
from benevalibre.associations.writing import RuleError
from benevalibre.journal.models import Entry
from benevalibre.valuation.models import Gift, Vehicle, Waiver
from benevalibre.valuation.models.waivers import MOST_VEHICLES
from benevalibre.valuation.waiving import MOST_TIMES, waive
from tests.factories import ActionFactory, CategoryFactory
from tests.personas import signed_in

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
CAR: dict[str, Any] = {"kind": "car", "power": 5, "electric": False, "start": date(2026, 1, 1)}
BREAD: dict[str, Any] = {"nature": "goods", "label": "Pain", "cents": 123_456}


def a_gift(treasurer: Membership, year: FiscalYear) -> Gift:
    return Gift.objects.note(year, by=treasurer, **BREAD)


def a_car(treasurer: Membership, _year: FiscalYear) -> Vehicle:
    return Vehicle.objects.add(treasurer, by=treasurer, **CAR)


@pytest.mark.parametrize(("make", "columns"), [(a_gift, {"cents": 7}), (a_car, {"power": 7})])
def test_what_somebody_deleted_meanwhile_is_neither_changed_nor_deleted_again(
    treasurer: Membership,
    year: FiscalYear,
    make: Callable[[Membership, FiscalYear], Any],
    columns: dict[str, Any],
) -> None:
    row = make(treasurer, year)
    twin = type(row).objects.get(pk=row.pk)
    row.discard(by=treasurer)

    with pytest.raises(RuleError, match="supprimer"):
        twin.change(by=treasurer, **columns)
    with pytest.raises(RuleError, match="supprimer"):
        twin.discard(by=treasurer)
    assert Entry.objects.filter(verb__endswith=".delete").count() == 1


def test_two_new_papers_at_once_leave_one_on_disk(
    treasurer: Membership, year: FiscalYear, django_capture_on_commit_callbacks: Any
) -> None:
    gift = a_gift(treasurer, year)
    twin = Gift.objects.get(pk=gift.pk)

    with django_capture_on_commit_callbacks(execute=True):
        gift.change(by=treasurer, evidence=ContentFile(PDF, name="first.pdf"))
        twin.change(by=treasurer, evidence=ContentFile(PDF, name="second.pdf"))

    gift.refresh_from_db()
    kept = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    assert kept == [Path(gift.evidence.path)]


def test_nobody_drives_ever_more_vehicles(treasurer: Membership) -> None:
    Vehicle.objects.bulk_create(Vehicle(member=treasurer, **CAR) for _n in range(MOST_VEHICLES))

    with pytest.raises(RuleError, match="déjà notés"):
        Vehicle.objects.add(treasurer, by=treasurer, **CAR)


def test_a_year_is_not_waived_and_taken_back_for_ever(treasurer: Membership) -> None:
    Association.objects.update(policy_expenses=Expenses.WAIVED)
    treasurer.association.refresh_from_db()
    Vehicle.objects.create(member=treasurer, **CAR)
    category = CategoryFactory(association=treasurer.association)
    ActionFactory(
        member=treasurer, category=category, date=date(2026, 3, 1), distance_hundredths=100
    )
    for _time in range(MOST_TIMES):
        waive(treasurer, 2026, by=treasurer).withdraw(by=treasurer)

    with pytest.raises(RuleError, match="voyez avec"):
        waive(treasurer, 2026, by=treasurer)
    assert Waiver.objects.count() == MOST_TIMES


def test_the_journal_tells_no_amount_once_hours_have_no_value(
    treasurer: Membership, year: FiscalYear
) -> None:
    a_gift(treasurer, year)
    path = f"/associations/{treasurer.association_id}/journal/"

    before = signed_in(treasurer).get(path).content.decode()
    Association.objects.update(policy_valued=False)
    after = signed_in(treasurer).get(path).content.decode()

    assert "234,56" in before
    assert "234,56" not in after
