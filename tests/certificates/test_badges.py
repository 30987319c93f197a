"""A certificate as an Open Badge, judged by a verifier that is not ours."""

import base64
import json
from typing import Any
from xml.etree import ElementTree

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from openbadgeslib.ob3.credential import IdentityObject
from openbadgeslib.ob3.verifier import OB3VerificationError, OB3Verifier

from benevalibre.associations.models import Function, Membership
from benevalibre.associations.models.vocabulary import CecKind
from benevalibre.associations.writing import RuleError
from benevalibre.badges import claims
from benevalibre.badges.models import IssuingKey
from benevalibre.certificates import badging
from benevalibre.certificates.issuing import issue
from benevalibre.certificates.models import Certificate
from tests.certificates.conftest import END, START
from tests.factories import ActionFactory, CategoryFactory, MembershipFactory
from tests.personas import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def address(settings) -> None:
    settings.BASE_URL = "https://testserver"


def fetched(url: str) -> bytes:
    """What anybody reads at an address of this instance."""
    assert url.startswith("https://testserver/")
    answer = Client().get(url.removeprefix("https://testserver"), secure=True)
    assert answer.status_code == 200
    return answer.content


def judged(token: str) -> Any:
    """What the verifier from outside reads, signature, dates and revocation included."""
    judge = OB3Verifier.for_issuer_did("did:web:testserver", download=fetched)
    return judge.verify(token, check_status=True, download=fetched)


def body_of(token: str) -> dict[str, Any]:
    part = token.split(".")[1]
    found: dict[str, Any] = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return found


def test_the_judge_accepts_it(certificate: Certificate, jeanne: Membership) -> None:
    found = judged(badging.badge_token(certificate))

    assert found.issuer.id == "did:web:testserver"
    assert "Les Amis du vélo" in found.issuer.name
    assert found.achievement.name == "Attestation de bénévolat"
    assert "42\u00a0h" in found.achievement.description
    assert [(each.result_description, each.value) for each in found.results] == [
        ("urn:benevalibre:minutes:2026", str(42 * 60))
    ]
    [hashed, name] = found.identifiers
    judge = IdentityObject.create(jeanne.user.email, salt=hashed.salt)
    assert hashed.identity_hash == judge.identity_hash
    assert (name.hashed, name.identity_hash) == (False, "Jeanne Martin")
    assert jeanne.user.email not in json.dumps(body_of(badging.badge_token(certificate)))


def test_the_judge_refuses_what_was_changed(certificate: Certificate) -> None:
    head, body, signature = badging.badge_token(certificate).split(".")
    said = json.loads(base64.urlsafe_b64decode(body + "=="))
    said["name"] = "Médaille"
    other = base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")

    with pytest.raises(OB3VerificationError, match="signature"):
        judged(f"{head}.{other}.{signature}")


def test_the_judge_refuses_what_was_revoked(certificate: Certificate, issuer: Membership) -> None:
    token = badging.badge_token(certificate)

    certificate.revoke(by=issuer, reason="Erreur")

    with pytest.raises(OB3VerificationError, match="revocation"):
        judged(token)
    with pytest.raises(RuleError, match="révoquée"):
        badging.badge_token(certificate)


def test_the_judge_still_accepts_what_a_former_key_signed(
    certificate: Certificate, settings
) -> None:
    token = badging.badge_token(certificate)

    settings.BADGE_KEY = "a new key, as long as the former one that was lost"
    judge = OB3Verifier.for_issuer_did("did:web:testserver", download=fetched)
    judge.verify(token)

    assert len(json.loads(fetched("https://testserver/did.json"))["verificationMethod"]) == 2
    IssuingKey.objects.update(withdrawn_at=certificate.issued_at)
    with pytest.raises(OB3VerificationError, match="verificationMethod"):
        OB3Verifier.for_issuer_did("did:web:testserver", download=fetched).verify(token)


def test_it_reads_back_as_what_another_instance_counts(
    certificate: Certificate, jeanne: Membership
) -> None:
    found = claims.read(body_of(badging.badge_token(certificate)))

    assert (found.association, found.register_number, found.siren) == (
        "Les Amis du vélo",
        "W351234567",
        "123456789",
    )
    assert (found.start, found.end, found.volunteer) == (START, END, "Jeanne Martin")
    assert found.minutes == 42 * 60
    assert found.belongs_to([jeanne.user.email.upper()])
    assert not found.belongs_to(["autre@example.org"])


def test_it_is_the_same_text_each_time(certificate: Certificate) -> None:
    assert badging.badge_token(certificate) == badging.badge_token(certificate)


def test_years_and_functions_are_told_apart(jeanne: Membership, issuer: Membership) -> None:
    here = jeanne.association
    Function.objects.create(membership=jeanne, kind=CecKind.DIRECTION, start="2025-01-01")
    board = CategoryFactory(association=here, name="Bureau", cec_kind=CecKind.DIRECTION)
    ActionFactory(member=jeanne, category=board, date="2025-03-01", minutes=90)
    ActionFactory(member=jeanne, category=board, date="2026-03-01", minutes=60)

    [made] = issue([jeanne], start=START.replace(year=2025), end=END, by=issuer)

    assert made.years == [
        {"year": 2025, "minutes": 300 + 90, "direction": 90, "supervision": 0},
        {"year": 2026, "minutes": 42 * 60 + 60, "direction": 60, "supervision": 0},
    ]
    assert sum(year["minutes"] for year in made.years) == made.minutes
    judged(badging.badge_token(made))


def test_many_people_take_no_more_queries_than_one(
    jeanne: Membership, issuer: Membership, query_budget
) -> None:
    from benevalibre.certificates.summing import given_by
    from benevalibre.certificates.yearly import add_years

    here = jeanne.association
    others = MembershipFactory.create_batch(5, association=here)
    for other in others:
        ActionFactory(member=other, date=START)
    given = given_by(here, [m.pk for m in others], start=START, end=END)

    with query_budget(3):
        add_years(here, given, start=START, end=END)

    assert all(each.years for each in given.values())


def test_who_has_no_confirmed_address_has_no_badge(
    certificate: Certificate, jeanne: Membership, issuer: Membership
) -> None:
    EmailAddress.objects.filter(user=jeanne.user).update(verified=False)

    page = signed_in(issuer).get(
        f"/associations/{jeanne.association_id}/attestations/{certificate.pk}/"
    )
    own = signed_in(jeanne).get(f"/attestations/{certificate.pk}/badge/")
    file = signed_in(jeanne).get(f"/attestations/{certificate.pk}/badge.jwt")

    assert "n’a pas de compte avec une adresse confirmée" in page.content.decode()
    assert "n’a pas de compte avec une adresse confirmée" in own.content.decode()
    assert file.status_code == 404


def test_an_old_one_over_two_years_asks_for_a_new_one(certificate: Certificate) -> None:
    Certificate.objects.update(years=[], start=START.replace(year=2025))
    certificate.refresh_from_db()

    assert "trop ancienne" in badging.refusal(certificate)


def test_the_files_are_downloaded(certificate: Certificate, jeanne: Membership) -> None:
    own = signed_in(jeanne)

    page = own.get(f"/attestations/{certificate.pk}/badge/").content.decode()
    text = own.get(f"/attestations/{certificate.pk}/badge.jwt")
    picture = own.get(f"/attestations/{certificate.pk}/badge.svg")
    none = own.get(f"/attestations/{certificate.pk}/badge.exe")

    assert "À quoi ça sert" in page
    assert text["Content-Type"] == "application/vc+jwt"
    assert "attachment" in text["Content-Disposition"]
    judged(text.content.decode())
    baked = OB3Verifier.extract_token_from_svg(picture.content)
    assert baked == text.content.decode()
    assert none.status_code == 404


def test_the_list_names_nobody(certificate: Certificate) -> None:
    content = fetched("https://testserver/badges/revocations/0/").decode()
    said = json.dumps(body_of(content))

    assert "Martin" not in said
    assert "vélo" not in said
    assert certificate.code not in said
    assert Client().get("/badges/revocations/1/").status_code == 404


@pytest.mark.parametrize(
    ("base", "did"),
    [
        ("https://benevoles.example.org", "did:web:benevoles.example.org"),
        ("https://example.org:8443", "did:web:example.org%3A8443"),
        ("https://example.org/sub/path", "did:web:example.org:sub:path"),
    ],
)
def test_the_document_is_that_of_its_address(base: str, did: str, settings) -> None:
    settings.BASE_URL = base

    found = Client().get("/did.json")

    document = json.loads(found.content)
    assert document["id"] == did
    assert all(method["controller"] == did for method in document["verificationMethod"])
    assert all("d" not in method["publicKeyJwk"] for method in document["verificationMethod"])
    assert "public" in found["Cache-Control"]
    assert found["Access-Control-Allow-Origin"] == "*"


def test_the_picture_is_xml_whatever_the_association_is_called(certificate: Certificate) -> None:
    certificate.issuer["name"] = "Vélo\x0b & <Cie>"

    drawn = ElementTree.fromstring(badging.badge_svg(certificate))

    assert "Vélo & <Cie>" in "".join(drawn.itertext())
