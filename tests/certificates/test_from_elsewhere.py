"""Certificates that an archive told of: in the register, and vouched for by nothing here."""

import base64
import json
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from benevalibre.accounts.models import User
from benevalibre.associations import purging
from benevalibre.associations.merging import claim, merge
from benevalibre.associations.models import Association, Membership
from benevalibre.associations.models.association import State
from benevalibre.associations.writing import RuleError
from benevalibre.badges import statuses
from benevalibre.certificates.batching import issued_with, last_act
from benevalibre.certificates.issuing import issue
from benevalibre.certificates.models import Certificate
from benevalibre.certificates.paper import certificate_pdf, check_address
from benevalibre.certificates.summing import without_certificate
from benevalibre.transfer.person import write_json
from tests.certificates.conftest import END, START
from tests.certificates.travelled import ORIGIN, brought
from tests.factories import MembershipFactory, UserFactory
from tests.personas import signed_in

pytestmark = pytest.mark.django_db

HOST = "ailleurs.example.org"


def text(response: Any) -> str:
    return str(response.content.decode()).replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture
def traveller(certificate: Certificate) -> User:
    """Whoever brings the association here."""
    return UserFactory()


@pytest.fixture
def arrived(certificate: Certificate, traveller: User) -> Association:
    return brought(certificate.association, by=traveller)


@pytest.fixture
def told(arrived: Association) -> Certificate:
    """What the register here says of the paper."""
    return arrived.certificates.get()


@pytest.fixture
def manager(arrived: Association, traveller: User) -> Membership:
    return arrived.memberships.get(user=traveller)


def body_of(token: str) -> Any:
    part = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def attached(told: Certificate, manager: Membership) -> User:
    """The account that took the place of whoever the paper is about."""
    user: User = UserFactory()
    claim(told.member, user=user, role=None, by=manager)
    return user


def test_it_says_what_the_paper_says_and_who_issued_it(
    certificate: Certificate, told: Certificate
) -> None:
    same = (
        "number", "code", "kind", "issuer", "volunteer", "start", "end", "activities", "years",
        "mission", "minutes", "signatory", "quality", "issued_at", "issued_on", "reason",
    )  # fmt: skip

    assert [getattr(told, name) for name in same] == [getattr(certificate, name) for name in same]
    assert (told.origin, told.host) == (ORIGIN, HOST)
    assert told.member.name == told.volunteer == "Jeanne Martin"
    assert told.issued_by.name == certificate.issued_by.display_name
    assert (told.user, told.logo, told.signature) == (None, None, None)


def test_numbers_go_on_and_the_same_days_may_be_attested_here(
    arrived: Association, told: Certificate, manager: Membership
) -> None:
    people = without_certificate(arrived, START, END)
    ours = issue(list(people), start=START, end=END, by=manager)

    assert [each.number for each in ours] == [2]
    assert ours[0].member == told.member
    assert not ours[0].is_from_elsewhere


def test_the_team_sees_where_it_was_issued_and_is_led_there(
    arrived: Association, told: Certificate, manager: Membership
) -> None:
    browser = signed_in(manager)
    page = f"/associations/{arrived.pk}/attestations/"

    listed = text(browser.get(page))
    detail = text(browser.get(f"{page}{told.pk}/"))

    address = f'href="{ORIGIN}/verifier/{told.shown_code}/"'
    assert f"établie sur {HOST}" in listed
    assert address in listed
    assert address in detail
    assert "Ce site n’en répond pas" in detail
    assert "Elle ne se révoque que là-bas" in detail
    assert "Révoquer cette attestation" not in detail
    assert "Badge numérique" not in detail
    assert f'href="/verifier/{told.shown_code}/"' not in detail


def test_what_was_revoked_there_is_so_here_and_nothing_more_is_said_of_revoking(
    certificate: Certificate, traveller: User, issuer: Membership
) -> None:
    certificate.revoke(by=issuer, reason="Comptée deux fois")
    here = brought(certificate.association, by=traveller)
    told = here.certificates.get()

    page = text(signed_in(traveller).get(f"/associations/{here.pk}/attestations/{told.pk}/"))

    assert told.revoked_at == certificate.revoked_at
    assert "Révoquée le 23 novembre 2026 par Nadia" in page
    assert "« Comptée deux fois »" in page
    assert "ne se révoque que" not in page


@pytest.mark.parametrize("what", [".pdf", "/revocation/", "/badge.jwt", "/badge.svg"])
def test_no_paper_no_badge_and_no_revocation_is_made_of_it_here(
    arrived: Association, told: Certificate, manager: Membership, what: str
) -> None:
    attached(told, manager)
    address = f"/associations/{arrived.pk}/attestations/{told.pk}{what}"

    assert signed_in(manager).get(address).status_code == 404


def test_no_lot_holds_it(told: Certificate, manager: Membership) -> None:
    twin = Certificate.objects.get(pk=told.pk)
    twin.pk, twin.number, twin.code = None, 2, "2" * 12
    twin.save()
    address = f"/associations/{told.association_id}/attestations/lot-{told.pk}.zip"

    assert last_act(told.association_id) is None
    assert not issued_with(told).exists()
    assert signed_in(manager).get(address).status_code == 404


def test_the_verbs_refuse_it_too(told: Certificate, manager: Membership) -> None:
    with pytest.raises(RuleError, match="que là-bas"):
        told.revoke(by=manager, reason="Fausse")
    with pytest.raises(ValueError, match="elsewhere"):
        certificate_pdf(told)

    told.refresh_from_db()
    assert not told.is_revoked


def test_the_check_page_knows_nothing_of_it_not_even_where_it_says_to_look(
    certificate: Certificate, told: Certificate
) -> None:
    address = f"/verifier/{told.shown_code}/"
    ours = Client().get(address)
    Certificate.objects.filter(pk=certificate.pk).delete()

    unknown = Client().get(address)

    assert ours.status_code == 200
    assert unknown.status_code == 404
    assert "Attestation inconnue" in text(unknown)
    assert HOST not in text(unknown)


def test_a_forged_line_changes_nothing_of_ours(
    certificate: Certificate, told: Certificate, issuer: Membership
) -> None:
    Certificate.objects.filter(pk=told.pk).update(volunteer="Une autre", minutes=60_000)

    page = text(Client().get(f"/verifier/{certificate.shown_code}/"))
    certificate.revoke(by=issuer, reason="Fausse")
    revoked = text(Client().get(f"/verifier/{certificate.shown_code}/"))

    assert "Jeanne Martin" in page
    assert "Une autre" not in page + revoked
    assert "Attestation révoquée" in revoked


def test_an_archive_that_says_it_is_ours_is_not_believed(
    certificate: Certificate, traveller: User, settings: Any
) -> None:
    here = brought(certificate.association, by=traveller, address=settings.BASE_URL)
    Certificate.objects.filter(pk=certificate.pk).delete()

    told = here.certificates.get()

    assert told.is_from_elsewhere
    assert told.check_elsewhere == check_address(Certificate(code=told.code))
    assert Client().get(f"/verifier/{told.shown_code}/").status_code == 404


def test_the_list_of_revoked_badges_says_nothing_of_it(
    certificate: Certificate, traveller: User, issuer: Membership
) -> None:
    certificate.revoke(by=issuer, reason="Fausse")
    told = brought(certificate.association, by=traveller).certificates.get()
    Certificate.objects.filter(pk=certificate.pk).delete()

    token = Client().get("/badges/revocations/0/").content.decode()

    bits = body_of(token)["credentialSubject"]["encodedList"]
    assert told.is_revoked
    assert not statuses.is_set(bits, told.pk)


def test_whoever_takes_their_place_finds_it_and_is_led_there(
    told: Certificate, manager: Membership
) -> None:
    browser = signed_in(attached(told, manager))

    mine = text(browser.get("/attestations/"))
    badge = text(browser.get(f"/attestations/{told.pk}/badge/"))

    assert f"établie sur {HOST}" in mine
    assert f'href="{ORIGIN}/verifier/{told.shown_code}/"' in mine
    assert f"/attestations/{told.pk}" not in mine
    assert "son badge ne se prend que là-bas" in badge
    assert browser.get(f"/attestations/{told.pk}.pdf").status_code == 404
    assert browser.get(f"/attestations/{told.pk}/badge.jwt").status_code == 404


def test_ones_own_data_say_where_it_was_issued(told: Certificate, manager: Membership) -> None:
    user = attached(told, manager)

    found = json.loads(b"".join(write_json(user)))["certificates"]

    assert [(row["code"], row["origin"]) for row in found] == [(told.code, ORIGIN)]


def test_it_follows_whoever_is_merged(told: Certificate, manager: Membership) -> None:
    other = MembershipFactory(association=told.association)

    merge(told.member, into=other, by=manager)

    assert Certificate.objects.by_user(other.user).get() == told


def test_it_goes_with_the_association_and_what_was_issued_here_stays(
    arrived: Association, told: Certificate, manager: Membership, certificate: Certificate
) -> None:
    ours = issue([told.member], start=START, end=END, by=manager)[0]
    Association.objects.filter(pk=arrived.pk).update(state=State.PURGING)

    list(purging.purge(arrived.pk))

    assert set(Certificate.objects.values_list("pk", "association")) == {
        (ours.pk, None),
        (certificate.pk, certificate.association_id),
    }


def test_going_back_a_version_forgets_it_for_that_one_would_vouch_for_it(
    certificate: Certificate, told: Certificate
) -> None:
    name = "benevalibre.certificates.migrations.0006_forget_elsewhere_backwards"

    import_module(name).forget(apps, None)

    assert Certificate.objects.get() == certificate
