"""Waiving a year's travel expenses: frozen, numbered, answered once."""

from collections.abc import Callable
from datetime import date

import pytest

from benevalibre.associations.heading import name_on_paper
from benevalibre.associations.merging import merge
from benevalibre.associations.models import Expenses, Membership
from benevalibre.associations.writing import RuleError
from benevalibre.mailing.models import Mail
from benevalibre.valuation.mails import WAIVED
from benevalibre.valuation.models.waivers import Vehicle, Waiver
from benevalibre.valuation.notices import waived_now
from benevalibre.valuation.travelling import travelled_in
from benevalibre.valuation.waiving import MOST_HUNDREDTHS, list_of, waive
from tests.factories import MembershipFactory
from tests.personas import signed_in
from tests.valuation.driving import drive

pytestmark = pytest.mark.django_db


def test_the_oracle_is_waived_to_the_cent(driver: Membership) -> None:
    waiver = waive(driver, 2026, by=driver, address="3 rue des Lilas")

    assert (waiver.distance_hundredths, waiver.cents, waiver.number) == (120_000, 76_320, 1)
    assert waiver.volunteer == name_on_paper(driver)
    assert [trip["day"] for trip in waiver.trips] == ["2026-03-01"]


def test_only_approved_kilometres_of_the_calendar_year_count(driver: Membership) -> None:
    drive(driver, 50_000, status="pending")
    drive(driver, 50_000, date=date(2025, 12, 31))
    drive(driver, 50_000, status="declined")

    travelled = travelled_in(driver, 2026)

    assert (travelled.distance, travelled.pending, travelled.cents) == (120_000, 50_000, 76_320)


def test_what_was_waived_stays_when_kilometres_change(driver: Membership) -> None:
    waiver = waive(driver, 2026, by=driver)

    drive(driver, 10_000)
    Vehicle.objects.update(power=7)

    waiver.refresh_from_db()
    [row] = list_of(driver.association, 2026).rows
    assert (waiver.distance_hundredths, waiver.cents) == (120_000, 76_320)
    assert (row.distance, row.cents) == (120_000, 76_320)


def test_a_year_is_waived_once(driver: Membership) -> None:
    waive(driver, 2026, by=driver)

    with pytest.raises(RuleError, match="déjà"):
        waive(driver, 2026, by=driver)


def test_what_is_withdrawn_can_be_made_again_under_another_number(driver: Membership) -> None:
    waive(driver, 2026, by=driver).withdraw(by=driver)

    again = waive(driver, 2026, by=driver)

    assert again.number == 2


def test_nothing_is_withdrawn_once_it_is_accepted(
    driver: Membership, treasurer: Membership
) -> None:
    waiver = waive(driver, 2026, by=driver)
    waiver.accept(by=treasurer)

    with pytest.raises(RuleError, match="déjà répondu"):
        waiver.withdraw(by=driver)
    assert waiver.is_accepted


def test_the_volunteer_is_told_of_both_answers(driver: Membership, treasurer: Membership) -> None:
    waiver = waive(driver, 2026, by=driver)

    waiver.accept(by=treasurer)
    of_driver = Mail.objects.filter(to=driver.user.email)
    told = set(of_driver.values_list("kind", flat=True))
    waiver.decline(by=treasurer, reason="Pas signée")

    assert told == {"valuation.accepted"}
    assert set(of_driver.values_list("kind", flat=True)) == {"valuation.declined"}


def test_who_keeps_the_accounts_is_told_once_of_all_that_wait(
    driver: Membership, treasurer: Membership
) -> None:
    other = MembershipFactory(association=driver.association)
    drive(other, 1_000)
    Vehicle.objects.create(member=other, kind="moped", start=date(2026, 1, 1))
    first = waive(driver, 2026, by=driver)
    second = waive(other, 2026, by=other)

    notice = Mail.objects.get(kind=WAIVED)
    fresh = waived_now(notice)
    first.withdraw(by=driver)
    second.withdraw(by=other)

    assert (notice.to, notice.grouped) == (treasurer.user.email, True)
    assert fresh is not None
    assert fresh.context["count"] == 2
    assert fresh.context["url"].endswith(f"/associations/{driver.association_id}/frais/2026/")
    assert waived_now(notice) is None


def test_declining_wants_a_reason(driver: Membership, treasurer: Membership) -> None:
    waiver = waive(driver, 2026, by=driver)

    with pytest.raises(RuleError, match="pourquoi"):
        waiver.decline(by=treasurer, reason=" ")


def test_nobody_accepts_their_own_where_somebody_else_may(driver: Membership) -> None:
    other = MembershipFactory(association=driver.association, manager=True)
    drive(other, 100)
    Vehicle.objects.create(member=other, kind="moped", start=date(2026, 1, 1))
    waiver = waive(other, 2026, by=other)

    with pytest.raises(RuleError, match="Quelqu’un d’autre"):
        waiver.accept(by=other)


def test_the_treasurer_waives_for_who_has_no_account_only(
    driver: Membership, treasurer: Membership
) -> None:
    named = MembershipFactory(association=driver.association, named=True, name="Yvonne")
    drive(named, 10_000)
    Vehicle.objects.add(named, by=treasurer, kind="car", power=3, start=date(2026, 1, 1))

    assert waive(named, 2026, by=treasurer).volunteer == "Yvonne"
    with pytest.raises(RuleError, match="elle-même"):
        waive(driver, 2026, by=treasurer)


def test_two_people_who_waived_one_year_are_told_how_to_become_one(
    driver: Membership, treasurer: Membership
) -> None:
    named = MembershipFactory(association=driver.association, named=True, name="Yvonne")
    drive(named, 10_000)
    Vehicle.objects.add(named, by=treasurer, kind="car", power=3, start=date(2026, 1, 1))
    waiver = waive(named, 2026, by=treasurer)
    waive(driver, 2026, by=driver)

    with pytest.raises(RuleError, match=r"frais de trajet de 2026\. Dans .* n’en retenez qu’une"):
        merge(named, into=driver, by=treasurer)
    waiver.decline(by=treasurer, reason="C’est la même personne")
    merge(named, into=driver, by=treasurer)

    named.refresh_from_db()
    assert named.merged_into == driver


def off(driver: Membership) -> None:
    driver.association.policy_expenses = Expenses.NONE


def on_foot(driver: Membership) -> None:
    Vehicle.objects.all().delete()


def not_yet(driver: Membership) -> None:
    driver.actions.update(status="pending")


def to_the_moon(driver: Membership) -> None:
    driver.actions.update(distance_hundredths=MOST_HUNDREDTHS + 1)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (off, "pas prévu"),
        (on_foot, "véhicule"),
        (not_yet, "Aucun kilomètre"),
        (to_the_moon, "vérifiez les distances"),
    ],
)
def test_there_must_be_something_to_waive(
    driver: Membership, spoil: Callable[[Membership], None], sentence: str
) -> None:
    spoil(driver)

    with pytest.raises(RuleError, match=sentence):
        waive(driver, 2026, by=driver)
    assert not Waiver.objects.exists()


def test_the_list_adds_up_what_was_accepted(driver: Membership, treasurer: Membership) -> None:
    other = MembershipFactory(association=driver.association)
    drive(other, 30_000)
    waive(driver, 2026, by=driver).accept(by=treasurer)

    listed = list_of(driver.association, 2026)

    assert (listed.distance, listed.accepted_cents, len(listed.accepted)) == (150_000, 76_320, 1)
    assert {row.cents for row in listed.rows} == {76_320, None}


def test_two_vehicles_of_one_year_are_told_apart_on_the_list(driver: Membership) -> None:
    Vehicle.objects.create(member=driver, kind="moped", start=date(2026, 6, 1))
    drive(driver, 10_000, date=date(2026, 6, 2))

    [row] = list_of(driver.association, 2026).rows

    assert [(share.kind, share.cents) for share in row.shares] == [
        ("car", 76_320),
        ("moped", 3_150),
    ]


def test_who_accepts_sees_that_the_kilometres_changed(
    driver: Membership, treasurer: Membership
) -> None:
    waiver = waive(driver, 2026, by=driver)
    page = f"/associations/{waiver.association_id}/frais/renonciations/{waiver.pk}/"

    before = signed_in(treasurer).get(page).content.decode()
    driver.actions.update(distance_hundredths=10_000)
    after = signed_in(treasurer).get(page).content.decode()

    assert "ont changé depuis" not in before
    assert "ont changé depuis\u00a0: 100\u00a0km aujourd’hui, 1\u202f200\u00a0km" in after
