"""Certificates from elsewhere in an account: brought once, counted for one person, asked again."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.files.uploadedfile import SimpleUploadedFile

from benevalibre import outside
from benevalibre.accounts.models import User
from benevalibre.associations.writing import RuleError
from benevalibre.badges.bringing import ask_again, bring
from benevalibre.badges.counting import counted_for
from benevalibre.badges.models import BroughtBadge
from benevalibre.certificates.counting import Year
from benevalibre.certificates.elsewhere import engagement_of
from benevalibre.transfer.erasing import erase
from benevalibre.transfer.person import write_json
from tests.badges.conftest import HOST, INDEX, JEANNE, NOW, Abroad, said, signed
from tests.factories import ActionFactory, MembershipFactory, UserFactory
from tests.personas import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def jeanne(today: None) -> User:
    found: User = UserFactory(email=JEANNE, first_name="Jeanne")
    return found


@pytest.fixture
def badge(jeanne: User, abroad: Abroad) -> BroughtBadge:
    return bring(signed(said()), user=jeanne)


def test_it_is_kept_as_it_was_signed(badge: BroughtBadge, jeanne: User) -> None:
    badge.refresh_from_db()

    assert (badge.host, badge.association, badge.minutes) == (HOST, "Le Jardin partagé", 42 * 60)
    assert (badge.verified_at, badge.checked_at) == (NOW, NOW)
    assert [one.minutes for one in counted_for(jeanne)] == [42 * 60]


def test_it_is_brought_once(badge: BroughtBadge, jeanne: User) -> None:
    with pytest.raises(RuleError, match="déjà dans votre compte"):
        bring(signed(said()), user=jeanne)

    assert BroughtBadge.objects.count() == 1


def test_days_are_counted_once(badge: BroughtBadge, jeanne: User) -> None:
    other = f"https://{HOST}/verifier/2345-6789-ABCD/"

    with pytest.raises(RuleError, match="compte déjà ces jours"):
        bring(signed(said(id=other, jti=other)), user=jeanne)

    BroughtBadge.objects.update(revoked_at=NOW)
    assert bring(signed(said(id=other, jti=other)), user=jeanne).pk


def test_an_address_that_is_not_confirmed_proves_nothing(jeanne: User, abroad: Abroad) -> None:
    EmailAddress.objects.filter(user=jeanne).update(verified=False)

    with pytest.raises(RuleError, match="une autre adresse mail"):
        bring(signed(said()), user=jeanne)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((None, None), (2520, False)),
        ((date(2025, 1, 1), date(2025, 12, 31)), (2520, False)),
        ((date(2024, 9, 1), date(2026, 8, 31)), (2520, False)),
        ((date(2025, 9, 1), date(2026, 8, 31)), (0, True)),
        ((date(2025, 5, 1), date(2025, 5, 31)), (0, True)),
        ((date(2026, 1, 1), date(2026, 12, 31)), (0, False)),
    ],
)
def test_a_period_counts_the_years_that_it_holds(
    days, expected, badge: BroughtBadge, jeanne: User
) -> None:
    [one] = counted_for(jeanne)

    assert (one.between(*days), one.is_cut_by(*days)) == expected


@pytest.mark.parametrize(
    ("columns", "is_same"),
    [
        ({"register_number": "w75 123 4567", "name": "Autre nom"}, True),
        ({"register_number": "W759999999", "name": "Le Jardin partagé"}, False),
        ({"register_number": "", "name": "Le jardin Partagé"}, True),
        ({"register_number": "", "name": "Un autre jardin"}, False),
    ],
)
def test_what_is_counted_here_is_not_counted_twice(
    columns, is_same, badge: BroughtBadge, jeanne: User
) -> None:
    there = {f"association__{name}": value for name, value in columns.items()}
    member = MembershipFactory(user=jeanne, **there)
    ActionFactory(member=member, date=date(2025, 3, 1), minutes=60)

    [one] = counted_for(jeanne)

    assert one.left_out == ([2025] if is_same else [])
    assert one.minutes == (0 if is_same else 2520)


def test_who_brings_hours_that_are_here_already_is_told(jeanne: User, abroad: Abroad) -> None:
    member = MembershipFactory(user=jeanne, association__register_number="W751234567")
    ActionFactory(member=member, date=date(2025, 3, 1))

    page = signed_in(jeanne).post("/attestations/apporter/", {"text": signed(said())}, follow=True)

    assert "Elle n’ajoute rien" in page.content.decode()
    assert "2025\u00a0: ces heures sont déjà comptées ici." in page.content.decode()


def test_another_year_here_takes_nothing_away(badge: BroughtBadge, jeanne: User) -> None:
    member = MembershipFactory(user=jeanne, association__register_number="W751234567")
    ActionFactory(member=member, date=date(2026, 3, 1))
    ActionFactory(member=member, date=date(2025, 3, 1), pending=True)

    [one] = counted_for(jeanne)

    assert one.minutes == 2520


def test_the_engagement_counts_functions_only(badge: BroughtBadge, jeanne: User) -> None:
    found = engagement_of(jeanne, Year(2025))
    other = engagement_of(jeanne, Year(2026))

    assert (found.reckoning.total, found.reckoning.best) == (600, 600)
    assert [row.total for row in found.attested] == [600]
    assert (other.reckoning.total, other.attested) == (0, [])


def test_a_revoked_one_counts_no_more(badge: BroughtBadge, jeanne: User, abroad: Abroad) -> None:
    abroad.revoked = [INDEX]
    BroughtBadge.objects.update(next_check_at=NOW)

    ask_again()
    ask_again()

    badge.refresh_from_db()
    assert badge.revoked_at == NOW
    assert counted_for(jeanne) == []
    assert engagement_of(jeanne, Year(2025)).reckoning.total == 0
    page = signed_in(jeanne).get("/attestations/").content.decode()
    assert "ne la reconnaît plus" in page


def test_it_is_asked_about_when_it_is_due(badge: BroughtBadge, abroad: Abroad) -> None:
    abroad.asked.clear()

    ask_again()
    assert abroad.asked == []

    with time_machine.travel(NOW + timedelta(days=7), tick=False):
        ask_again()
        ask_again()

    badge.refresh_from_db()
    assert len(abroad.asked) == 2
    assert badge.checked_at == NOW + timedelta(days=7)
    assert badge.next_check_at == NOW + timedelta(days=14)


def test_a_silent_issuer_takes_nothing_away(
    badge: BroughtBadge, jeanne: User, abroad: Abroad
) -> None:
    abroad.failure = outside.UnreachableError("gone")
    BroughtBadge.objects.update(next_check_at=NOW)

    ask_again()

    badge.refresh_from_db()
    assert (badge.revoked_at, badge.checked_at) == (None, NOW)
    assert badge.next_check_at == NOW + timedelta(days=1)
    assert [one.minutes for one in counted_for(jeanne)] == [2520]


def test_one_brings_sees_and_takes_out(jeanne: User, abroad: Abroad) -> None:
    own = signed_in(jeanne)
    MembershipFactory(user=jeanne)

    done = own.post("/attestations/apporter/", {"text": f" {signed(said())}\n"}, follow=True)
    badge = BroughtBadge.objects.get()
    statistics = own.get("/mes-statistiques/?period=2025")
    engagement = own.get("/engagement-citoyen/?annee=2025").content.decode()
    paper = own.get("/engagement-citoyen/releve.pdf?annee=2025")
    ask = own.get(f"/attestations/ailleurs/{badge.pk}/retrait/").content.decode()
    gone = own.post(f"/attestations/ailleurs/{badge.pk}/retrait/", follow=True)

    assert f"Vient de {HOST}, vérifiée le" in done.content.decode()
    assert statistics.status_code == 200
    assert "Avec 42\u00a0h attestées ailleurs" in statistics.content.decode()
    assert "10\u00a0h d’engagement citoyen" in engagement
    assert paper.content.startswith(b"%PDF")
    assert "ne compteront plus" in ask
    assert "L’attestation est retirée" in gone.content.decode()
    assert not BroughtBadge.objects.exists()


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Donnez le fichier"),
        ({"text": "bonjour"}, "pas d’attestation là-dedans"),
        ({"text": "\x00"}, "Le caractère nul"),
        ({"text": "x" * 70_000}, "64\u00a0Ko"),
        ({"file": b"x" * 70_000}, "64\u00a0Ko"),
        ({"file": b""}, "Ce fichier est vide"),
        ({"file": b"\xff\xfe\x00"}, "pas d’attestation là-dedans"),
        ({"file": b"<svg>&lol;</svg>"}, "pas d’attestation là-dedans"),
        ({"file": b'{"credential": {"a": 1}}'}, "pas d’attestation là-dedans"),
    ],
)
def test_bad_input_is_said_on_the_form(sent, sentence: str, jeanne: User, abroad: Abroad) -> None:
    if "file" in sent:
        sent = {"file": SimpleUploadedFile("badge.jwt", sent["file"])}

    answer = signed_in(jeanne).post("/attestations/apporter/", sent)

    assert answer.status_code == 422
    assert sentence in answer.content.decode().replace("&#x27;", "'")
    assert not BroughtBadge.objects.exists()


def test_nobody_makes_this_site_call_without_end(jeanne: User, abroad: Abroad) -> None:
    own = signed_in(jeanne)
    abroad.failure = outside.UnreachableError("gone")

    codes = [
        own.post("/attestations/apporter/", {"text": signed(said())}).status_code
        for _n in range(12)
    ]

    assert codes == [422] * 10 + [429] * 2


def test_it_is_in_ones_own_data_and_goes_with_the_account(
    badge: BroughtBadge, jeanne: User
) -> None:
    whole = b"".join(write_json(jeanne)).decode()

    erase(jeanne)

    assert badge.token in whole
    assert not BroughtBadge.objects.exists()
